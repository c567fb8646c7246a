import { describe, expect, it } from 'vitest';
import { toMarkdown } from './export';
import { completedCell, sampleRecord, sampleSteady } from '../record/record.fixture';
import { byMinuteText, inferencesPerSecond } from './reported';

const of = (samplesMs: number[]) => ({
  ...sampleSteady,
  visits: [{ opening: 0, visit: 0, samplesMs }],
});

it('throughput is inferences over the time of all, which a slow one lowers though the median stays', () => {
  expect(inferencesPerSecond(of([10, 10, 10]))).toBeCloseTo(100);
  expect(inferencesPerSecond(of([10, 10, 30]))).toBeCloseTo(60);
});

describe('minute by minute', () => {
  it('is the median of each', () => {
    const samplesMs = [20_000, 20_000, 20_000, 30_000, 30_000, 40_000];
    expect(byMinuteText(of(samplesMs))).toBe('minute 1: 20 s, minute 2: 30 s, minute 3: 40 s');
  });

  it('stops somewhere, and counts the rest', () => {
    const text = byMinuteText(of(Array.from({ length: 1000 }, () => 60_000)));
    expect(text).toMatch(/^minute 1: 60 s, .*minute 30: 60 s, 970 more$/);
  });
});

it('has a column of its own in the Markdown report', () => {
  const steady = of([10, 10, 30]);
  const reportOf = (scenario: 'quick' | 'offline') => {
    const record = sampleRecord({ cells: [{ ...completedCell, steady }] });
    return toMarkdown({ ...record, params: { ...record.params, scenario } });
  };
  expect(reportOf('offline')).toContain('| Throughput |');
  expect(reportOf('offline')).toContain('| 60 inferences a second |');
  expect(reportOf('quick')).not.toContain('Throughput');
});
