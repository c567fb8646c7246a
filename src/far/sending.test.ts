import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../domain/random';
import { framingOf } from './framing';
import { lossesApart, packetsBefore } from './loss';
import { sendingMs, sendingOf, type Losses } from './sending';
import { sendByPackets } from './tcp.fixture';
import { slowStartStallMs } from './transfer';

const tcp = framingOf('tcp');
const quic = framingOf('quic');
const none: Losses = () => [];

/** Loses those sendings, counted from 0 with what is sent again. */
function losing(...places: number[]): Losses {
  let sent = 0;
  return (packets) => {
    const lost = places.filter((place) => place >= sent && place < sent + packets).map((place) => place - sent);
    sent += packets;
    return lost;
  };
}
const windowsOf = (packets: number, losses: Losses, framing = tcp) => {
  const { windows, ...others } = sendingOf(packets, framing.windowPackets, losses, framing);
  return { windows: [...windows], ...others };
};

describe('a message in windows', () => {
  it('doubles them while nothing is lost, and takes what the sum of its stalls says', () => {
    expect(windowsOf(75, none)).toEqual({
      windows: [
        [10, 1],
        [20, 1],
        [40, 1],
      ],
      repairs: [],
      rest: 5,
      timeouts: 0,
      restarts: 0,
    });
    for (const kbps of [500, 9000, 1e6]) {
      const packetMs = (1500 * 8) / kbps;
      const ms = sendingMs(sendingOf(75, 10, none, tcp), { packetMs, rttMs: 60, timerMs: 200 });
      expect(ms).toBeCloseTo(75 * packetMs + slowStartStallMs(75 * 1460, kbps, 60, tcp), 9);
    }
  });

  // 10, of which the fifth is lost; four acknowledgements made slow start 14 in flight before that was noticed; then half of those and a
  // packet more each time: 7 + 8 … until 31 are through.
  it('goes on with half a window from a loss on, and a packet more a round trip', () => {
    expect(windowsOf(30, losing(4))).toEqual({
      windows: [
        [10, 1],
        [7, 1],
        [8, 1],
      ],
      repairs: [],
      rest: 6,
      timeouts: 0,
      restarts: 0,
    });
    // What had left before the loss was noticed is part of the same event; what left behind it is another.
    expect(windowsOf(30, losing(4, 10 + 3)).windows).toEqual([
      [10, 1],
      [7, 2],
    ]);
    expect(windowsOf(30, losing(4, 10 + 4)).windows).toEqual([
      [10, 1],
      [7, 1],
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
    // On a link that five packets fill that costs the packet that is sent again; on a fast one three round trips in place of one.
    const cost = (packetMs: number) => {
      const link = { packetMs, rttMs: 100, timerMs: 200 };
      return sendingMs(sendingOf(30, 10, losing(4), tcp), link) - sendingMs(sendingOf(30, 10, none, tcp), link);
    };
    expect(cost(26)).toBeCloseTo(26, 9);
    expect(cost(0.001)).toBeCloseTo(200, 0);
  });

  it('waits for a round trip where only the lost packet is left, from when three behind it are through', () => {
    expect(windowsOf(10, losing(2))).toMatchObject({ windows: [], repairs: [[10, 6]], rest: 1, timeouts: 0 });
    const link = { packetMs: 2, rttMs: 100, timerMs: 200 };
    expect(sendingMs(sendingOf(10, 10, losing(2), tcp), link)).toBeCloseTo(6 * 2 + 100 + 2, 9);
  });

  it('waits for the timer at its end and where a whole window is lost, twice as long each time', () => {
    // The acknowledgement of those before it begins the timer anew.
    expect(windowsOf(10, losing(8))).toEqual({ windows: [], repairs: [], rest: 10 + 1, timeouts: 1, restarts: 1 });
    // Again and again: 1, 2, then 4 timers' lengths.
    expect(windowsOf(1, losing(0, 1, 2))).toEqual({
      windows: [],
      repairs: [],
      rest: 4,
      timeouts: 7,
      restarts: 0,
    });
    expect(sendingMs(sendingOf(1, 10, losing(0), tcp), { packetMs: 2, rttMs: 100, timerMs: 200 })).toBe(2 + 300 + 2);
    // TCP begins anew with one packet, QUIC with two probes.
    expect(windowsOf(10, losing(7, 8, 9))).toMatchObject({ windows: [[1, 1]], rest: 10 + 2 });
    expect(windowsOf(10, losing(7, 8, 9), quic)).toMatchObject({ windows: [[2, 1]], rest: 10 + 1 });
    // Nothing ever gets through: eight timers, 1 + 2 + … + 128 of them.
    expect(windowsOf(10, (packets) => Array.from({ length: packets }, (_, place) => place))).toMatchObject({
      timeouts: 255,
    });
  });

  // Mathis, Semke, Mahdavi & Ott, "The Macroscopic Behavior of the TCP Congestion Avoidance Algorithm" (CCR 27, 1997): a window of
  // √(3 ⁄ 2p) packets on average.
  it.each([0.0003, 0.001, 0.004])('has the window that Mathis’ formula gives, at a loss of %d', (lossRate) => {
    const random = seededRandom(9);
    const packets = 2_000_000;
    const losses = lossesApart(lossRate, packetsBefore(lossRate, random()), random);
    const { windows } = sendingOf(packets, 10, losses, tcp);
    const rounds = [...windows.values()].reduce((sum, times) => sum + times, 0);
    const ratio = packets / rounds / Math.sqrt(1.5 / lossRate);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  });

  it.each([
    { packets: 43, lossRate: 0.001, kbps: 750, rttMs: 150 },
    { packets: 58, lossRate: 0.02, kbps: 1500, rttMs: 60 },
    { packets: 58, lossRate: 0.02, kbps: 20_000, rttMs: 60 },
    { packets: 200, lossRate: 0.01, kbps: 9000, rttMs: 170 },
    { packets: 5, lossRate: 0.02, kbps: 9000, rttMs: 170 },
  ])('costs what TCP packet by packet does: $packets packets, $lossRate lost, $kbps kbit/s', (options) => {
    const { packets, lossRate, kbps, rttMs } = options;
    const link = { packetMs: 12_000 / kbps, rttMs, timerMs: 200 };
    const plainMs = sendingMs(sendingOf(packets, 10, none, tcp), link);
    expect(sendByPackets(packets, 0, link, seededRandom(1))).toBeCloseTo(plainMs, 6);
    const costs = (draw: () => number) => Float64Array.from({ length: 3000 }, () => draw() - plainMs).sort();
    const [ofWindows, ofPackets] = [seededRandom(3), seededRandom(4)];
    const drawn = costs(() => {
      const losses = lossesApart(lossRate, packetsBefore(lossRate, ofWindows()), ofWindows);
      return sendingMs(sendingOf(packets, 10, losses, tcp), link);
    });
    const reference = costs(() => sendByPackets(packets, lossRate, link, ofPackets));
    const mean = (values: Float64Array) => values.reduce((sum, ms) => sum + ms, 0) / values.length;
    const at = (values: Float64Array, share: number) => values[Math.floor(share * values.length)] as number;
    expect(mean(drawn) / mean(reference)).toBeGreaterThan(0.75);
    expect(mean(drawn) / mean(reference)).toBeLessThan(1.3);
    expect(Math.abs(at(drawn, 0.99) - at(reference, 0.99))).toBeLessThan(0.25 * at(reference, 0.99) + 20);
  });

  it('never takes less time with losses than without, and sends each packet once at least', () => {
    const rate = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        rate,
        fc.nat(),
        fc.constantFrom(0.01, 1, 20),
        (n, p, seed, packetMs) => {
          const random = seededRandom(seed);
          const link = { packetMs, rttMs: 80, timerMs: 200 };
          const sending = sendingOf(n, 10, lossesApart(p, packetsBefore(p, random()), random), tcp);
          const { windows, repairs, rest } = sending;
          const sent = [...windows].reduce((sum, [packets, times]) => sum + packets * times, rest);
          expect(sent + repairs.reduce((sum, [packets]) => sum + packets, 0)).toBeGreaterThanOrEqual(n);
          expect(sendingMs(sending, link)).toBeGreaterThanOrEqual(sendingMs(sendingOf(n, 10, none, tcp), link) - 1e-6);
        },
      ),
    );
  });
});
