import { describe, expect, it } from 'vitest';
import { toMarkdown } from './export';
import { completedCell, sampleRecord, sampleSteady } from '../record/record.fixture';
import { inferencesPerSecond, reportedBy } from './reported';

const of = (samplesMs: number[]) => ({
  ...sampleSteady,
  visits: [{ opening: 0, visit: 0, samplesMs }],
});
const inMs = (ms: number) => `${ms} ms`;

describe('what a scenario reports', () => {
  it('nothing beside the latency where that is all it asks for', () => {
    expect(['preview', 'quick', 'thorough'].map((id) => reportedBy(id as 'quick'))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('offline: inferences over the time of all, which a slow one lowers though the median stays', () => {
    expect(inferencesPerSecond(of([10, 10, 10]))).toBeCloseTo(100);
    expect(inferencesPerSecond(of([10, 10, 30]))).toBeCloseTo(60);
    const steady = of([10, 10, 30]);
    expect(reportedBy('offline')?.read(steady, inMs)).toBe('60 inferences a second');
  });

  it('sustained: the median of each minute', () => {
    const samplesMs = [20_000, 20_000, 20_000, 30_000, 30_000, 40_000];
    expect(reportedBy('sustained')?.read(of(samplesMs), inMs)).toBe(
      'minute 1: 20000 ms, minute 2: 30000 ms, minute 3: 40000 ms',
    );
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
