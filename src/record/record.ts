import * as v from 'valibot';
import { scenarios } from './scenario';

/**
 * The run record `nearside.run/2`: what a run was asked, where it ran and what came out, as plain JSON.
 * The same schema checks what is written and what is imported, so it is strict: an unknown key, an
 * over-long string or an impossible number is refused.
 */
export const RECORD_SCHEMA = 'nearside.run/2';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const word = v.pipe(v.string(), v.maxLength(120), v.regex(/^[\w@.:+-]+$/));
/** A model's id: one from a hub is as long as its host, its owner and its name. */
const modelWord = v.pipe(v.string(), v.maxLength(300), v.regex(/^[\w@.:+/-]+$/));
const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));
const atLeast0 = v.pipe(finite, v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const farChoiceSchema = v.strictObject({
  profile: word,
  server: word,
  /** What an open connection does after a pause; `slow-start` where absent. */
  afterIdle: v.optional(v.picklist(['slow-start', 'window-kept'])),
});

export const paramsSchema = v.strictObject({
  /** Model ids; with an artefact of a named precision `movenet-lightning:fp16`. */
  models: v.pipe(v.array(modelWord), v.minLength(1), v.maxLength(100)),
  targets: v.pipe(v.array(word), v.minLength(1), v.maxLength(100)),
  scenario: v.picklist(scenarios),
  seed: v.pipe(count, v.maxValue(0xffff_ffff)),
  /** Sample id, or `own` where the visitor gave the input: its content is never in a record. */
  input: v.optional(word),
  far: v.optional(farChoiceSchema),
  /** What is asked of each model; `inference` where absent. */
  workload: v.optional(word),
  /** Every target is measured as two twins, to see what a difference between equals comes to. */
  aa: v.optional(v.boolean()),
  /** The pairs of the models and targets above that are measured; every one where absent. */
  only: v.optional(
    v.pipe(v.array(v.strictObject({ model: modelWord, target: word })), v.minLength(1), v.maxLength(2000)),
  ),
});

const chargeSchema = v.strictObject({ charging: v.boolean(), level: v.pipe(finite, v.minValue(0), v.maxValue(1)) });

/** Compute Pressure's own words, https://www.w3.org/TR/compute-pressure/#dom-pressurestate. */
export const pressureStates = ['nominal', 'fair', 'serious', 'critical'] as const;
const pressureState = v.picklist(pressureStates);

export const environmentSchema = v.strictObject({
  app: v.strictObject({ version: text(40), commit: text(60) }),
  userAgent: text(400),
  platform: text(80),
  cores: count,
  /** GiB as the browser rounds it; absent where it does not say. */
  memoryGiB: v.optional(positive),
  crossOriginIsolated: v.boolean(),
  timerResolutionMs: positive,
  gpu: v.optional(v.strictObject({ adapter: text(200), software: v.boolean(), features: v.array(text(60)) })),
  webgl: v.optional(v.strictObject({ renderer: text(300), software: v.boolean() })),
  runtimes: v.record(word, text(40)),
  /** Whether memory can be shared between threads; isolation alone doesn't say so. Absent where it was not asked. */
  sharedMemory: v.optional(v.boolean()),
  /** The battery when the run began and when it ended; level from 0 to 1. */
  power: v.optional(v.strictObject({ start: chargeSchema, end: v.optional(chargeSchema) })),
  /** How busy the processor was by the browser's own word: at the start, at the end, and at its worst between. */
  pressure: v.optional(
    v.strictObject({
      start: v.optional(pressureState),
      end: v.optional(pressureState),
      worst: v.optional(pressureState),
    }),
  ),
});

export const reasonSchema = v.strictObject({ code: word, message: text(600), detail: v.optional(text(4000)) });

const targetSchema = v.strictObject({
  /** As written on the command line: `ort-wasm@1`. */
  id: word,
  runtime: word,
  backend: word,
  /** Threads asked for; absent leaves the choice to the runtime. */
  threads: v.optional(count),
  /** One of several builds of the runtime, where one was asked for. */
  build: v.optional(word),
});

const triedSchema = v.strictObject({ build: word, reason: reasonSchema });

const phasesSchema = v.strictObject({
  downloadMs: v.optional(atLeast0),
  downloadBytes: v.optional(count),
  fromCache: v.optional(v.boolean()),
  /** Fetching and starting the runtime itself (script and wasm), before any weights. */
  runtimeMs: v.optional(atLeast0),
  createMs: v.optional(atLeast0),
  firstMs: v.optional(atLeast0),
  /** Whether this browser had run the model on this target and adapter before: its GPU programs may then be cached. */
  seenBefore: v.optional(v.boolean()),
  preMs: v.optional(atLeast0),
  postMs: v.optional(atLeast0),
  rpcMs: v.optional(atLeast0),
});

export const flags = [
  'few',
  'spread',
  'drift',
  /** It got faster while it was measured. */
  'not-warm',
  'capped',
  /** The visitor had seen enough before the scenario had. */
  'ended-early',
  'batched',
  'paused',
  'software-gpu',
  'not-isolated',
  /** It ran on the page's own thread, since the backend works in no worker here. */
  'main-thread',
] as const;

/** The samples taken in one go, before another cell took its turn. */
const visitSchema = v.strictObject({
  /** 0 for the first opening, whose session answered first. */
  opening: v.pipe(count, v.maxValue(9999)),
  /** Counted from 0 within the cell. */
  visit: v.pipe(count, v.maxValue(99_999)),
  samplesMs: v.pipe(v.array(positive), v.minLength(1), v.maxLength(100_000)),
});

const steadySchema = v.strictObject({
  n: v.pipe(count, v.minValue(1)),
  /** Openings that the samples come from: the unit of chance. */
  openings: v.pipe(count, v.minValue(1)),
  /** Geometric mean of the openings' medians. */
  medianMs: positive,
  /** Absent where n is too small for the percentile to mean anything (below 10 for p90, 100 for p99). */
  p90Ms: v.optional(positive),
  p99Ms: v.optional(positive),
  madMs: atLeast0,
  minMs: positive,
  /** 95 % interval over openings; absent where there is one opening only, which can't tell. */
  ci95Ms: v.optional(v.tuple([positive, positive])),
  /** Inferences in each sample: more than 1 where one is too short for the timer. */
  batch: v.pipe(count, v.minValue(1)),
  visits: v.pipe(v.array(visitSchema), v.minLength(1), v.maxLength(100_000)),
  /** A set: a repeat says nothing more. */
  flags: v.pipe(
    v.array(v.picklist(flags)),
    v.transform((listed) => [...new Set(listed)]),
  ),
});

const agreementSchema = v.strictObject({
  reference: text(200),
  maxAbs: atLeast0,
  maxRel: atLeast0,
  task: v.strictObject({ measure: text(60), value: finite, limit: finite }),
  /** Of a decoder: positions compared by forced decoding and those that match, greedy tokens compared and those the same from the first on. */
  tokens: v.optional(v.strictObject({ forced: count, matches: count, greedy: count, same: count })),
  pass: v.boolean(),
  /** Set where nothing outside of the model said what it must answer: it was held to itself, which makes it neither right nor wrong. */
  unproven: v.optional(v.literal(true)),
});

const stageSchema = v.strictObject({
  model: modelWord,
  /** Runs of this network in one answer. */
  runs: count,
  /** Median of one run, ms. */
  medianMs: atLeast0,
});

const metricSchema = v.strictObject({
  unit: text(20),
  better: v.picklist(['lower', 'higher']),
  value: finite,
  /** 95 % interval over openings, where there are at least two. */
  ci95: v.optional(v.tuple([finite, finite])),
  n: count,
  openings: count,
});

/** Where a model came from that is none of the page's own. */
const hubSchema = v.strictObject({
  /** Scheme and host of the hub. */
  origin: text(300),
  /** `owner/name`. */
  repository: text(200),
  commit: text(64),
  licence: v.optional(text(100)),
  /** What was loaded, by the hashes that the hub lists: SHA-256, or of small files the Git object's. */
  files: v.pipe(v.array(v.strictObject({ path: text(300), hash: text(80) })), v.maxLength(200)),
});

const cellBase = {
  model: modelWord,
  /** What was asked of the model: `inference` (one answer), `frames`, later `generation`. */
  workload: word,
  /** How the weights are stored that were asked for by name; absent where the target took what it reads best. */
  precision: v.optional(word),
  /** 0 or 1, where every target was measured as two twins. */
  twin: v.optional(v.pipe(count, v.maxValue(1))),
  /** The files that were loaded: `precision` is how weights are stored, not what the arithmetic runs in. */
  artefact: v.optional(
    v.strictObject({
      format: word,
      precision: word,
      bytes: count,
      /** Set where weights were drawn where it ran and no file was fetched: what it says means nothing, how fast it is does. */
      drawn: v.optional(v.boolean()),
      hub: v.optional(hubSchema),
    }),
  ),
  target: targetSchema,
  input: v.strictObject({ id: word, kind: word, detail: text(120), bytes: count }),
};

const measuredSoFar = {
  actual: v.optional(
    v.strictObject({
      backend: word,
      threads: count,
      /** What the arithmetic ran in, where the runtime tells. */
      computePrecision: v.optional(word),
      fallbackNodes: v.optional(count),
      /** Which of several builds of the runtime ran. */
      build: v.optional(word),
      wasmBuild: v.optional(text(120)),
      adapter: v.optional(text(300)),
      softwareAdapter: v.optional(v.boolean()),
    }),
  ),
  /** Builds of the runtime that failed before, or gave an answer that does not agree. */
  tried: v.optional(v.pipe(v.array(triedSchema), v.maxLength(10))),
  phases: v.optional(phasesSchema),
  agreement: v.optional(v.record(modelWord, agreementSchema)),
  /** The same check again when the last sample was taken. */
  agreementAfter: v.optional(v.record(modelWord, agreementSchema)),
  /** Outputs on the input that was measured, against those of another target in the same run. */
  inputAgreement: v.optional(
    v.strictObject({
      with: word,
      maxAbs: v.optional(atLeast0),
      maxRel: v.optional(atLeast0),
      pass: v.boolean(),
    }),
  ),
  /** What each opening took beside its samples, in the order made. */
  openings: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          runtimeMs: v.optional(atLeast0),
          createMs: v.optional(atLeast0),
          firstMs: v.optional(atLeast0),
        }),
      ),
      v.maxLength(10_000),
    ),
  ),
  /** Whole answers (pre-processing, inference, post-processing), measured together. */
  answers: v.optional(steadySchema),
  /** What else the workload measured, by the metric's id. */
  metrics: v.optional(v.record(word, metricSchema)),
  answer: v.optional(v.looseObject({ kind: word, summary: text(20_000) })),
  stages: v.optional(v.array(stageSchema)),
};

const work = v.strictObject({
  macs: count,
  /** The networks' weights alone, each counted once for every run in an answer. */
  weightBytes: count,
  /** The networks' weights, as numbers: each counted once for every run in an answer. */
  parameters: v.optional(count),
  /** Size of the answer as JSON, which a cloud would send back. */
  answerBytes: v.optional(count),
  /** 2 × MACs ÷ median: achieved arithmetic rate. */
  gflops: v.optional(atLeast0),
});

/** A latency exists only where one was measured: `steady` is required on `completed`, allowed on `aborted` (what was measured until then), and nowhere else. */
export const cellSchema = v.variant('status', [
  v.strictObject({ ...cellBase, ...measuredSoFar, status: v.literal('completed'), steady: steadySchema, work }),
  v.strictObject({
    ...cellBase,
    ...measuredSoFar,
    status: v.literal('wrong'),
    reason: reasonSchema,
    steady: v.optional(steadySchema),
  }),
  v.strictObject({ ...cellBase, ...measuredSoFar, status: v.literal('unsupported'), reason: reasonSchema }),
  v.strictObject({
    ...cellBase,
    ...measuredSoFar,
    status: v.literal('failed'),
    reason: reasonSchema,
    steady: v.optional(steadySchema),
  }),
  v.strictObject({
    ...cellBase,
    ...measuredSoFar,
    status: v.literal('aborted'),
    reason: reasonSchema,
    steady: v.optional(steadySchema),
  }),
]);

const legSchema = v.strictObject({
  id: word,
  label: text(80),
  ms: atLeast0,
  /** What this leg's value rests on, in words. */
  assumption: text(300),
});

const totalsSchema = v.strictObject({ median: positive, p90: positive, p99: positive });

const farBase = { model: modelWord, profile: word, server: word, seed: count };

/** One simulated far side for one model and input. */
export const farSchema = v.strictObject({
  ...farBase,
  /** Upload and download payload, bytes: the input as it is, the answer as JSON. */
  payload: v.strictObject({ upBytes: count, downBytes: count }),
  /** The median request, leg by leg: on a connection already open, and with one to open first. */
  timeline: v.strictObject({ warm: v.array(legSchema), cold: v.array(legSchema) }),
  totalMs: totalsSchema,
  coldTotalMs: totalsSchema,
});

/** A far side that could not be simulated, with the reason in words. */
const refusedFarSchema = v.strictObject({ ...farBase, problem: text(600) });

/** Chosen by the one key that tells them apart, so that what is wrong with a field is said of that field. */
const anyFarSchema = v.lazy((far: unknown): v.GenericSchema<Far | RefusedFar> =>
  typeof far === 'object' && far !== null && Object.hasOwn(far, 'problem') ? refusedFarSchema : farSchema,
);

export const recordSchema = v.strictObject({
  schema: v.literal(RECORD_SCHEMA),
  id: v.pipe(v.string(), v.regex(/^[0-9a-z-]{8,64}$/)),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  app: text(80),
  params: paramsSchema,
  environment: environmentSchema,
  cells: v.pipe(v.array(cellSchema), v.maxLength(2000)),
  far: v.optional(v.pipe(v.array(anyFarSchema), v.maxLength(2000))),
  /** Main-thread tasks over 50 ms seen while the run went on; absent where the browser has no long-task observer. */
  responsiveness: v.optional(v.strictObject({ longTasks: count, worstMs: atLeast0 })),
});

export type RunParams = v.InferOutput<typeof paramsSchema>;
export type Scenario = RunParams['scenario'];
export type Environment = v.InferOutput<typeof environmentSchema>;
export type Cell = v.InferOutput<typeof cellSchema>;
export type CompletedCell = Extract<Cell, { status: 'completed' }>;
export type Reason = v.InferOutput<typeof reasonSchema>;
export type TriedBuild = v.InferOutput<typeof triedSchema>;
export type Phases = v.InferOutput<typeof phasesSchema>;
export type Steady = v.InferOutput<typeof steadySchema>;
export type Visit = v.InferOutput<typeof visitSchema>;
export type PressureState = (typeof pressureStates)[number];
export type Flag = (typeof flags)[number];
export type Agreement = v.InferOutput<typeof agreementSchema>;
export type Far = v.InferOutput<typeof farSchema>;
export type RefusedFar = v.InferOutput<typeof refusedFarSchema>;
export type Leg = v.InferOutput<typeof legSchema>;
export type RunRecord = v.InferOutput<typeof recordSchema>;
