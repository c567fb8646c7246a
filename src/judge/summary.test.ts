import { expect, it } from 'vitest';
import { completedCell, sampleRecord, sampleSteady, unsupportedCell } from '../record/record.fixture';
import type { Cell } from '../record/record';
import { besideMs } from '../record/beside';
import { rowOf } from './summary';
import { completed } from './verdict.fixture';

function timed(model: string, target: string, medianMs: number, openings = 5): Cell {
  const { steady } = completed('ort-wasm', medianMs, { openings });
  const actual = { backend: target, threads: 1 };
  return { ...completedCell, model, target: { id: target, runtime: 'ort', backend: target }, actual, steady };
}

it('counts cells by status and carries what was asked', () => {
  const record = sampleRecord();
  expect(rowOf(record)).toEqual({
    id: record.id,
    createdAt: record.createdAt,
    models: ['movenet-lightning'],
    targets: ['tfjs-wasm', 'tfjs-webgpu'],
    scenario: 'preview',
    cells: { completed: 1, wrong: 0, unsupported: 1, failed: 0, aborted: 0 },
    fastest: [
      {
        model: 'movenet-lightning',
        target: 'tfjs-wasm',
        medianMs: 12,
        answerMs: 12 + besideMs(completedCell),
        clear: true,
      },
    ],
  });
});

it('finds the lowest median of each model, and says whether it is clearly so', () => {
  const cells = [
    timed('apart', 'slow', 20),
    timed('apart', 'fast', 10),
    timed('close', 'slow', 11.1),
    timed('close', 'fast', 11),
    timed('unsure', 'slow', 90),
    timed('unsure', 'fast', 10, 1),
  ];
  const rows = rowOf(sampleRecord({ cells })).fastest;
  // Never less than the inference in it.
  for (const { medianMs, answerMs } of rows) expect(answerMs).toBeGreaterThan(medianMs - 1e-9);
  expect(rows).toMatchObject([
    { model: 'apart', target: 'fast', medianMs: expect.closeTo(10, 9), clear: true },
    { model: 'close', target: 'fast', medianMs: expect.closeTo(11, 9), clear: false },
    { model: 'unsure', target: 'fast', medianMs: expect.closeTo(10, 9), clear: false },
  ]);
});

it('ranks no wrong, failed or stopped cell, however fast', () => {
  const reason = { code: 'x', message: 'It went wrong.' };
  const { work: _work, ...quick } = { ...completedCell, steady: { ...sampleSteady, medianMs: 1 } };
  const cells: Cell[] = [
    { ...quick, status: 'wrong', reason },
    { ...quick, status: 'aborted', reason },
    { ...quick, status: 'failed', reason },
    unsupportedCell(),
  ];
  expect(rowOf(sampleRecord({ cells })).fastest).toEqual([]);
});
