import { describe, expect, it } from 'vitest';
import type { EmulatedTrip } from '../../../far/endpoint/emulated/ask';
import type { Trip } from '../../../far/endpoint/trip';
import { statedNear } from '../near';
import { findingOf, rowsOf, type Row } from './rows';

const trip = (totalMs: number, firstMs?: number): Trip => ({
  upBytes: 1,
  downBytes: 1,
  headMs: totalMs / 2,
  totalMs,
  ...(firstMs !== undefined && { stream: { pieces: 9, firstMs, lastMs: totalMs } }),
});
const emulatedTrip = (totalMs: number, plannedMs: number): EmulatedTrip => ({
  ...trip(totalMs),
  planned: [
    { id: 'upload', ms: plannedMs - 60 },
    { id: 'compute', ms: 60 },
  ],
  by: 'server',
});
const simulated = { percentiles: { p50: 200, p90: 300, p99: 400 }, n: 1000 };

describe('rowsOf', () => {
  it('has a percentile only where there are samples for it', () => {
    const emulated = Array.from({ length: 10 }, (_, index) => emulatedTrip(100 + index, 98 + index));
    const [near, far, tried, real] = rowsOf({
      near: statedNear(33),
      simulated,
      emulated,
      real: [trip(900), trip(120, 40), trip(110, 30)],
      isText: false,
    });
    expect(near).toEqual({ id: 'near', title: 'This device', how: 'stated', p50: 33 });
    expect(far).toMatchObject({ how: 'simulated', n: 1000, p50: 200, p90: 300, p99: 400 });
    expect(tried).toMatchObject({ how: 'measured', n: 10, p50: 104, p90: 108, p99: undefined });
    // Against their own plan, whatever the luck of ten requests among a thousand.
    expect(tried?.plannedMs).toBe(102);
    // The first, with a connection to open, stands apart.
    expect(real).toMatchObject({ how: 'measured', n: 2, p50: 110, p90: undefined });
  });

  it('shows one request alone, a text by its first token, and nothing where nothing is', () => {
    expect(rowsOf({ emulated: [], real: [trip(900, 250)], isText: true })).toMatchObject([
      { id: 'real', n: 1, p50: 250 },
    ]);
    expect(rowsOf({ emulated: [], real: [], isText: false })).toEqual([]);
  });

  it('knows a text’s whole answer from its first token', () => {
    const [first, whole] = [trip(900, 250), trip(900)];
    const real = (trips: Trip[], isText: boolean) => rowsOf({ emulated: [], real: trips, isText });
    expect(real([whole, whole], true)).toMatchObject([{ p50: 900, isWhole: true }]);
    expect(real([first, first], true)[0]).not.toHaveProperty('isWhole');
    expect(real([whole, whole], false)[0]).not.toHaveProperty('isWhole');
  });
});

describe('findingOf', () => {
  const row = (id: Row['id'], p50: number, how: Row['how'] = 'measured'): Row => ({
    id,
    title: {
      near: 'This device',
      simulated: 'The simulated cloud',
      emulated: 'The emulated cloud',
      real: 'Your endpoint',
    }[id],
    how,
    p50,
  });

  it.each<[Row[], string]>([
    [[], 'Nothing to compare yet: measure this model here, or send a request.'],
    [[row('simulated', 250, 'simulated')], 'The simulated cloud takes 250 ms, simulated.'],
    [
      [row('near', 33), row('simulated', 330, 'simulated')],
      'This device is 10 times as fast as the simulated cloud: 33 ms against 330 ms.',
    ],
    [[row('near', 120), row('real', 100)], 'Your endpoint is 20 % faster than this device: 100 ms against 120 ms.'],
    // A whole answer is nothing to hold against first tokens.
    [
      [row('near', 33), row('simulated', 330, 'simulated'), { ...row('real', 4000), isWhole: true }],
      'This device is 10 times as fast as the simulated cloud: 33 ms against 330 ms.',
    ],
    [[row('near', 33), { ...row('real', 4000), isWhole: true }], 'This device takes 33 ms, measured.'],
    [[{ ...row('real', 400), isWhole: true }], 'Your endpoint takes 400 ms, measured.'],
    [[row('near', 102), row('real', 100)], 'This device and your endpoint take about as long: 102 ms and 100 ms.'],
    [
      [row('near', 100), row('simulated', 400, 'simulated'), { ...row('emulated', 512.5), plannedMs: 500 }],
      'This device is 5.1 times as fast as the emulated cloud: 100 ms against 513 ms. Real requests to the emulated cloud come 2.5 % above what they were to take.',
    ],
  ])('says what %j show', (rows, sentence) => expect(findingOf(rows)).toBe(sentence));
});
