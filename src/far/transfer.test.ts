import { describe, expect, it } from 'vitest';
import { framingOf, messageBytes } from './framing';
import { serialisationMs, slowStartStallMs } from './transfer';

const [tcp, quic] = [framingOf('tcp'), framingOf('quic')];

describe('TCP', () => {
  it('counts TCP/IP headers into the time on the link', () => {
    // 1,460 bytes of payload are 1,500 on the wire: 12,000 bits at 1,000 kbit/s.
    expect(serialisationMs(1460, 1000, tcp)).toBeCloseTo(12, 10);
  });

  it('counts QUIC’s headers and tags by the packet, and no records', () => {
    // 1,165 bytes of payload are 1,228 on the wire: 9,824 bits at 1,000 kbit/s.
    expect(serialisationMs(1165, 1000, quic)).toBeCloseTo(9.824, 10);
    expect(messageBytes(20_000, 100, quic)).toBe(20_100);
    // Ten packets are 11,650 bytes; the eleventh waits for the first acknowledgement, 60 + 0.9824 − 9.824 ms.
    expect(slowStartStallMs(11_650, 10_000, 60, quic)).toBe(0);
    expect(slowStartStallMs(11_651, 10_000, 60, quic)).toBeCloseTo(51.1584, 6);
  });

  it('adds a TLS record for each 16 KiB', () => {
    expect(messageBytes(0, 100, tcp)).toBe(122);
    expect(messageBytes(16_384 - 100, 100, tcp)).toBe(16_384 + 22);
    expect(messageBytes(16_385 - 100, 100, tcp)).toBe(16_385 + 44);
  });

  // Worked by hand: 100 kB, 9,000 kbit/s (8,760 of payload), RTT 60 ms. A segment takes 4/3 ms, so the first
  // acknowledgement is back after 61.333 ms. Windows of 14.6, 29.2 and 58.4 kB take 13.333, 26.667 and 53.333 ms: the
  // sender stalls 48 + 34.667 ms, and the third window covers the rest (102.2 kB in all).
  it('stalls in slow start as worked out by hand', () => {
    expect(slowStartStallMs(100_000, 9000, 60, tcp)).toBeCloseTo(82.6667, 3);
    expect(serialisationMs(100_000, 9000, tcp)).toBeCloseTo(91.3242, 3);
  });

  it('adds a stall exactly where a payload outgrows a window', () => {
    expect(slowStartStallMs(14_600, 9000, 60, tcp)).toBe(0);
    expect(slowStartStallMs(14_601, 9000, 60, tcp)).toBeCloseTo(48, 10);
    expect(slowStartStallMs(43_800, 9000, 60, tcp)).toBeCloseTo(48, 10);
    expect(slowStartStallMs(43_801, 9000, 60, tcp)).toBeCloseTo(82.6667, 3);
  });

  it('never stalls where the first window fills the link', () => {
    // 14.6 kB take 120 ms at 1,000 kbit/s: the acknowledgement is back before.
    expect(slowStartStallMs(10_000_000, 1000, 60, tcp)).toBe(0);
  });
});
