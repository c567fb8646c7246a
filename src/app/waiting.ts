import type { Waiting } from '../measure/turn';

/** What is said in the place of what waits for its turn. */
export const waitingSentence: Record<Waiting, string> = {
  'other tab': 'Another tab of this page is measuring. This one begins when that one ends.',
  'this page': 'A run of this page is still measuring elsewhere in it. This begins when that one ends.',
};
