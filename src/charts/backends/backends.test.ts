import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lane } from '../lane.fixture';
import { rowsOf, timesOf } from './rows';
import { marks, scaleOf } from './scale';
import { finding, key } from './words';

describe('the scale', () => {
  it('shows every mark and use where there is nothing else, in their order', () => {
    const { at, zones } = scaleOf([]);
    const places = marks.map(({ ms }) => at(ms));
    expect(places.every((place) => place > 0.1 && place < 0.9)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(zones.map(({ use }) => use)).toEqual(['smooth', 'live', 'photos', 'wait']);
    for (const { from, to } of zones) expect(to - from).toBeGreaterThan(0.1);
  });

  it('holds every time inside, in order, with equal ratios equally far apart', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { maxLength: 20 }), (times) => {
        const { at } = scaleOf(times);
        for (const ms of times) {
          expect(at(ms)).toBeGreaterThan(0);
          expect(at(ms)).toBeLessThan(1);
        }
        expect(at(200) - at(20)).toBeCloseTo(at(1000) - at(100), 9);
      }),
    );
  });

  it('takes more times than a call takes arguments', () => {
    expect(scaleOf(Array.from({ length: 300_000 }, (_, index) => index + 1)).at(300_000)).toBeLessThan(1);
  });
});

describe('the rows', () => {
  it('are sorted by what there is to show, those that can’t by their reason', () => {
    const rows = rowsOf([
      lane('unsupported', { title: 'A', note: 'No GPU.' }),
      lane('waiting'),
      lane('failed'),
      lane('completed', { title: 'Slow', medianMs: 50 }),
      lane('unsupported', { title: 'B', note: 'An operator is missing.' }),
      lane('wrong', { medianMs: 1 }),
      lane('completed', { title: 'Fast' }),
      lane('unsupported', { title: 'C', note: 'No GPU.' }),
      lane('working'),
    ]);
    expect(rows.timed.map(({ title }) => title)).toEqual(['Fast', 'Slow']);
    expect(rows.untimed.map(({ state }) => state)).toEqual(['wrong', 'failed']);
    expect(rows.refused).toEqual([
      { reason: 'No GPU.', titles: ['A', 'C'] },
      { reason: 'An operator is missing.', titles: ['B'] },
    ]);
    // A wrong answer's time is not drawn.
    expect(Math.min(...timesOf(rows))).toBe(19);
  });
});

describe('the finding', () => {
  const say =
    (...lanes: ReturnType<typeof lane>[]) =>
    (best: readonly number[]) =>
      finding(
        rowsOf(lanes),
        best.map((index) => lanes[index]!),
      );
  const fast = lane('completed', { title: 'Fast' });
  const slow = lane('completed', { title: 'Slow', medianMs: 50 });

  it.each([
    [[fast, slow], [0], 'Fast is the fastest: 20 ms an inference once warm, 60 ms the first.'],
    [[fast, slow], [0, 1], 'Fast and Slow can’t be told apart; each may be the fastest.'],
    [[fast], [0], 'Fast takes 20 ms an inference once warm, 60 ms the first.'],
    [
      [fast, lane('working'), lane('waiting')],
      [],
      '1 of 3 backends measured so far; the quickest of them is Fast, 20 ms.',
    ],
    [[lane('waiting')], [], '0 of 1 backend measured so far.'],
    [[lane('unsupported')], [], 'No backend can run this model here.'],
    [[lane('wrong'), lane('unsupported')], [], 'No backend gave a right answer and a time to go with it.'],
    [[], [], 'Nothing has been measured yet.'],
  ])('%#', (lanes, best, sentence) => {
    expect(say(...lanes)(best)).toBe(sentence);
  });

  it('of a preview is a first impression', () => {
    const once = { ...fast, ci95Ms: undefined };
    expect(say(once, { ...slow, ci95Ms: undefined })([0])).toBe(
      'Fast was the quickest in this first impression: 20 ms an inference once warm, 60 ms the first.',
    );
  });

  it('names three of many', () => {
    const many = ['A', 'B', 'C', 'D', 'E'].map((title) => ({ ...fast, title }));
    expect(say(...many)([0, 1, 2, 3, 4])).toBe('A, B, C and 2 more can’t be told apart; each may be the fastest.');
  });
});

it('explains of the drawing only what is drawn', () => {
  expect(key(rowsOf([lane('unsupported')]), 'quick')).toBe('');
  expect(key(rowsOf([lane('working', { medianMs: 3 })]), 'preview')).toBe(
    'One inference, once warm. A preview: a first impression.',
  );
});
