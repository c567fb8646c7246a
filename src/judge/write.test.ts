import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeWriting, overtaking, paceOfArrivals, steadyPace } from './write';
import { useOfWriting } from './writeWords';

const contest = (nearFirst: number, nearRate: number, farFirst: number, farRate: number, tokens = 120, most = 500) =>
  judgeWriting({
    near: { ...steadyPace(nearFirst, nearRate), tokens },
    far: { ...steadyPace(farFirst, farRate), coldFirstMs: farFirst + 120 },
    most,
  });

describe('who is ahead of a text', () => {
  it('here first, overtaken', () => {
    // 220 + 10 (n − 1) against 460 + 5 (n − 1): level at n − 1 = 48.
    const verdict = contest(220, 100, 460, 200);
    expect(verdict).toMatchObject({ starts: 'here', overtakes: { by: 'there', token: 50, ms: 705 } });
    expect(verdict.sentence).toBe('Here starts first (220 ms); the cloud overtakes at about token 50.');
    expect(verdict.because).toBe(
      'After 50 tokens, 705 ms after the press, the cloud is ahead. With a connection to open first, the cloud’s first token takes 580 ms.',
    );
  });

  it('here first, never overtaken: the cloud is slower', () => {
    const verdict = contest(60, 120, 580, 95);
    expect(verdict.overtakes).toBeUndefined();
    expect(verdict.sentence).toBe('Here starts first and stays ahead: 120 tokens a second, the cloud 95.');
    expect(verdict.because).toMatch(/^This device writes faster too, so the gap only grows\./);
  });

  it('here first, and the cloud too slow to catch up within a text', () => {
    const verdict = contest(60, 100, 5000, 125);
    expect(verdict.overtakes).toBeUndefined();
    expect(verdict.sentence).toBe('Here starts first and stays ahead: 100 tokens a second, the cloud 125.');
    expect(verdict.because).toMatch(/^The cloud writes faster but doesn’t catch up within the 500 tokens/);
  });

  it('overtaken only beyond the text that was written', () => {
    expect(contest(220, 100, 460, 200, 30).because).toMatch(/the cloud is ahead, 20 tokens beyond this text\./);
  });

  it('the cloud first, overtaken by this device', () => {
    const verdict = contest(460, 200, 220, 100);
    expect(verdict).toMatchObject({ starts: 'there', overtakes: { by: 'here', token: 50 } });
    expect(verdict.sentence).toBe('The cloud starts first (220 ms); here overtakes at about token 50.');
  });

  it('the cloud first and ahead', () => {
    const { sentence } = contest(900, 12, 120, 300);
    expect(sentence).toBe('The cloud starts first and stays ahead: 300 tokens a second, here 12.');
  });

  it('nearer than a simulation can tell', () => {
    expect(contest(100, 50, 105, 52).sentence).toBe(
      'Neither is ahead: both start after some 100 ms and write about 50 tokens a second.',
    );
    expect(contest(100, 50, 105, 152).sentence).toBe(
      'Both start after some 100 ms; then the cloud is ahead: 152 tokens a second, here 50.',
    );
    expect(contest(100, 50, 300, 54)).toMatchObject({
      abreast: true,
      sentence: 'Here starts first and stays ahead: about 50 tokens a second, as the other.',
    });
  });
});

it('the token at which one overtakes is the first that is there sooner, as the lines’ crossing says', () => {
  const ms = fc.integer({ min: 1, max: 5000 });
  const rate = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(ms, rate, ms, rate, (nearFirst, nearRate, farFirst, farRate) => {
      const [near, far] = [steadyPace(nearFirst, nearRate), steadyPace(farFirst, farRate)];
      const found = overtaking(near, far, 2000);
      const [ahead, behind] = nearFirst <= farFirst ? [near, far] : [far, near];
      const each = 1000 / ahead.perSecond - 1000 / behind.perSecond;
      const crossing = 1 + (behind.firstMs - ahead.firstMs) / each;
      if (each <= 0 || crossing > 2001) expect(found).toBeUndefined();
      else if (crossing < 1999) {
        expect(found!.token).toBeGreaterThanOrEqual(crossing - 1e-6);
        expect(found!.token).toBeLessThanOrEqual(Math.max(2, crossing + 1 + 1e-6));
      }
    }),
  );
});

it('a pace by its tokens goes on at its mean', () => {
  const pace = paceOfArrivals([100, 130, 140, 190]);
  expect(pace.firstMs).toBe(100);
  expect(pace.perSecond).toBeCloseTo(1000 / 30, 9);
  expect([1, 2, 4, 6].map(pace.atMs)).toEqual([100, 130, 190, 250]);
  expect(() => steadyPace(1, 0)).toThrow(RangeError);
});

describe('against somebody who reads along at 5 tokens a second', () => {
  const said = (here: number, there: number) =>
    useOfWriting({
      near: { ...steadyPace(100, here), tokens: 101 },
      far: { ...steadyPace(200, there), coldFirstMs: 300 },
    }).sentence;

  it.each([
    [
      50,
      100,
      'Both write faster than you read: 10 times your pace here, 20 times there. These 101 tokens take 2.1 s here, 1.2 s there.',
    ],
    [
      50,
      4,
      'Here writes faster than you read: 10 times your pace here, 0.8 times there. These 101 tokens take 2.1 s here, 25.2 s there.',
    ],
    [
      5.5,
      100,
      'Here writes about as fast as you read: 1.1 times your pace here, 20 times there. These 101 tokens take 18.3 s here, 1.2 s there.',
    ],
    [
      2,
      100,
      'You would wait for words here: 0.4 times your pace here, 20 times there. These 101 tokens take 50.1 s here, 1.2 s there.',
    ],
  ])('%d here, %d there', (here, there, sentence) => expect(said(here, there)).toBe(sentence));
});
