import { expect, it } from 'vitest';
import { CellSeries } from './series';

it('counts visits over openings, and shows the median of the latest samples', () => {
  const series = new CellSeries();
  series.addVisit(0, { samplesMs: [10, 30], stagesMs: { a: [4, 12], b: [6, 18] } });
  series.addVisit(1, { samplesMs: [20], stagesMs: { a: [8], b: [12] } });
  expect(series.visits).toEqual([
    { opening: 0, visit: 0, samplesMs: [10, 30] },
    { opening: 1, visit: 1, samplesMs: [20] },
  ]);
  expect(series.stagesMs).toEqual({ a: [4, 12, 8], b: [6, 18, 12] });
  expect([series.soFar, series.lastMs]).toEqual([{ n: 3, medianMs: 20 }, 20]);
  // Of a long run the latest speed is shown, with the count of all.
  series.addVisit(1, { samplesMs: new Array<number>(600).fill(5), stagesMs: {} });
  expect(series.soFar).toEqual({ n: 603, medianMs: 5 });
});

it('leaves out whole answers on a clock that stood still', () => {
  const series = new CellSeries();
  series.addAnswers(0, [0, 0]);
  series.addAnswers(1, [3, 0, 4]);
  expect(series.answers).toEqual([{ opening: 1, visit: 0, samplesMs: [3, 4] }]);
});
