import { describe, expect, it } from 'vitest';
import { KM_PER_MS, reachOf } from './fibre';

describe('a message in glass', () => {
  it('gets about 100 km there and back in a millisecond: two thirds of the speed of light, halved', () => {
    expect(KM_PER_MS).toBeGreaterThan(100);
    expect(KM_PER_MS).toBeLessThan(104);
  });

  it('is compared with a way that is about as long', () => {
    expect(reachOf(117)).toEqual({ km: 12_000, like: 'Frankfurt to Buenos Aires', beyond: false });
    expect(reachOf(55)).toEqual({ km: 5600, like: 'London to New York', beyond: false });
  });

  it('has no such way where it gets hardly anywhere, nor beyond the Earth', () => {
    expect(reachOf(1)).toEqual({ km: 100, beyond: false });
    expect(reachOf(400).beyond).toBe(true);
    expect(reachOf(400).like).toBeUndefined();
  });
});
