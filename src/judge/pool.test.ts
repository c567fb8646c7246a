import { expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { sampleRecord } from '../record/record.fixture';
import type { RunRecord } from '../record/record';
import { isRepeat, pool } from './pool';
import { simulatedCell } from './simulatedRun.fixture';
import { without } from './verdict.fixture';

const effects = { opening: 0.02, visit: 0.01, sample: 0.03 };
const base = sampleRecord();
const run = (seed: number, changes: Partial<RunRecord> = {}): RunRecord => ({
  ...base,
  id: `20261121-092640-${String(seed).padStart(8, '0')}`,
  params: { ...base.params, scenario: 'quick', seed },
  cells: [simulatedCell('tfjs-wasm', 20, effects, {}, seededRandom(seed)), without('ort-webgl', 'unsupported')],
  ...changes,
});

it('makes the openings of repeats openings of one cell, and its interval narrower', async () => {
  const [first, ...others] = [1, 2, 3].map((seed) => run(seed));
  const { cells, runs } = await pool(first!, [first!, ...others]);
  const [alone] = first!.cells;
  const [pooled, unsupported] = cells;
  if (alone?.status !== 'completed' || pooled?.status !== 'completed') throw new Error('Both are completed.');
  expect(runs).toBe(3);
  expect(pooled.steady.openings).toBe(15);
  expect(pooled.steady.n).toBe(3 * alone.steady.n);
  expect(new Set(pooled.steady.visits.map(({ visit }) => visit)).size).toBe(pooled.steady.visits.length);
  const width = ([low, high]: [number, number]) => high / low;
  expect(width(pooled.steady.ci95Ms!)).toBeLessThan(width(alone.steady.ci95Ms!));
  expect(unsupported?.status).toBe('unsupported');
});

it('leaves out runs of another device, version, question, and previews', () => {
  const one = run(1);
  expect(isRepeat(one, run(2))).toBe(true);
  const { params, environment } = one;
  const unlike: Partial<RunRecord>[] = [
    { environment: { ...environment, cores: 64 } },
    { environment: { ...environment, runtimes: { ort: '9.9.9' } } },
    { environment: { ...environment, crossOriginIsolated: !environment.crossOriginIsolated } },
    { params: { ...params, targets: ['tfjs-wasm'] } },
    { params: { ...params, models: ['blazeface'] } },
    { params: { ...params, input: 'coffee' } },
    { params: { ...params, scenario: 'thorough' } },
    { params: { ...params, aa: true } },
    { params: { ...params, only: [{ model: 'movenet-lightning', target: 'tfjs-wasm' }] } },
  ];
  for (const changes of unlike) expect(isRepeat(one, run(2, changes)), JSON.stringify(changes)).toBe(false);
  const preview = { params: { ...params, scenario: 'preview' as const } };
  expect(isRepeat(run(1, preview), run(2, preview))).toBe(false);
  const own = { params: { ...params, input: 'own' } };
  expect(isRepeat(run(1, own), run(2, own))).toBe(false);
});

it('does not mix cells that ran on something else', async () => {
  const other = run(2);
  const [cell] = other.cells;
  const threads = { ...cell!, actual: { backend: 'wasm', threads: 4 } } as typeof cell & object;
  const { cells } = await pool(run(1), [{ ...other, cells: [threads] }]);
  expect(cells[0]).toMatchObject({ steady: { openings: 5 } });
});
