import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { told } from './told.fixture';
import { roundChip } from './chips/chip.fixture';
import { DISTANCES } from './distance';
import { farWriting, llama1B, type WritingOptions } from './generation';
import { TOKEN_EVENT_BYTES } from './tokenEvent';
import { profileOf, profiles, type NetworkProfile } from './network';
import type { Server } from './servers';

/** Nothing left to chance, and nothing in the way but a round trip. */
const wire: NetworkProfile = {
  id: 'wire',
  title: 'Wire',
  source: 'a test',
  downKbps: 1e9,
  upKbps: 1e9,
  rttMs: 20,
  jitterShare: 0,
  distribution: 'normal',
  lossRate: 0,
  note: '',
};
const server: Server = {
  id: 'round',
  title: 'Round',
  chip: roundChip,
  precision: 'fp16',
  load: 0,
  softwareMs: 3,
  softwareSigma: 0,
  decodeMsPerMB: 0,
  assumption: 'round figures',
};
/** A thousand million weights, 2 GB in fp16: 2 ms at 1,000 GB/s. A token is 2 G operations: 0.04 ms at 100 TOPS × ½. */
const decoder = { title: 'Round decoder', parameters: 1e9, macs: 1e9, cacheValues: 1000 };
const options: WritingOptions = {
  decoder,
  prompt: { tokens: 10, cached: 0 },
  upBytes: 0,
  profile: wire,
  server,
  afterIdle: 'window-kept',
  seed: 1,
};

function writing(change: Partial<WritingOptions> = {}) {
  const far = farWriting({ ...options, ...change });
  if ('problem' in far) throw new Error(far.problem);
  return far;
}

describe('to the first token', () => {
  it('a short prompt is bound by memory: the weights once, with the chip’s fixed cost', () => {
    expect(writing().prefillMs).toBeCloseTo(2 + 1, 9);
  });

  it('a long prompt is bound by arithmetic', () => {
    // 500 tokens × 2 G operations ÷ 50 TOPS.
    expect(writing({ prompt: { tokens: 500, cached: 0 } }).prefillMs).toBeCloseTo(20 + 1, 9);
  });

  it('what the server kept is read as the cache is, not as a prompt', () => {
    // 10⁶ tokens × 1,000 numbers × 2 B are 2 GB more.
    expect(writing({ prompt: { tokens: 10, cached: 1e6 } }).prefillMs).toBeCloseTo(4 + 1, 9);
  });

  it('is round trip, software and prompt where nothing else is in the way; a new connection costs three round trips more', () => {
    const { first } = writing();
    expect(first.at(0).totalMs.median).toBeCloseTo(20 + 3 + 3, 2);
    // The way beyond the edge has a jitter of its own.
    expect(first.at(40).totalMs.median).toBeCloseTo(60 + 3 + 3, 1);
    expect(first.at(0).coldTotalMs.median).toBeCloseTo(4 * 20 + 3 + 3, 2);
  });

  it('has legs that say what they rest on, the prompt’s among them', () => {
    const { first, assumes } = writing();
    expect(first.at(0).warm.find(({ id }) => id === 'compute')).toMatchObject({
      assumption: expect.stringContaining('Roofline of Round One, weights in fp16'),
    });
    expect(assumes.prefill).toMatch(/^10 tokens read in one run\. Roofline of Round One/);
  });
});

describe('from token to token', () => {
  it('is the weights’ reading, the chip’s fixed cost and the software’s', () => {
    expect(writing().tokenMs(0)).toBeCloseTo(2 + 1 + 3, 4);
    const { arrivals } = writing();
    const times = arrivals(100, 4);
    expect(times[0]).toBe(100);
    expect(times[3]! - times[0]!).toBeCloseTo(3 * 6, 3);
  });

  it('takes longer as the cache grows', () => {
    const long = writing({ decoder: { ...decoder, cacheValues: 1e6 } });
    // A token leaves 2 MB: 2 µs at 1,000 GB/s.
    expect(long.tokenMs(1001) - long.tokenMs(1)).toBeCloseTo(1000 * 0.002, 6);
  });

  it('is the link’s where that is slower', () => {
    // 182 B at 100 kbit/s.
    const { tokenMs, arrivals } = writing({ profile: { ...wire, downKbps: 100 } });
    const linkMs = ((TOKEN_EVENT_BYTES + 62) * 8) / 100;
    expect(tokenMs(0)).toBeCloseTo(linkMs, 9);
    const times = arrivals(0, 11);
    expect(times[10]).toBeCloseTo(10 * linkMs, 6);
  });

  it('is a larger network’s bytes over the memory’s: a 1B model in fp16 at 300 GB/s', () => {
    const l4 = { ...server, chip: { ...roundChip, mem_bw_gbps: 300 }, softwareMs: 2 };
    const { tokenMs } = writing({ decoder: llama1B, server: l4 });
    expect(1000 / tokenMs(0)).toBeCloseTo(1000 / ((2 * 1.2358144e9) / 300e6 + 1 + 2), 1);
  });
});

it('is refused in a sentence where the chip’s bandwidth is unknown', () => {
  const unknown = { ...server, chip: { ...roundChip, mem_bw_gbps: null } };
  expect(farWriting({ ...options, server: unknown })).toEqual({
    problem: 'The far side can’t be estimated: no memory bandwidth is known for Round One.',
  });
  expect(farWriting({ ...options, prompt: { tokens: 0, cached: 0 } })).toEqual({
    problem: 'A prompt has tokens from 1, not 0.',
  });
});

it('writes no token whose cache the chip’s memory has no room for', () => {
  // One weight and 10⁶ numbers of cache a token, of two bytes: a prompt of one fits into 5 MB, and three tokens don't.
  const decoder = { title: 'any', parameters: 1, macs: 1, cacheValues: 1_000_000 };
  const small = { ...server, chip: { ...roundChip, mem_gb: 0.005 } };
  const writing = told(farWriting({ ...options, decoder, server: small, prompt: { tokens: 1, cached: 0 } }));
  expect(writing.tokenMs(0)).toBeLessThan(Infinity);
  expect(writing.tokenMs(2)).toBe(Infinity);
});

it('tokens come in order on every network, none before the one before it was made', () => {
  const network = fc.constantFrom(...profiles.map(({ id }) => id));
  fc.assert(
    fc.property(network, fc.integer({ min: 1, max: 300 }), fc.nat(DISTANCES.mostMs), (id, count, firstMs) => {
      const far = writing({ profile: profileOf(id)! });
      const times = far.arrivals(firstMs, count);
      for (let at = 1; at < count; at++) {
        expect(times[at]! - times[at - 1]!).toBeGreaterThanOrEqual(far.tokenMs(at - 1) - 1e-3);
      }
    }),
    { numRuns: 60 },
  );
});

it('opens its connection by the transport that is chosen, and waits for what else the server has to do', () => {
  const usual = writing().first.at(0);
  // TCP and TLS take one round trip more to open than QUIC.
  const quic = writing({ transport: 'quic' }).first.at(0);
  expect(usual.coldTotalMs.median - quic.coldTotalMs.median).toBeCloseTo(wire.rttMs, 1);
  // A prompt is 3 ms on the chip and 3 ms of software: 150 a second keep one worker busy nine tenths of the time.
  const busy = { kind: 'workers', requestsPerSecond: 150, workers: 1 } as const;
  expect(writing({ traffic: busy }).first.at(0).totalMs.p90).toBeGreaterThan(usual.totalMs.p90 + 10);
  expect(farWriting({ ...options, traffic: { ...busy, requestsPerSecond: 200 } })).toHaveProperty('problem');
});
