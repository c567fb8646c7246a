import { describe, expect, it } from 'vitest';
import type { Pace } from '../../judge/useWords';
import {
  againstCloud,
  aSecond,
  failures,
  goodFor,
  headline,
  ladderFinding,
  measureRest,
  rate,
  timeLeft,
  warmthFigure,
} from './words';

const paces = (counts: Partial<Record<Pace, number>>): Pace[] =>
  (['smooth', 'live', 'single', 'wait'] as const).flatMap((pace) => Array<Pace>(counts[pace] ?? 0).fill(pace));
const said = (counts: Partial<Record<Pace, number>>, total: number) =>
  headline('computer', { total, paces: paces(counts) })
    .map(({ text }) => text)
    .join('');

describe('the headline', () => {
  it.each([
    [{}, 11, 'What is this computer good for?'],
    [
      { smooth: 4, live: 4, single: 3 },
      11,
      'A quick computer: fast enough for live use on 8 of 11 tasks, for photos on all.',
    ],
    [
      { live: 2, single: 6, wait: 3 },
      11,
      'A steady computer: fast enough for live use on 2 of 11 tasks, for photos on 8.',
    ],
    [{ live: 1, wait: 1 }, 2, 'A quick computer: fast enough for live use on 1 of 2 tasks, for photos on 1.'],
    [{ smooth: 1, live: 1 }, 2, 'A quick computer: fast enough for live use on all 2 tasks, for smooth video on 1.'],
    [{ live: 2 }, 2, 'A quick computer: fast enough for live use on all 2 tasks, for smooth video on none.'],
    [{ smooth: 1 }, 11, 'A first look: fast enough for smooth video on the one task measured.'],
    [{ live: 1 }, 11, 'A first look: fast enough for live use, not for smooth video, on the one task measured.'],
    [{ wait: 1 }, 11, 'A first look: too slow even for photos on the one task measured.'],
    [
      { live: 1, single: 1 },
      11,
      'A first look: fast enough for live use on 1 of the 2 tasks measured so far, for photos on all.',
    ],
    [
      { live: 2, single: 1 },
      11,
      'A quick computer: fast enough for live use on 2 of the 3 tasks measured so far, for photos on all.',
    ],
    [
      { single: 3 },
      11,
      'A steady computer: fast enough for photos on all 3 tasks measured so far, for live use on none.',
    ],
    [{ wait: 2 }, 2, 'A slow computer: too slow even for photos on every task that was measured.'],
  ])('of %j among %d', (counts, total, sentence) => expect(said(counts, total)).toBe(sentence));
});

describe('what is said of the device', () => {
  it.each([
    [1.9e12, 'FLOP/s', '1.9 TFLOP/s'],
    [68.2e9, 'B/s', '68 GB/s'],
    [236e9, 'FLOP/s', '236 GFLOP/s'],
    [999.9e9, 'FLOP/s', '1 TFLOP/s'],
    [360e6, 'FLOP/s', '360 MFLOP/s'],
  ] as const)('a rate of %d %s', (value, unit, text) => expect(rate(value, unit)).toBe(text));

  it.each([
    [2612, '2600 a second'],
    [24.4, '24 a second'],
    [5.49, '5.5 a second'],
    [0.97, '0.97 a second'],
    [0.31, 'one in 3.2 s'],
  ])('%d answers a second', (value, text) => expect(aSecond(value)).toBe(text));

  it.each([
    [4_000, 'about 10 s left'],
    [41_000, 'about 50 s left'],
    [60_000, 'about 1 min left'],
    [79_000, 'about 1 min 20 s left'],
  ])('%d ms left', (ms, text) => expect(timeLeft(ms)).toBe(text));

  it('says how it stands against a cloud', () => {
    const cloud = { title: 'Fast 4G, L4', rttMs: 60, here: 0, close: 0 };
    const there = 'a cloud 60 ms away (Fast 4G, L4, simulated)';
    expect(againstCloud({ ...cloud, here: 3, close: 1 }, 9)).toBe(
      `Faster than ${there} on 3 of them, about as fast on 1.`,
    );
    expect(againstCloud({ ...cloud, here: 9 }, 9)).toBe(`Faster than ${there} on all of them.`);
    expect(againstCloud({ ...cloud, here: 1 }, 1)).toBe(`Faster than ${there} on it.`);
    expect(againstCloud({ ...cloud, close: 9 }, 9)).toBe(`About as fast as ${there}.`);
    expect(againstCloud(cloud, 9)).toBe(`Slower than ${there} on all of them.`);
    expect(againstCloud({ ...cloud, close: 2 }, 9)).toBe(`Never faster than ${there}, about as fast on 2.`);
  });

  it('says the rest in whole sentences', () => {
    expect(goodFor(['Find a pose', 'Map a face'], 'live')).toBe(
      'Live use, 10 a second and more: Find a pose and Map a face.',
    );
    expect(goodFor([], 'live')).toBeUndefined();
    expect(failures(1, 'The GPU is gone.')).toBe('One measurement failed: The GPU is gone.');
    expect(measureRest(1)).toBe('Measure the task left');
    expect(ladderFinding('11 GFLOP/s', undefined, 'A')).toBe(
      'This device reached 11 GFLOP/s: less than the peak of A.',
    );
    expect(warmthFigure({ change: -0.112, minutes: 10 })).toEqual({
      value: '−11 %',
      label: 'change of its speed after 10 minutes without a pause',
    });
  });
});
