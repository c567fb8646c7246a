import { describe, expect, it } from 'vitest';
import { seededRandom, gaussian } from '../../domain/random';
import { rateOf } from './rate';
import { tripsOf, type TimedRequest } from './trips';

const request = (ms: number, change: Partial<TimedRequest> = {}): TimedRequest => ({
  connectStart: 5,
  secureConnectionStart: 0,
  connectEnd: 5,
  requestStart: 10,
  responseStart: 10 + ms,
  nextHopProtocol: 'h2',
  ...change,
});

describe('round trips', () => {
  it('finds the middle and the one-way jitter of round trips that are drawn', () => {
    const random = seededRandom(4);
    // A one-way σ of 3 ms each way.
    const requests = Array.from({ length: 4000 }, () => request(40 + 3 * gaussian(random) + 3 * gaussian(random)));
    const trips = tripsOf(requests);
    expect(trips?.n).toBe(4000);
    expect(trips?.medianMs).toBeCloseTo(40, 0);
    expect(trips?.jitterMs).toBeGreaterThan(2.8);
    expect(trips?.jitterMs).toBeLessThan(3.2);
    expect(trips?.handshakeMs).toBeUndefined();
  });

  it('tells a handshake from a connection that was open, and from QUIC, which has TLS within', () => {
    const open = Array.from({ length: 9 }, () => request(20));
    const opened = request(20, { connectStart: 5, secureConnectionStart: 23, connectEnd: 60 });
    expect(tripsOf([opened, ...open])?.handshakeMs).toBe(18);
    expect(tripsOf([request(20, { connectStart: 5, connectEnd: 21 }), ...open])?.handshakeMs).toBe(16);
    expect(tripsOf([{ ...opened, nextHopProtocol: 'h3' }, ...open])?.handshakeMs).toBeUndefined();
  });

  it('says nothing of too few, nor of times that can’t be', () => {
    expect(tripsOf([1, 2, 3, 4].map((ms) => request(ms)))).toBeUndefined();
    expect(tripsOf([0, -3, Infinity, NaN, 0, 1, 2, 3, 4].map((ms) => request(ms)))).toBeUndefined();
  });
});

describe('the rate of a download', () => {
  /** A piece every 10 ms: 1 kB each for the first 200 ms, then `bytes` each. */
  const download = (pieces: number, bytes: number) => {
    let sum = 0;
    return Array.from({ length: pieces }, (_, index) => ({
      atMs: 10 * index,
      bytes: (sum += index < 20 ? 1000 : bytes),
    }));
  };

  it('is that of its steady part', () => {
    const rate = rateOf(download(200, 10_000));
    expect(rate?.medianKbps).toBeCloseTo(8000, 6);
    expect(rate?.n).toBe(8);
    expect(rate?.bytes).toBe(20_000 + 180 * 10_000);
  });

  it('is one figure of a short one', () => {
    expect(rateOf(download(20, 0))).toMatchObject({ n: 1, medianKbps: 800 });
  });

  it('is unknown where nothing came, or all at once', () => {
    expect(rateOf([])).toBeUndefined();
    expect(rateOf([{ atMs: 0, bytes: 5e6 }])).toBeUndefined();
    expect(rateOf(download(4, 0))).toBeUndefined();
    expect(rateOf([0, 100, 200].map((atMs) => ({ atMs, bytes: 0 })))).toBeUndefined();
  });
});
