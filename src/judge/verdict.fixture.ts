import type { Cell, CompletedCell, Flag, Steady } from '../record/record';
import { summarise } from '../measure/summarise';
import type { VerdictContext } from './evidence';
import { verdict } from './verdict';

export const context: VerdictContext = {
  environment: { crossOriginIsolated: true, timerResolutionMs: 0.005, cores: 8 },
  scenario: 'quick',
};

/** Five openings whose medians lie within ±1 % of the centre, which is their geometric mean; the interval is about ±1 % too. */
function steady(centreMs: number, { openings = 5, flags = [] as Flag[] } = {}): Steady {
  const visits = Array.from({ length: openings }, (_, opening) => {
    const openingMs = centreMs * Math.exp(0.005 * (opening - (openings - 1) / 2));
    return { opening, visit: opening, samplesMs: [0.99, 1, 1.01].map((share) => share * openingMs) };
  });
  return summarise(visits, { batch: 1, flags });
}

function base(id: string) {
  const [, runtime = '', backend = '', threads, build] = /^(\w+)-(\w+)(?:@(?:(\d+)|([a-z]+)))?$/.exec(id) ?? [];
  return {
    model: 'movenet-lightning',
    workload: 'inference',
    target: { id, runtime, backend, threads: threads ? Number(threads) : undefined, build },
    input: { id: 'astronaut', kind: 'picture', detail: '512 × 512', bytes: 1000 },
  };
}

interface Options {
  threads?: number;
  macs?: number;
  openings?: number;
  flags?: Flag[];
  actual?: Partial<NonNullable<CompletedCell['actual']>>;
}

export function completed(id: string, medianMs: number, options: Options = {}): CompletedCell {
  const { threads, macs = 320_000_000, actual, ...rest } = options;
  const { target, ...others } = base(id);
  return {
    ...others,
    target,
    status: 'completed',
    artefact: { format: target.runtime === 'ort' ? 'onnx' : 'tfjs-graph', precision: 'fp16', bytes: 4_000_000 },
    actual: { backend: target.backend, threads: threads ?? target.threads ?? 1, ...actual },
    steady: steady(medianMs, rest),
    work: { macs, weightBytes: 4_000_000 },
  };
}

const reason = { code: 'missing-operator', message: 'The operator HardSigmoid is missing on this backend.' };
export const without = (id: string, status: 'unsupported' | 'failed' | 'aborted'): Cell => ({
  ...base(id),
  status,
  reason,
});
export const wrong = (id: string, medianMs: number): Cell => ({
  ...base(id),
  status: 'wrong',
  reason: { code: 'wrong-answer', message: 'Its answer is wrong.' },
  steady: steady(medianMs),
});
/** The verdict's headline and sentences, one a line. */
export const said = (cells: Cell[], changes: Partial<VerdictContext> = {}) => {
  const { headline, because } = verdict(cells, { ...context, ...changes });
  return [headline, ...because].join('\n');
};
export const swiftShader = { softwareAdapter: true, adapter: 'google SwiftShader Device (Subzero)' };
