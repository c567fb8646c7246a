import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../domain/random';
import { rowOf } from '../../judge/summary';
import { simulatedCell } from '../../judge/simulatedRun.fixture';
import { sampleRecord } from '../../record/record.fixture';
import type { Cell, RunRecord } from '../../record/record';
import { outcomesOf, replaces, storedOutcomes, type Outcome } from './outcomes';

const effects = { opening: 0.02, visit: 0.01, sample: 0.03 };
const base = sampleRecord();
const at = (minute: number) => `2026-11-21T09:${String(minute).padStart(2, '0')}:00.000Z`;

/** A quick run of one cell, or whatever the changes make of it. */
function run(
  minute: number,
  cells: Cell[] = [simulatedCell('tfjs-wasm', 20, effects, {}, seededRandom(minute))],
  changes: Partial<RunRecord> = {},
): RunRecord {
  const params = { ...base.params, scenario: 'quick' as const };
  return { ...base, id: `20261121-09${minute}0000-00000000`, createdAt: at(minute), params, cells, ...changes };
}

const storeOf = (records: readonly RunRecord[]) => ({
  list: async () => ({
    runs: records.map(rowOf).sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt)),
    unreadable: [],
  }),
  get: async (id: string) => records.find((record) => record.id === id),
});

async function known(records: readonly RunRecord[], isAlike: (cell: Cell) => boolean = () => true) {
  let found: ReadonlyMap<string, Outcome> = new Map();
  const sought = { environment: base.environment, isAlike };
  await storedOutcomes(storeOf(records), sought, (now) => (found = now));
  return found;
}
const KEY = 'movenet-lightning|tfjs-wasm';

describe('what takes whose place', () => {
  const outcome = (minute: number, cell: Cell): Outcome =>
    outcomesOf(run(minute, [cell]))
      .values()
      .next().value as Outcome;
  const quick = simulatedCell('tfjs-wasm', 20, effects, {}, seededRandom(1));
  const preview = { ...quick, steady: { ...quick.steady, openings: 1 } };
  const failed: Cell = { ...quick, status: 'failed', reason: { code: 'runtime', message: 'It failed.' } } as Cell;

  it('is what rests on more, and of equals the newer', () => {
    expect(replaces(outcome(2, quick), outcome(1, quick))).toBe(true);
    expect(replaces(outcome(1, quick), outcome(2, quick))).toBe(false);
    expect(replaces(outcome(9, preview), outcome(1, quick))).toBe(false);
    expect(replaces(outcome(1, quick), outcome(9, preview))).toBe(true);
    expect(replaces(outcome(9, failed), outcome(1, preview))).toBe(false);
    expect(replaces(outcome(1, failed), undefined)).toBe(true);
  });

  it('is never what was stopped', () => {
    const stopped = { ...failed, status: 'aborted' } as Cell;
    expect(outcomesOf(run(1, [stopped])).size).toBe(0);
  });
});

describe('what stored runs say', () => {
  it('is the newest of each cell, with the openings of its repeats', async () => {
    const found = await known([run(10), run(20), run(30)]);
    expect(found.get(KEY)).toMatchObject({ run: run(30).id, runs: 3, createdAt: at(30) });
    expect(found.get(KEY)?.cell).toMatchObject({ steady: { openings: 15 } });
  });

  it('leaves out other devices, versions and inputs', async () => {
    const { environment } = base;
    expect(await known([run(10, undefined, { environment: { ...environment, cores: 64 } })])).toEqual(new Map());
    expect(await known([run(10, undefined, { environment: { ...environment, runtimes: { ort: '9' } } })])).toEqual(
      new Map(),
    );
    expect(await known([run(10)], ({ input }) => input.id === 'another')).toEqual(new Map());
  });

  it('keeps artefacts apart, and takes a twin for the same cell', async () => {
    const cell = simulatedCell('tfjs-wasm', 20, effects, {}, seededRandom(1));
    const found = await known([
      run(10, [
        { ...cell, precision: 'fp16' },
        { ...cell, twin: 0 },
        { ...cell, twin: 1 },
      ]),
    ]);
    expect([...found.keys()]).toEqual(['movenet-lightning:fp16|tfjs-wasm', KEY]);
  });

  it('goes on where a run can’t be read', async () => {
    const store = { ...storeOf([run(10), run(20)]) };
    const get = async (id: string) => {
      if (id === run(20).id) throw new Error('It can’t be read.');
      return store.get(id);
    };
    let found: ReadonlyMap<string, Outcome> = new Map();
    await storedOutcomes(
      { ...store, get },
      { environment: base.environment, isAlike: () => true },
      (now) => (found = now),
    );
    expect(found.get(KEY)?.run).toBe(run(10).id);
  });
});
