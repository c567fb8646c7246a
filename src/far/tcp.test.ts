import { describe, expect, it } from 'vitest';
import { lossesOf, lossMs, serialisationMs, slowStartStallMs, tcpBytes } from './tcp';

describe('TCP', () => {
  it('counts TCP/IP headers into the time on the link', () => {
    // 1,460 bytes of payload are 1,500 on the wire: 12,000 bits at 1,000 kbit/s.
    expect(serialisationMs(1460, 1000)).toBeCloseTo(12, 10);
  });

  it('adds a TLS record for each 16 KiB', () => {
    expect(tcpBytes(0, 100)).toBe(122);
    expect(tcpBytes(16_384 - 100, 100)).toBe(16_384 + 22);
    expect(tcpBytes(16_385 - 100, 100)).toBe(16_385 + 44);
  });

  // Worked by hand: 100 kB, 9,000 kbit/s (8,760 of payload), RTT 60 ms. A segment takes 4/3 ms, so the first
  // acknowledgement is back after 61.333 ms. Windows of 14.6, 29.2 and 58.4 kB take 13.333, 26.667 and 53.333 ms: the
  // sender stalls 48 + 34.667 ms, and the third window covers the rest (102.2 kB in all).
  it('stalls in slow start as worked out by hand', () => {
    expect(slowStartStallMs(100_000, 9000, 60)).toBeCloseTo(82.6667, 3);
    expect(serialisationMs(100_000, 9000)).toBeCloseTo(91.3242, 3);
  });

  it('adds a stall exactly where a payload outgrows a window', () => {
    expect(slowStartStallMs(14_600, 9000, 60)).toBe(0);
    expect(slowStartStallMs(14_601, 9000, 60)).toBeCloseTo(48, 10);
    expect(slowStartStallMs(43_800, 9000, 60)).toBeCloseTo(48, 10);
    expect(slowStartStallMs(43_801, 9000, 60)).toBeCloseTo(82.6667, 3);
  });

  it('never stalls where the first window fills the link', () => {
    // 14.6 kB take 120 ms at 1,000 kbit/s: the acknowledgement is back before.
    expect(slowStartStallMs(10_000_000, 1000, 60)).toBe(0);
  });

  it('rounds the number of losses up or down by chance, keeping the mean', () => {
    const uniforms = Array.from({ length: 1000 }, (_, i) => i / 1000);
    const mean = uniforms.reduce((sum, uniform) => sum + lossesOf(250, 0.01, uniform), 0) / 1000;
    expect(mean).toBeCloseTo(2.5, 2);
    expect(lossesOf(1000, 0, 0.999)).toBe(0);
  });

  it('waits for the timer where one of the last three segments is lost, a round trip elsewhere', () => {
    const bytes = 10 * 1460;
    expect(lossMs(bytes, 0.01, 60, { tail: 0.98, body: 0 })).toBe(260);
    expect(lossMs(bytes, 0.01, 60, { tail: 0, body: 0.94 })).toBe(60);
    expect(lossMs(bytes, 0.01, 60, { tail: 0.96, body: 0.92 })).toBe(0);
  });
});
