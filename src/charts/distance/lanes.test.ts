import { describe, expect, it } from 'vitest';
import type { NearAnswer } from '../../judge/near';
import type { Leg } from '../../record/record';
import { legIds } from '../../far/request';
import { farLane, nearLane, sharedEnd, shownOf } from './lanes';
import { lanesSentence, longestLine, stretchesLine } from './raceWords';

const near: NearAnswer = {
  totalMs: 183,
  spreadMs: [180, 186],
  spread: '95 % interval',
  inferenceMs: 171,
  besideMs: 12,
  beforeMs: 8,
  targets: 1,
};
const legs = (changes: Partial<Record<string, number>>): Leg[] =>
  legIds.map((id) => ({ id, label: id, ms: changes[id] ?? 0, assumption: 'why' }));

describe('the lanes of a race', () => {
  it('stack what comes before the inference, it, and what comes after', () => {
    expect(nearLane(near).stretches.map(({ id, ms }) => [id, ms])).toEqual([
      ['before', 8],
      ['inference', 171],
      ['after', 4],
    ]);
    expect(nearLane({ ...near, beforeMs: undefined }).stretches.map(({ id }) => id)).toEqual(['inference', 'beside']);
    expect(nearLane({ ...near, inferenceMs: 183, besideMs: 0, beforeMs: 0 }).stretches).toHaveLength(1);
  });

  it('gather every leg into what one can see', () => {
    const all = Object.fromEntries(legIds.map((id, index) => [id, 2 ** index]));
    const { stretches } = farLane('first', legs(all), 2047);
    expect(stretches.reduce((sum, { ms }) => sum + ms, 0)).toBe(2 ** legIds.length - 1);
    expect(stretches.map(({ id }) => id)).toEqual(['set-up', 'travel', 'sending', 'server', 'back', 'lost']);
  });

  it('say what they are made of, and where there is little room what most of it is', () => {
    const open = farLane(
      'open',
      legs({ upload: 28, 'trip-up': 26, 'trip-down': 26, compute: 25, download: 0.1 }),
      105.1,
    );
    expect(stretchesLine(open)).toBe('travel 52 · sending 28 · server 25 ms');
    expect(longestLine(open)).toBe('mostly travel, 52 ms');
    expect(lanesSentence([nearLane(near), open])).toBe(
      'One answer takes 183 ms here and 105 ms through the simulated cloud once connected.',
    );
  });

  it('share an axis that doubles rather than creeps, and holds the longest', () => {
    expect([183, 192.4, 380, 770, 961, 962, 3200, 0.4].map((ms) => sharedEnd([ms, 0.1]))).toEqual([
      200, 400, 400, 1000, 1000, 2000, 4000, 2,
    ]);
  });

  it('are drawn up to their moment', () => {
    const { stretches } = nearLane(near);
    expect(shownOf(stretches, 100)).toEqual([8, 92, 0]);
    expect(shownOf(stretches, undefined)).toEqual([8, 171, 4]);
  });
});
