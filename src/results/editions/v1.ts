import * as v from 'valibot';

/**
 * The run record's first edition, `nearside.run/1`, as it was written and stored until openings became the unit of chance. Frozen:
 * it is only read, and upgraded. Its samples don't say which opening they are of: all are of one.
 */
export const SCHEMA_V1 = 'nearside.run/1';

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const word = v.pipe(v.string(), v.maxLength(120), v.regex(/^[\w@.:+-]+$/));
const finite = v.pipe(v.number(), v.finite());
const positive = v.pipe(finite, v.gtValue(0));
const atLeast0 = v.pipe(finite, v.minValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const scenarios = ['preview', 'quick', 'thorough', 'sustained', 'offline'] as const;

const farChoiceSchema = v.strictObject({ profile: word, server: word });

const paramsSchema = v.strictObject({
  models: v.pipe(v.array(word), v.minLength(1), v.maxLength(100)),
  targets: v.pipe(v.array(word), v.minLength(1), v.maxLength(100)),
  scenario: v.picklist(scenarios),
  seed: v.pipe(count, v.maxValue(0xffff_ffff)),
  /** Sample id, or `own` where the visitor gave the input: its content is never in a record. */
  input: v.optional(word),
  far: v.optional(farChoiceSchema),
});

const environmentSchema = v.strictObject({
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
  power: v.optional(v.strictObject({ charging: v.boolean(), level: finite })),
});

const reasonSchema = v.strictObject({ code: word, message: text(600), detail: v.optional(text(4000)) });

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
  preMs: v.optional(atLeast0),
  postMs: v.optional(atLeast0),
  rpcMs: v.optional(atLeast0),
});

const flags = ['few', 'spread', 'drift', 'capped', 'batched', 'paused', 'software-gpu', 'not-isolated'] as const;

const steadySchema = v.strictObject({
  n: v.pipe(count, v.minValue(1)),
  medianMs: positive,
  /** Absent where n is too small for the percentile to mean anything (below 10 for p90, 100 for p99). */
  p90Ms: v.optional(positive),
  p99Ms: v.optional(positive),
  madMs: atLeast0,
  minMs: positive,
  /** 95 % bootstrap interval of the median; absent below 5 samples. */
  ci95Ms: v.optional(v.tuple([positive, positive])),
  /** Inferences in each sample: more than 1 where one is too short for the timer. */
  batch: v.pipe(count, v.minValue(1)),
  samplesMs: v.pipe(v.array(positive), v.minLength(1), v.maxLength(100_000)),
  flags: v.array(v.picklist(flags)),
});

const agreementSchema = v.strictObject({
  reference: text(200),
  maxAbs: atLeast0,
  maxRel: atLeast0,
  task: v.strictObject({ measure: text(60), value: finite, limit: finite }),
  pass: v.boolean(),
});

const stageSchema = v.strictObject({
  model: word,
  /** Runs of this network in one answer. */
  runs: count,
  /** Median of one run, ms. */
  medianMs: atLeast0,
});

const cellBase = {
  model: word,
  artefact: v.optional(v.strictObject({ format: word, precision: word, bytes: count })),
  target: targetSchema,
  input: v.strictObject({ id: word, kind: word, detail: text(120), bytes: count }),
};

const measuredSoFar = {
  actual: v.optional(
    v.strictObject({
      backend: word,
      threads: count,
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
  agreement: v.optional(v.record(word, agreementSchema)),
  answer: v.optional(v.looseObject({ kind: word, summary: text(20_000) })),
  stages: v.optional(v.array(stageSchema)),
};

const work = v.strictObject({
  macs: count,
  weightBytes: count,
  /** Size of the answer as JSON, which a cloud would send back. */
  answerBytes: v.optional(count),
  /** 2 × MACs ÷ median: achieved arithmetic rate. */
  gflops: v.optional(atLeast0),
});

/** A latency exists only where one was measured: `steady` is required on `completed`, allowed on `aborted` (what was measured until then), and nowhere else. */
const cellSchema = v.variant('status', [
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

/** One simulated far side for one model and input. */
const farSchema = v.strictObject({
  model: word,
  profile: word,
  server: word,
  seed: count,
  /** Upload and download payload, bytes: the input as it is, the answer as JSON. */
  payload: v.strictObject({ upBytes: count, downBytes: count }),
  /** The median request, leg by leg: on a connection already open, and with one to open first. */
  timeline: v.strictObject({ warm: v.array(legSchema), cold: v.array(legSchema) }),
  totalMs: totalsSchema,
  coldTotalMs: totalsSchema,
});

export const recordSchemaV1 = v.strictObject({
  schema: v.literal(SCHEMA_V1),
  id: v.pipe(v.string(), v.regex(/^[0-9a-z-]{8,64}$/)),
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  app: text(80),
  params: paramsSchema,
  environment: environmentSchema,
  cells: v.pipe(v.array(cellSchema), v.maxLength(2000)),
  far: v.optional(v.pipe(v.array(farSchema), v.maxLength(2000))),
  /** Main-thread tasks over 50 ms seen while the run went on; absent where the browser has no long-task observer. */
  responsiveness: v.optional(v.strictObject({ longTasks: count, worstMs: atLeast0 })),
});

export type RunRecordV1 = v.InferOutput<typeof recordSchemaV1>;
export type CellV1 = RunRecordV1['cells'][number];
export type SteadyV1 = v.InferOutput<typeof steadySchema>;
