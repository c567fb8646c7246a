import { describe, expect, it } from 'vitest';
import { numberWords } from './numberWords';
import { endOf, figuresOf, isJudged, joined, MOST_CHARACTERS, type WrittenText } from './text';

const token = (atMs: number) => ({ token: 1, text: ' a', share: 0.5, alternatives: [], position: 0, atMs });
const text = (atMs: readonly number[], more: Partial<WrittenText> = {}): WrittenText => ({
  prompt: 'Once',
  own: 'Once',
  seed: 1,
  anew: true,
  weights: 'int4',
  target: 'ort-wasm',
  tokens: atMs.map(token),
  turn: 1,
  askedAtMs: 1000,
  hidden: false,
  cold: false,
  ...more,
});

describe('a text is judged', () => {
  const checked = { isChecked: true };
  it.each([
    [true, 'by a warm runtime whose model was checked', {}, checked],
    [true, 'though it was stopped', { ended: 'stopped' }, checked],
    [false, 'not while its tab was out of sight', { hidden: true }, checked],
    [false, 'not by a runtime that has just begun', { cold: true }, checked],
    [false, 'not where it broke off', { ended: 'failed' }, checked],
    [false, 'not before its model was compared with all of its reference', {}, { isChecked: false }],
    [false, 'not where its model is wrong', {}, { ...checked, wrong: true }],
    [false, 'not by nobody', {}, undefined],
  ] as const)('%s: %s', (isIt, _why, more, facts) => {
    expect(isJudged(text([1200, 1250], { ended: 'end', ...more }), facts)).toBe(isIt);
  });
});

describe('figures of a text', () => {
  it('come from its tokens’ times while it is written', () => {
    expect(figuresOf(text([]))).toEqual({});
    expect(figuresOf(text([1200]))).toEqual({ firstMs: 200 });
    expect(figuresOf(text([1200, 1250, 1300]))).toEqual({ firstMs: 200, perSecond: 20 });
  });

  it('are the session’s once it is done; no 99th percentile of a few', () => {
    const written = { firstTokenMs: 210, prefillMs: 100, interTokenMs: [40, 60], cacheBytes: 4096 };
    const prompted = { tokens: 30, reused: 10, notes: [] };
    expect(figuresOf(text([1200, 1250, 1300], { written, prompted, ended: 'end' }))).toEqual({
      firstMs: 210,
      perSecond: 20,
      prefillPerSecond: 200,
      p50Ms: 50,
      p90Ms: expect.closeTo(58),
      cacheBytes: 4096,
    });
    const long = { ...written, interTokenMs: Array.from({ length: 100 }, () => 10) };
    expect(figuresOf(text([1200, 1250], { written: long, ended: 'end' })).p99Ms).toBe(10);
  });

  it('tell what a longer cache costs, where beginning and end are apart, and the runtime’s memory where it is known', () => {
    const interTokenMs = Array.from({ length: 64 }, (_, at) => (at < 32 ? 4 : 6));
    const written = { firstTokenMs: 210, prefillMs: 100, interTokenMs, cacheBytes: 4096, heapBytes: 20e6 };
    const figures = figuresOf(text([1200, 1250], { written, ended: 'end' }));
    expect(figures).toMatchObject({ atMs: { beginning: 4, end: 6 }, heapBytes: 20e6 });
    const short = { ...written, interTokenMs: interTokenMs.slice(1) };
    expect(figuresOf(text([1200, 1250], { written: short, ended: 'end' }))).not.toHaveProperty('atMs');
  });
});

it('what is added is parted by a space where neither side has one', () => {
  expect(joined('He ran.', 'Then')).toBe('He ran. Then');
  expect(joined('He ran ', 'home')).toBe('He ran home');
  expect(joined('He ran', ', fast')).toBe('He ran, fast');
  expect(joined('', 'Then')).toBe('Then');
});

it('of an endless prompt the end is handed over, never half a character', () => {
  expect(endOf('short')).toEqual({ text: 'short', cut: 0 });
  const long = `${'🐲'.repeat(MOST_CHARACTERS / 2)}a`;
  const { text: kept, cut } = endOf(long);
  expect(kept.length + cut).toBe(long.length);
  expect(kept).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
});

it('a unit that both ends of a range have is said once', () => {
  expect(numberWords.fromTo('0.53 ms', '3.5 ms')).toBe('0.53 → 3.5 ms');
  expect(numberWords.fromTo('530 ms', '3.5 s')).toBe('530 ms → 3.5 s');
});
