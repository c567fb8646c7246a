import { describe, expect, it } from 'vitest';
import { plainText } from '../../../domain/words';
import {
  fewSamples,
  headline,
  intervalWords,
  lastUse,
  networksFinding,
  othersWords,
  rateWords,
  readout,
  turned,
} from './words';

const at = (value: number) => ({ kind: 'at', value, farWins: 'below' }) as const;
const never = { kind: 'never' } as const;

describe('sentences of break-even', () => {
  it('name who is sooner, or that nobody clearly is', () => {
    expect(plainText(headline('p90', 25, 150))).toBe(
      'For 9 of 10 answers this device is 6 times as fast: 25 ms here, 150 ms there.',
    );
    expect(plainText(headline('p50', 300, 100))).toBe(
      'For half of all answers the cloud is 3 times as fast: 300 ms here, 100 ms there.',
    );
    expect(plainText(headline('p90', 25, 150, true))).toMatch(/^For 9 of 10 first tokens this device/);
    expect(plainText(headline('p99', 100, 105))).toMatch(/neither is clearly sooner: 100 ms here, 105 ms there/);
  });

  it('count whole uses: the cloud is sooner in all up to the last one before they are even', () => {
    // 100 ms more each time make up for 1000 ms at the tenth use, where both are even.
    expect(lastUse(10)).toBe(9);
    expect(lastUse(10.2)).toBe(10);
    expect(lastUse(0.4)).toBe(0);
    const uses = turned.uses('2.5 MB');
    expect(plainText(uses.says(at(10.2), uses.written(10.2)))).toMatch(/up to 10 uses; then this device/);
    expect(plainText(uses.says(at(0.4), uses.written(0.4)))).toMatch(/from the first use on/);
  });

  it('say other percentiles and the server’s interval only where they differ', () => {
    const rtt = turned.rtt('Wi-Fi', 42);
    const others = (first: number) => [
      { share: 'p50' as const, even: at(first) },
      { share: 'p99' as const, even: never },
    ];
    expect(othersWords(others(20), at(14), rtt)).toBe('For half: below 20 ms; for 99 of 100: never.');
    expect(othersWords(others(20).slice(1), never, rtt)).toBe('The same for 99 of 100.');
    expect(intervalWords(at(16), never, rtt)).toMatch(/below 16 ms, or never\.$/);
    expect(intervalWords(at(16), at(16.001), rtt)).toBe('');
  });

  it('say how few samples a tail rests on', () => {
    expect(fewSamples('p99', 64)).toMatch(/64 samples: less than one of them lies beyond it/);
    expect(fewSamples('p90', 64)).toMatch(/some 6 of them lie/);
    expect(fewSamples('p50', 64)).toBe('');
    expect(fewSamples('p99', 1000)).toBe('');
  });

  it('name few networks and count many', () => {
    expect(plainText(networksFinding([], 19, 40))).toMatch(/^This device is sooner on all 19 .* 40 ms beyond\.$/);
    expect(plainText(networksFinding(['Fibre', '5G'], 19, 0))).toBe(
      'The cloud is sooner on 2 of the 19 networks known here: Fibre, 5G.',
    );
    expect(plainText(networksFinding(Array<string>(19).fill('x'), 19, 0))).toMatch(/^The cloud is sooner on all 19/);
  });

  it('write rates in their own unit, and a place in full', () => {
    expect([32, 750, 1500, 999.7, 1_000_000].map(rateWords)).toEqual([
      '32 kbit/s',
      '750 kbit/s',
      '1.5 Mbit/s',
      '1 Mbit/s',
      '1 Gbit/s',
    ]);
    expect(readout(60, 1500, 25, 300)).toBe(
      '60 ms and 1.5 Mbit/s: this device, 12 times as fast (25 ms here, 300 ms there)',
    );
  });
});
