import type { Component } from 'svelte';
import type { Problem } from '../domain/problem';
import type { LiveCell } from '../measure/liveCell';
import type { RunParams, RunRecord } from '../record/record';

/** A screen of a lesson: one idea. */
export interface LessonStep {
  /** In the address, behind the lesson's. */
  readonly id: string;
  /** One word or two, for the list beside the lesson. */
  readonly title: string;
}

/** `src/lessons/<id>/meta.ts` exports one as `meta`: cheap, read by the list of lessons. */
export interface LessonMeta {
  readonly id: string;
  /** What it is about, in a word: "Distance". */
  readonly subject: string;
  /** The question that it answers. */
  readonly title: string;
  /** What a class learns, in a sentence. */
  readonly learnt: string;
  /** How long it takes a class, minutes. */
  readonly minutes: number;
  readonly steps: readonly LessonStep[];
}

/** One run of a lesson's own, as the page measures it: in workers, stored with the others, one tab at a time. */
export interface LessonRun {
  /** Live, in the order asked for. */
  readonly cells: readonly LiveCell[];
  readonly record: RunRecord | undefined;
  readonly running: boolean;
  readonly status: 'idle' | 'running' | 'stopped' | 'finished' | 'failed';
  /** Why it stands still: the tab is hidden, or another tab or something else in this one measures. */
  readonly wait: 'hidden' | 'other tab' | 'this page' | undefined;
  readonly problem: Problem | undefined;
  start(params: RunParams): Promise<void>;
  /** What was measured stays. */
  stop(): void;
}

/** Props of every `Lesson.svelte`. */
export interface LessonProps {
  readonly run: LessonRun;
  /** Targets that can run a model here, the likely fastest first; none where this browser has none. */
  readonly targetsFor: (model: string) => readonly string[];
}

export type LessonComponent = Component<LessonProps>;
