import { expect, it } from 'vitest';
import { completed, without, wrong } from '../../judge/verdict.fixture';
import { sampleFar, sampleRecord } from '../../record/record.fixture';
import type { Cell } from '../../record/record';
import { rowsOf } from './axes';
import { rowView, type CellFacts } from './cellState';
import { placeKey } from './place';
import { againstAll, decidedOf, emptyIn, quickestRow, rankedOf, workOf } from './readings';

const { environment } = sampleRecord();
const rows = rowsOf();

/** A row whose cells came to these, and that has as many empty ones beside them. */
function rowOf(ref: string, cells: readonly Cell[], empty = 0, createdAt = '2026-11-21T09:00:00.000Z') {
  const outcomes = cells.map((cell): CellFacts => {
    const place = { model: ref, target: cell.target.id };
    const outcome = { cell, environment, scenario: 'quick' as const, createdAt, runs: 2 };
    return { key: placeKey(place), place, outcome, chosen: false, queued: false };
  });
  const others = Array.from({ length: empty }, (_, index): CellFacts => {
    const place = { model: ref, target: `tfjs-wasm@${index + 2}` };
    return { key: placeKey(place), place, chosen: false, queued: false };
  });
  return [ref, rowView([...outcomes, ...others], 'warm')] as const;
}

it('begins with the row that has the least to compute and something to compare', () => {
  const shown = new Map([rowOf('nanodet', [], 3), rowOf('digits', [], 1), rowOf('movenet-lightning', [], 2)]);
  expect(quickestRow(rows, shown)?.row.ref).toBe('movenet-lightning');
  expect(quickestRow(rows, shown)?.keys).toHaveLength(2);
  expect(emptyIn(shown)).toHaveLength(6);
  expect(quickestRow(rows, new Map([rowOf('digits', [completed('ort-wasm', 3)], 1)]))).toBeUndefined();
});

it('decides on a model once two targets gave it a time, wrong and failed ones beside them', () => {
  const [, row] = rowOf('digits', [
    completed('ort-wasm', 3),
    completed('tfjs-wasm', 5),
    wrong('ort-webgl', 1),
    without('tfjs-cpu', 'failed'),
  ]);
  expect(decidedOf(row)).toMatchObject({ scenario: 'quick', runs: 2, environment });
  expect(decidedOf(row)?.cells).toHaveLength(4);
  expect(decidedOf(rowOf('digits', [completed('ort-wasm', 3), wrong('ort-webgl', 1)])[1])).toBeUndefined();
  expect(decidedOf(undefined)).toBeUndefined();
});

it('sets each measured row against what was simulated for it', () => {
  const shown = new Map([
    rowOf('digits', [completed('ort-wasm', 3)]),
    rowOf('nanodet', [completed('ort-wasm', 900)]),
    rowOf('emotion', [], 2),
  ]);
  const refused = { model: 'x', profile: 'p', server: 's', seed: 1, problem: 'Nobody knows.' };
  const against = againstAll(shown, (ref) => (ref === 'nanodet' ? sampleFar : ref === 'digits' ? refused : sampleFar));
  expect([...against.keys()]).toEqual(['nanodet']);
  expect(against.get('nanodet')?.verdict.winner).toBe('there');
  const ranked = rankedOf(rows, shown, against);
  expect(ranked.map(({ title, side }) => [title, side])).toEqual([
    ['NanoDet-g', 'there'],
    ['Nearside digits', undefined],
  ]);
  expect([...workOf(shown).keys()]).toEqual(['digits', 'nanodet']);
});
