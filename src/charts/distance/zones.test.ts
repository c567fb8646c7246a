import { describe, expect, it } from 'vitest';
import { placeOf } from '../../far/distance';
import { evenAt, fitting, glowAt, zonesOf } from './zones';

describe('zones of the rail', () => {
  it('lead from where the cloud always wins over where it must be connected to where this device does', () => {
    expect(zonesOf({ firstMs: 16, connectedMs: 117 })).toEqual([
      { kind: 'first', from: 0, to: placeOf(16) },
      { kind: 'connected', from: placeOf(16), to: placeOf(117) },
      { kind: 'here', from: placeOf(117), to: 1 },
    ]);
  });

  it.each([
    ['the cloud wins nowhere', {}, ['here']],
    ['nowhere on the rail', { connectedMs: 1.2 }, ['here']],
    ['everywhere, first time and all', { firstMs: 900, connectedMs: 4000 }, ['first']],
    ['everywhere once connected', { connectedMs: 900 }, ['connected']],
  ])('%s', (_, breakEven, kinds) => {
    expect(zonesOf(breakEven).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('the tick stands where the winner changes, and nowhere beyond the rail', () => {
    expect(evenAt({ connectedMs: 40 })).toBeCloseTo(0.5654, 4);
    expect([evenAt({}), evenAt({ connectedMs: 1.9 }), evenAt({ connectedMs: 401 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('it glows with the thumb upon it', () => {
    expect([glowAt(0.5, 0.5), glowAt(0.55, 0.5), glowAt(0.8, 0.5), glowAt(0.5, undefined)]).toEqual([
      1,
      expect.closeTo(0.65, 10),
      0,
      0,
    ]);
  });

  it('a label gives way to a shorter one, and to none', () => {
    const words = ['the cloud wins', 'cloud'];
    expect([90, 60, 20].map((room) => fitting(words, [80, 30], room))).toEqual(['the cloud wins', 'cloud', '']);
  });
});
