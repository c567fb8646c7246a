import { describe, expect, it } from 'vitest';
import type { LiveCell } from '../../measure/liveCell';
import { completed, without, wrong } from '../../judge/verdict.fixture';
import { sampleRecord } from '../../record/record.fixture';
import type { Cell } from '../../record/record';
import { parseTarget, type Target } from '../../runtimes/target';
import { rowView, RowViews, type CellFacts } from './cellState';

const { environment } = sampleRecord();

function facts(cell: Cell | string, changes: Partial<CellFacts> = {}): CellFacts {
  const target = typeof cell === 'string' ? cell : cell.target.id;
  const place = { model: 'movenet-lightning', target };
  const outcome =
    typeof cell === 'string' ? undefined : { cell, environment, scenario: 'quick' as const, createdAt: '', runs: 1 };
  return { key: `${place.model}|${target}`, place, outcome, chosen: false, queued: false, ...changes };
}
const states = (row: readonly CellFacts[]) => rowView(row, 'warm').cells.map(({ state }) => state);
const isBest = (row: readonly CellFacts[]) => states(row).map((state) => state.kind === 'result' && state.best);

it('shades results by how far they are behind the row’s fastest', () => {
  const row = states([
    facts(completed('ort-wasm', 10)),
    facts(completed('tfjs-wasm', 20)),
    facts(completed('tfjs-cpu', 1000)),
  ]);
  const shades = row.map((state) => (state.kind === 'result' ? state.shade : -1));
  expect(shades[0]).toBeCloseTo(0.96);
  expect(shades[1]).toBeGreaterThan(0.5);
  expect(shades[2]).toBeCloseTo(0.06);
});

it('counts all that can’t be told apart as the fastest, and what came down to the same as the winner', () => {
  expect(isBest([facts(completed('ort-wasm', 10)), facts(completed('ort-webgpu', 20))])).toEqual([true, false]);
  expect(isBest([facts(completed('ort-wasm', 10)), facts(completed('ort-webgpu', 10.01))])).toEqual([true, true]);
  const twins = [completed('ort-wasm', 10, { threads: 1 }), completed('ort-wasm@1', 10.5)];
  expect(isBest([...twins.map((cell) => facts(cell)), facts(completed('ort-webgpu', 30))])).toEqual([
    true,
    true,
    false,
  ]);
});

it('ranks by first inferences where those are shown, and says where there is none', () => {
  const first = (id: string, ms: number, firstMs?: number) => ({
    ...completed(id, ms),
    phases: firstMs === undefined ? {} : { firstMs },
  });
  const { cells } = rowView(
    [facts(first('ort-wasm', 30, 40)), facts(first('ort-webgpu', 3, 900)), facts(first('tfjs-wasm', 9))],
    'first',
  );
  expect(cells.map(({ state }) => state)).toMatchObject([
    { kind: 'result', ms: 40, best: true },
    { kind: 'result', ms: 900, best: false },
    { kind: 'result', ms: undefined, best: false },
  ]);
});

describe('what a cell is', () => {
  const target = parseTarget('ort-wasm') as Target;
  const live = (phase: LiveCell['phase']): LiveCell => ({ key: '', model: 'movenet-lightning', target, phase });

  it('follows from what is known of it', () => {
    expect(
      states([
        facts('ort-wasm'),
        facts('ort-webgl', { obstacle: 'There is no WebGL 2 here.' }),
        facts(wrong('ort-webgpu', 3)),
        facts(without('tfjs-wasm', 'failed')),
        facts(without('tfjs-cpu', 'unsupported')),
        facts(without('tfjs-webgl', 'aborted')),
      ]).map(({ kind }) => kind),
    ).toEqual(['empty', 'cant', 'wrong', 'failed', 'cant', 'empty']);
  });

  it('is its turn in a run first, whatever was known before', () => {
    const known = completed('ort-wasm', 10);
    expect(
      states([
        facts(known, { queued: true }),
        facts(known, { queued: true, live: live('waiting') }),
        facts(known, { queued: true, live: live('steady') }),
        facts(known, { live: { ...live('done'), result: known } }),
      ]).map(({ kind }) => kind),
    ).toEqual(['queued', 'queued', 'running', 'result']);
  });
});

it('leaves a row alone of which nothing has changed', () => {
  const views = new RowViews();
  const cell = completed('ort-wasm', 10);
  const fact = facts(cell);
  const first = views.of('a', [fact], 'warm');
  expect(views.of('a', [{ ...fact }], 'warm')).toBe(first);
  expect(views.of('a', [{ ...fact, chosen: true }], 'warm')).not.toBe(first);
  expect(views.of('a', [fact], 'first')).not.toBe(first);
});
