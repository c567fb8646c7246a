import type { Component } from 'svelte';
import type { ModelCard } from '../models/card';
import type { TensorMap } from '../domain/tensor';

/** Straight (not premultiplied) RGBA, 4 bytes a pixel, top row first. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** One value a pixel, 0 to 255, top row first. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8ClampedArray;
}

export interface PictureInput {
  readonly kind: 'picture';
  /** In shared memory where there is such and it comes from a file. */
  readonly pixels: Pixels;
  /** Size of the picture as it was given, pixels, where these are fewer. */
  readonly shrunkFrom?: { readonly width: number; readonly height: number };
}

/** Sentences: where the task's `texts` are a `search`, the first is the question that the others are ranked against. */
export interface TextInput {
  readonly kind: 'texts';
  readonly texts: readonly string[];
}

export type TaskInput = PictureInput | TextInput;

/** What a model says of an input, as plain JSON: kept in run records, drawn by the task's `View.svelte`. */
export interface Answer {
  readonly kind: string;
  /** The answer in one sentence, for screen readers and tables. */
  readonly summary: string;
  /** Pictures that are the answer (a mask, an enlargement), for the view alone: no record holds them. None is the input's own memory, which is handed back. */
  readonly pictures?: Readonly<Record<string, Pixels | Mask>>;
  /** What {@link TaskWorker.sentBytes} says of it. */
  readonly sentBytes?: number;
}

/** What a task looks at, or makes. */
export type TaskFamily = 'people' | 'things' | 'words' | 'write';

/** `src/tasks/<id>/meta.ts` exports one as `meta`: cheap, no runtime, no weights. */
export interface TaskMeta {
  readonly id: string;
  /** In the page's address, behind `#/try/`: a short word that stays, "objects". */
  readonly address: string;
  /** What the visitor picks: "Find a pose". */
  readonly verb: string;
  /** Where it stands among the others. */
  readonly family: TaskFamily;
  readonly input: TaskInput['kind'];
  /** What a task over sentences asks for: one to search for among others, a list where each gets its own answer, or a text to go on with. A list where absent. */
  readonly texts?: 'search' | 'list' | 'prompt';
  /** True where the visitor may draw the picture. */
  readonly drawn?: boolean;
  /** True where what it looks for means something else in a mirror, as text does: the camera that looks away is preferred, and no camera mirrored. */
  readonly handed?: boolean;
  /** Model whose chain answers the task on the play page. */
  readonly model: string;
  /** Reference of the model in the form that the task’s own page begins with, where that isn’t left to the target. */
  readonly begins?: string;
  readonly samples: readonly TaskSample[];
  /** What stands for it where tasks are chosen; its first sample where absent. */
  readonly tile?: TaskTile;
}

/** A part of one of a task's samples. */
export interface TaskTile {
  /** Id of the sample; the first where absent. */
  readonly sample?: string;
  /** Point of the picture that stays in view, from 0 to 1 across and down; its middle where absent. */
  readonly x?: number;
  readonly y?: number;
  /** How much larger than it takes to fill the tile. */
  readonly zoom?: number;
  /** Colour of the picture's own edge, where all of it is to be seen: the tile goes on with it. */
  readonly ground?: string;
  /** Words that say what the task does with sentences, where a sample's own are too long. */
  readonly text?: string;
}

export interface PictureSample {
  readonly id: string;
  readonly title: string;
  readonly picture: string;
  /** Of the picture, pixels: its place is kept while it loads. */
  readonly width: number;
  readonly height: number;
  readonly credit: string;
}

export type TaskSample =
  PictureSample | { readonly id: string; readonly title: string; readonly texts: readonly string[] };

/** One loaded network as a task sees it: each `run` is timed by the session around the runtime's own run and readback. */
export interface TaskNetwork {
  readonly card: ModelCard;
  /** The card's assets by path. */
  readonly assets: ReadonlyMap<string, ArrayBuffer>;
  run(feeds: TensorMap): Promise<TensorMap>;
}

/** `src/tasks/<id>/worker.ts` exports one as `task`. Runs in the session's worker only. */
export interface TaskWorker<A extends Answer = Answer> {
  /**
   * Pre-processes, runs the networks, post-processes.
   * @param networks by model id: the model and, where it stands behind another, that one too
   */
  answer(input: TaskInput, networks: ReadonlyMap<string, TaskNetwork>): Promise<A>;
  /**
   * Bytes of an answer's pictures as a server would send them, beside its JSON; absent where none are sent. Asked for the
   * simulated far side alone, outside of any clock.
   */
  sentBytes?(answer: A): number;
  /**
   * The task's own agreement measure on the reference input, in the unit that the card's `tolerance.task.measure` names.
   * @param outputs the network's full outputs
   * @param reference the card's reference outputs, each keeping every `stride`-th value
   * @param assets the card's assets by path; a task whose outputs mean nothing without them (a vocabulary) throws when they are missing
   */
  agreement(
    card: ModelCard,
    outputs: TensorMap,
    reference: readonly ReferenceOutput[],
    assets?: ReadonlyMap<string, ArrayBuffer>,
  ): number;
}

export interface ReferenceOutput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly stride: number;
  readonly values: Float32Array;
}

/** Props of every `View.svelte`. */
export interface TaskViewProps<A extends Answer = Answer> {
  answer: A;
  /** Shows the picture that was looked at; absent over a running camera, where the view draws its layers alone. */
  url?: string;
  /** Of the picture, pixels. */
  width?: number;
  height?: number;
  /** Over a running camera, the very frame that the answer is of: for views that show its pixels changed. */
  frame?: ImageBitmap;
}

export type TaskView = Component<TaskViewProps<never>>;
