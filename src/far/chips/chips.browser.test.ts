import { expect, it } from 'vitest';
import { allChips, chipIds, chipOf } from './chips';

// The server of development answers for each file apart, and once more for all together.
it('come to a page together as well as each alone', async () => {
  const chips = await allChips();
  expect([...chips.keys()]).toEqual(chipIds);
  expect(chips.get('l4')).toEqual(await chipOf('l4'));
});
