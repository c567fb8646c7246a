import { expect, it } from 'vitest';
import { fuzzLinks } from './links';
import { fuzzModels } from './models';
import { fuzzPictures } from './pictures';
import { fuzzRecords } from './records';
import { fuzzResultLinks } from './resultLinks';
import { fuzzStoreRows } from './storeRows';

/** The short form of `npm run test:fuzz`. */
it.each([
  ['records', fuzzRecords, 300],
  ['links', fuzzLinks, 600],
  ['result links', fuzzResultLinks, 600],
  ['store rows', fuzzStoreRows, 200],
  ['pictures', fuzzPictures, 2000],
  ['models', fuzzModels, 150],
] as const)(
  'mutated %s are accepted or refused in a sentence, whatever they hold',
  { timeout: 300_000 },
  async (_, fuzz, count) => {
    const { accepted, refused, ...faults } = await fuzz(1, count);
    expect(faults).toEqual({ raw: [], hung: [], crashed: [] });
    expect(accepted + refused).toBe(count);
    // Both ways are gone.
    expect(Math.min(accepted, refused)).toBeGreaterThan(count / 50);
  },
);
