import { describe, expect, it } from 'vitest';
import { assumedConfidences, spreadSizes } from './assumed';

describe('assumed confidences', () => {
  it.each([0.6, 0.9, 0.97])(
    'have the mean that was asked for, %f, and the formula’s share beyond a threshold',
    (mean) => {
      const answers = assumedConfidences(mean, true);
      const sum = answers.reduce((all, { confidence }) => all + confidence, 0);
      expect(sum / answers.length).toBeCloseTo(mean, 3);
      for (const least of [0.5, 0.8, 0.95]) {
        const sure = answers.filter(({ confidence }) => confidence >= least).length / answers.length;
        expect(sure).toBeCloseTo(1 - least ** (mean / (1 - mean)), 2);
      }
    },
  );

  it('are as sure as they are right, in each tenth', () => {
    const answers = assumedConfidences(0.8, true, 10_000);
    for (let low = 0.3; low < 0.95; low += 0.1) {
      const some = answers.filter(({ confidence }) => confidence >= low && confidence < low + 0.1);
      const mean = some.reduce((all, { confidence }) => all + confidence, 0) / some.length;
      expect(some.filter(({ right }) => right).length / some.length).toBeCloseTo(mean, 1);
    }
  });

  it('say nothing of what is right where nobody knows', () => {
    expect(new Set(assumedConfidences(0.9, false).map(({ right }) => right))).toEqual(new Set([null]));
  });
});

it('sizes are spread around the sample’s, each with times of its own', () => {
  const sizes = spreadSizes(80_000, (bytes) => [bytes / 1000]);
  expect(sizes.map(({ upBytes, weight, farMs }) => [upBytes, weight, farMs[0]])).toEqual([
    [20_000, 1, 20],
    [80_000, 2, 80],
    [320_000, 1, 320],
  ]);
  expect(spreadSizes(0, () => [1]).every(({ upBytes }) => upBytes === 1)).toBe(true);
});
