import { describe, expect, it } from 'vitest';
import type { NearAnswer } from './near';
import { paceOf, useOf } from './use';

const near = (totalMs: number, spreadMs: [number, number] = [totalMs, totalMs]): NearAnswer => ({
  totalMs,
  spreadMs,
  spread: '95 % interval',
  inferenceMs: totalMs,
  besideMs: 0,
  targets: 1,
});
const said = (totalMs: number, spreadMs?: [number, number]) => useOf(near(totalMs, spreadMs), 'picture').sentence;

describe('what a speed is good for', () => {
  it('says it in answers a second', () => {
    expect(said(183)).toBe('About 5.5 answers a second here: fine for photos, not for smooth video.');
    expect(said(41)).toBe('About 24 answers a second here: fine for a camera’s view, not for smooth video.');
    expect(said(4.2)).toBe('About 240 answers a second here: fast enough for smooth video.');
    expect(said(1000)).toBe('About 1 answer a second here: fine for photos, not for smooth video.');
    expect(said(3180)).toBe('An answer takes about 3.18 s here: fine for one photo at a time, with a wait.');
  });

  it('of sentences in other words', () => {
    expect(useOf(near(40), 'texts').sentence).toBe('About 25 answers a second here: fast enough to follow typing.');
  });

  it('parts at one, ten and thirty a second', () => {
    expect([0.99, 1, 9.99, 10, 29.9, 30].map(paceOf)).toEqual(['wait', 'single', 'single', 'live', 'live', 'smooth']);
  });

  it('says both sides where what was measured lies across a mark', () => {
    const use = useOf(near(101, [95, 108]), 'picture');
    expect(use).toMatchObject({ pace: 'single', orElse: 'live' });
    expect(use.sentence).toBe(
      'About 9.9 answers a second here: between 9.3 and 11 a second as far as was measured, so fine for photos, perhaps for a camera’s view.',
    );
    expect(useOf(near(98, [95, 99]), 'picture').orElse).toBeUndefined();
    expect(said(1010, [900, 1100])).toMatch(/^An answer takes about 1\.01 s here: between 0\.91 and 1\.1 a second/);
  });
});
