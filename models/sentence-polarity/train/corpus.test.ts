import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/domain/random';
import { divide, nearDuplicates, type Example } from './corpus';

const copied = 'a warm and funny story about two sisters in the south';
const texts = ['the plot makes no sense at all', copied, 'noise without an idea', `${copied} of france`];

describe('near duplicates', () => {
  it('are texts that share half of their pairs of words', () => {
    expect(nearDuplicates(texts)).toEqual([[0], [1, 3], [2]]);
  });
});

describe('division', () => {
  const numbers = Array.from({ length: 200 }, (_, index) => index);
  const examples = numbers.flatMap((index): Example[] => [
    { text: `unique${index} sentence${index} number${index}`, label: index % 2 ? 1 : 0 },
    { text: `unique${index} sentence${index} number${index}`, label: index % 2 ? 1 : 0 },
  ]);
  const parts = divide(examples, 5, seededRandom(1));

  it('holds every example once, parts and labels alike in size', () => {
    expect(parts.map((part) => part.length)).toEqual([80, 80, 80, 80, 80]);
    expect(parts.map((part) => part.filter(({ label }) => label).length)).toEqual([40, 40, 40, 40, 40]);
    expect(
      parts
        .flat()
        .map(({ text }) => text)
        .sort(),
    ).toEqual(examples.map(({ text }) => text).sort());
  });

  it('keeps copies together', () => {
    const homes = parts.map((part) => new Set(part.map(({ text }) => text)));
    expect(homes.reduce((sum, home) => sum + home.size, 0)).toBe(200);
  });

  it('is the same for the same seed and another for another', () => {
    expect(divide(examples, 5, seededRandom(1))).toEqual(parts);
    expect(divide(examples, 5, seededRandom(2))).not.toEqual(parts);
  });
});
