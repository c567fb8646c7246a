import { expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { sampleRecord } from '../record/record.fixture';
import { simulatedCell } from './simulatedRun.fixture';
import { twinLine, twinReport } from './twins';

const effects = { opening: 0.01, visit: 0.005, sample: 0.03 };
const twins = (id: string, ms: number, otherMs: number, openings = 5) =>
  [ms, otherMs].map((trueMs, twin) => ({
    ...simulatedCell(id, trueMs, effects, { openings }, seededRandom(twin + 1)),
    twin,
  }));

it('counts pairs of twins that would be called different', () => {
  const cells = [...twins('ort-wasm', 20, 20), ...twins('tfjs-wasm', 20, 26)];
  const report = twinReport(sampleRecord({ cells }));
  expect(report).toMatchObject({ pairs: 2, different: [[{ target: { id: 'tfjs-wasm' } }, {}]] });
  expect(twinLine(report)).toMatch(/^A\/A: 1 of 2 pairs called different; floor (2\d|3\d) %$/);
});

it('says nothing of twins that were opened once', () => {
  expect(twinLine(twinReport(sampleRecord({ cells: twins('ort-wasm', 20, 26, 1) })))).toBe(
    'A/A: 0 of 0 pairs called different; floor unknown',
  );
});
