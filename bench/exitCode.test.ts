import { describe, expect, it } from 'vitest';
import type { Cell } from '../src/record/record';
import { completedCell, sampleRecord, unsupportedCell } from '../src/record/record.fixture';
import { exitCodeOf } from './exitCode';

const reason = { code: 'x', message: 'Something went another way.' };
const { work: _work, ...measured } = completedCell;

describe('exit code', () => {
  it('is 0 when every cell is completed or unsupported', () => {
    expect(exitCodeOf(sampleRecord({ cells: [completedCell, unsupportedCell()] }))).toBe(0);
  });

  it.each(['failed', 'wrong', 'aborted'] as const)('is 1 when a cell is %s', (status) => {
    const cell: Cell = { ...measured, status, reason };
    expect(exitCodeOf(sampleRecord({ cells: [completedCell, cell] }))).toBe(1);
  });

  it('is 1 when a cell that was asked for is missing, or nothing was measured', () => {
    expect(exitCodeOf(sampleRecord({ cells: [completedCell] }))).toBe(1);
    expect(exitCodeOf(undefined)).toBe(1);
  });
});
