import { expect, it } from 'vitest';
import { besideMs } from './beside';
import { completedCell } from './record.fixture';
import type { CompletedCell } from './record';

const cell = completedCell as CompletedCell;
const phases = { preMs: 3, postMs: 2, rpcMs: 1 };
const answers = (medianMs: number) => ({ ...cell.steady, medianMs });

it('is what whole answers took more than the inference, where they were measured', () => {
  const { medianMs } = cell.steady;
  expect(besideMs({ ...cell, phases, answers: answers(medianMs + 4) })).toBeCloseTo(4, 9);
  // Two medians of noisy series: their difference may fall below nothing, what is beside can't.
  expect(besideMs({ ...cell, phases, answers: answers(0.9 * medianMs) })).toBe(0);
});

it('is else the sum of what was timed around it', () => {
  expect(besideMs({ ...cell, answers: undefined, phases })).toBe(6);
  expect(besideMs({ ...cell, answers: undefined, phases: { postMs: 2 } })).toBe(2);
  expect(besideMs({ ...cell, answers: undefined, phases: undefined })).toBe(0);
});
