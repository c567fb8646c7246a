import { describe, expect, it } from 'vitest';
import { labels } from './labels';
import { counted, summarise } from './words';

describe('counted', () => {
  it.each([
    ['cup', 1, 'a cup'],
    ['apple', 1, 'an apple'],
    ['umbrella', 1, 'an umbrella'],
    ['scissors', 1, 'a pair of scissors'],
    ['person', 10, '10 people'],
    ['bus', 2, '2 buses'],
    ['wine glass', 2, '2 wine glasses'],
    ['bench', 3, '3 benches'],
    ['toothbrush', 2, '2 toothbrushes'],
    ['knife', 2, '2 knives'],
    ['skis', 2, '2 pairs of skis'],
    ['sheep', 4, '4 sheep'],
    ['teddy bear', 2, '2 teddy bears'],
  ] as const)('%s, %i: %s', (label, count, words) => {
    expect(counted(label, count)).toBe(words);
  });
});

describe('summarise', () => {
  it('says so when there is nothing', () => {
    expect(summarise([])).toBe('No object found.');
  });

  it('names kinds in the order in which they come up', () => {
    expect(summarise(['cat'])).toBe('One object: a cat.');
    expect(summarise(['cup', 'spoon', 'dining table'])).toBe('3 objects: a cup, a spoon and a dining table.');
    expect(summarise(['person', 'cup', 'person'])).toBe('3 objects: 2 people and a cup.');
  });

  it('counts the rest where there are many kinds', () => {
    expect(summarise(labels.slice(0, 7))).toMatch(/^7 objects: .* and a train\.$/);
    expect(summarise([...labels.slice(0, 20), 'dog'])).toBe(
      '21 objects: a person, a bicycle, a car, a motorcycle, an airplane, a bus and 15 others.',
    );
  });
});
