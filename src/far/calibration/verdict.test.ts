import { describe, expect, it } from 'vitest';
import { roundChip } from '../chips/chip.fixture';
import type { Case } from './fit';
import type { LeftOut } from './leaveOut';
import { leftOutVerdict, tally } from './verdict';

describe('tally', () => {
  it('counts what is within a factor of 2, ends included, and what intervals hold', () => {
    const verdicts = [0.5, 0.49, 2, 2.01, 1].map((ratio, index) => ({ ratio, isInside: index > 2 }));
    expect(tally(verdicts, 3)).toMatchObject({ within: 3, inside: 2, all: 8 });
    expect(tally(verdicts).sentence).toBe('within 2x: 3 of 5; the 80 % interval holds 2');
  });
});

describe('what was left out', () => {
  const left = (chip: string, residual: number): LeftOut => ({
    case: { measurement: { chip, network: 'net' }, chip: roundChip } as unknown as Case,
    residual,
    seen: 0,
  });

  it('is judged by the others’ spread alone', () => {
    // The others lie within a tenth: so far off, it can't widen the interval that it is judged by.
    const far = left('odd', 3);
    const all = [far, ...['a', 'b', 'c'].map((id) => left(id, 0.1))];
    expect(leftOutVerdict(far, 'chip', { networks: all, chips: all })).toEqual({
      ratio: Math.exp(-3),
      isInside: false,
    });
    const near = left('like', 0.05);
    const others = [near, ...['a', 'b', 'c'].map((id) => left(id, 0.1))];
    expect(leftOutVerdict(near, 'chip', { networks: others, chips: others }).isInside).toBe(true);
  });
});
