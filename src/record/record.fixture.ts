import fc from 'fast-check';
import {
  RECORD_SCHEMA,
  flags,
  type Cell,
  type CompletedCell,
  type Far,
  type Reason,
  type RunRecord,
  type Steady,
} from './record';
import { scenarios } from './scenario';

export const sampleSteady: Steady = {
  n: 5,
  openings: 1,
  medianMs: 12,
  madMs: 1,
  minMs: 10,
  ci95Ms: [11, 14],
  batch: 1,
  visits: [{ opening: 0, visit: 0, samplesMs: [10, 11, 12, 13, 14] }],
  flags: ['not-isolated'],
};

export const completedCell: CompletedCell = {
  model: 'movenet-lightning',
  workload: 'inference',
  artefact: { format: 'tfjs-graph', precision: 'fp16', bytes: 4_650_216 },
  target: { id: 'tfjs-wasm', runtime: 'tfjs', backend: 'wasm' },
  input: { id: 'astronaut', kind: 'picture', detail: '512 × 512', bytes: 791_555 },
  status: 'completed',
  actual: { backend: 'wasm', threads: 1, wasmBuild: 'tfjs-backend-wasm-simd.wasm' },
  phases: { downloadMs: 40, downloadBytes: 4_650_216, fromCache: false, createMs: 200, firstMs: 35.5 },
  steady: sampleSteady,
  agreement: {
    'movenet-lightning': {
      reference: 'TensorFlow.js 4.22.0, cpu',
      maxAbs: 0.00012,
      maxRel: 0.0004,
      task: { measure: 'keypoint distance', value: 0.01, limit: 1 },
      pass: true,
    },
  },
  answer: { kind: 'pose', summary: 'One person, 17 joints.', joints: [{ x: 0.5, y: 0.25 }] },
  work: { macs: 320_000_000, weightBytes: 4_650_216, gflops: 53.3 },
};

export function unsupportedCell(
  reason: Reason = { code: 'no-adapter', message: 'This browser offers no GPU adapter.' },
): Cell {
  const target = { id: 'tfjs-webgpu', runtime: 'tfjs', backend: 'webgpu' };
  return {
    model: 'movenet-lightning',
    workload: 'inference',
    target,
    input: completedCell.input,
    status: 'unsupported',
    reason,
  };
}

export const sampleFar: Far = {
  model: 'movenet-lightning',
  profile: 'devtools-fast-4g',
  server: 'l4',
  seed: 7,
  payload: { upBytes: 791_555, downBytes: 900 },
  timeline: {
    warm: [{ id: 'upload', label: 'Upload', ms: 90, assumption: 'The window is kept from earlier requests.' }],
    cold: [],
  },
  totalMs: { median: 131, p90: 150, p99: 210 },
  coldTotalMs: { median: 311, p90: 350, p99: 420 },
};

/** A small valid run, with `changes` laid over it. */
export function sampleRecord(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: RECORD_SCHEMA,
    id: '20261121-092640-k3f09x2a',
    createdAt: '2026-11-21T09:26:40.123Z',
    app: 'Nearside 0.1.0',
    params: {
      models: ['movenet-lightning'],
      targets: ['tfjs-wasm', 'tfjs-webgpu'],
      scenario: 'preview',
      seed: 7,
      input: 'astronaut',
      far: { profile: 'devtools-fast-4g', server: 'l4' },
    },
    environment: {
      app: { version: '0.1.0', commit: 'c324655' },
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
      platform: 'Linux x86_64',
      cores: 2,
      crossOriginIsolated: false,
      timerResolutionMs: 0.1,
      webgl: { renderer: 'SwiftShader', software: true },
      runtimes: { ort: '1.30.0', tfjs: '4.22.0' },
    },
    cells: [completedCell, unsupportedCell()],
    far: [sampleFar],
    ...changes,
  };
}

const word = fc
  .stringMatching(/^[\w@.:+-]{1,20}$/)
  .filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));
/** Any text but for control characters: markup, quotes, emoji, right-to-left, lone surrogates. */
const text = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('<', '>', '"', "'", '&', '|', '=', '\n', '\t', 'ש', '👩‍🚀'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
    maxLength: 8,
  })
  .map((raw) => raw.replace(/(?![\t\n\r])\p{Cc}/gu, '').slice(0, 30));
/** A sum with 0 turns −0 into 0: JSON writes both alike. */
const atLeast0 = fc.double({ min: 0, max: 1e12, noNaN: true }).map((value) => value + 0);
const positive = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
const count = fc.nat();
const options = <T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const steady = fc
  .record({
    samplesMs: fc.array(positive, { minLength: 1, maxLength: 12 }),
    flags: fc.subarray([...flags]),
    batch: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ samplesMs, ...rest }): Steady => {
    const sorted = samplesMs.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 1;
    return {
      ...rest,
      visits: [{ opening: 0, visit: 0, samplesMs }],
      openings: 1,
      n: samplesMs.length,
      minMs: at(0),
      medianMs: at(0.5),
      p90Ms: at(0.9),
      ci95Ms: [at(0.25), at(1)],
      madMs: 0,
    };
  });

const reason = fc
  .record({ code: word, message: text })
  .chain((base) => options({ detail: text }).map((rest) => ({ ...base, ...rest })));
const agreement = fc.record({
  reference: text,
  maxAbs: atLeast0,
  maxRel: atLeast0,
  task: fc.record({ measure: text, value: atLeast0, limit: atLeast0 }),
  pass: fc.boolean(),
});
/** An answer's own members: any JSON, a few levels deep. */
const loose = fc.dictionary(
  word,
  fc.oneof(
    text,
    atLeast0,
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.dictionary(word, text, { maxKeys: 2 }), { maxLength: 3 }),
  ),
  { maxKeys: 3 },
);

const cell: fc.Arbitrary<Cell> = fc
  .tuple(
    fc.record({
      model: word,
      workload: word,
      target: fc.record({ id: word, runtime: word, backend: word }),
      input: fc.record({ id: word, kind: word, detail: text, bytes: count }),
    }),
    options({
      artefact: fc.record({ format: word, precision: word, bytes: count }),
      actual: fc.record({ backend: word, threads: count, adapter: text }),
      phases: options({ downloadMs: atLeast0, fromCache: fc.boolean(), firstMs: atLeast0 }),
      agreement: fc.dictionary(word, agreement, { maxKeys: 2 }),
      answer: fc.tuple(loose, word, text).map(([rest, kind, summary]) => ({ ...rest, kind, summary })),
    }),
    fc.oneof(
      fc.record({
        status: fc.constant('completed' as const),
        steady,
        work: fc.record({ macs: count, weightBytes: count }),
      }),
      fc.record({ status: fc.constantFrom('wrong' as const, 'failed' as const, 'aborted' as const), reason, steady }),
      fc.record({ status: fc.constantFrom('unsupported' as const, 'failed' as const), reason }),
    ),
  )
  .map(([base, some, rest]) => ({ ...base, ...some, ...rest }) as Cell);

/** Any valid run. */
export const anyRecord: fc.Arbitrary<RunRecord> = fc
  .record({
    cells: fc.array(cell, { maxLength: 3 }),
    app: text,
    createdAt: fc
      .date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    scenario: fc.constantFrom(...scenarios),
    userAgent: text,
    adapter: text,
  })
  .map(({ cells, app, createdAt, scenario, userAgent, adapter }) => {
    const base = sampleRecord();
    const gpu = { adapter, software: false, features: [adapter] };
    return {
      ...base,
      app,
      createdAt,
      cells,
      params: { ...base.params, scenario },
      environment: { ...base.environment, userAgent, gpu },
    };
  });
