import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundChip } from '../chips/chip.fixture';
import { chipIds, chipOf } from '../chips/chips';
import type { Chip } from '../chips/schema';
import { predict, type Estimate } from './predict';
import { bestPrecision } from './rate';
import type { Work } from './work';

async function chip(id: string): Promise<Chip> {
  const found = await chipOf(id);
  if (!found) throw new Error(`no chip ${id}`);
  return found;
}

const resnet50: Work = { macs: 4.1e9, weightBytes: 25.6e6, precision: 'int8', batch: 1, scenario: 'single-stream' };
const round: Work = { macs: 25e9, weightBytes: 1e6, precision: 'int8', batch: 1, scenario: 'single-stream' };

function estimated(...[on, work, calibration]: Parameters<typeof predict>): Estimate {
  const estimate = predict(on, work, calibration);
  if (estimate.kind === 'refused') throw new Error(estimate.reason);
  return estimate;
}

describe('an estimate', () => {
  // 25 GMAC are 50 G operations: 0.5 ms at 200 TOPS × ½; 10⁹ bytes are 1 ms at 1,000 GB/s; a launch costs 1 ms.
  it('is the arithmetic’s or the memory’s time, whichever is longer, and the overhead', () => {
    expect(estimated(roundChip, round)).toMatchObject({ ms: 1.5, computeMs: 0.5, memoryMs: 0.001, bound: 'overhead' });
    expect(estimated(roundChip, { ...round, macs: 100e9 })).toMatchObject({ ms: 3, bound: 'compute' });
    expect(estimated(roundChip, { ...round, weightBytes: 3e9 })).toMatchObject({ ms: 4, bound: 'memory' });
  });

  it('counts weights once a launch and arithmetic for each sample; offline it is of one sample', () => {
    const together = { ...round, batch: 8, weightBytes: 3e9 };
    expect(estimated(roundChip, together)).toMatchObject({ computeMs: 4, memoryMs: 3, ms: 5 });
    expect(estimated(roundChip, { ...together, scenario: 'offline' })).toMatchObject({ computeMs: 0.5, ms: 5 / 8 });
    expect(estimated(roundChip, { ...round, scenario: 'offline' }).notes).toEqual([
      'offline without a batch: 32 samples a launch assumed',
    ]);
  });

  it('pays the overhead for each launch', () => {
    expect(estimated(roundChip, { ...round, launches: 3 })).toMatchObject({ overheadMs: 3, ms: 3.5 });
  });

  // A network of M½ whose weights are used often reaches half of the utilisation; a chain of matrix products all of it.
  it('takes multipliers of a small network for partly idle', () => {
    const calibration = { utilisation: 0.5, overheadMs: 0, halfMacs: 1e8, assumed: true, basis: 'for a test' };
    const small = { ...round, macs: 1e8, weightBytes: 1e5 };
    expect(estimated(roundChip, small, calibration).utilisation).toBeCloseTo(0.25, 9);
    expect(estimated(roundChip, { ...small, weightBytes: 1e8 }, calibration).utilisation).toBeGreaterThan(0.4);
    expect(estimated(roundChip, { ...small, macs: 1e12 }, calibration).utilisation).toBeCloseTo(0.495, 3);
  });

  it('has an interval of its deviation: a tenth of a normal distribution beyond each end', () => {
    const calibration = { utilisation: 0.5, overheadMs: 1, sigma: 1, assumed: true, basis: 'for a test' };
    const { ms, lowMs, highMs } = estimated(roundChip, round, calibration);
    expect(Math.log(highMs / ms)).toBeCloseTo(1.2816, 4);
    expect(Math.log(ms / lowMs)).toBeCloseTo(1.2816, 4);
  });
});

describe('weights are read again', () => {
  it.each([
    // 20 MB stay in a scratchpad of 20 MB; beyond it they come for each launch.
    ['beyond a scratchpad', 'matrix-engine', 30e6, 0.01],
    ['not at all within it', 'matrix-engine', 20e6, 0],
    ['all, where they don’t fit a cache', 'gpu', 30e6, 0.03],
  ] as const)('%s', (_what, kind, weightBytes, memoryMs) => {
    const on = { ...roundChip, kind, onchip_mb: 20 };
    expect(estimated(on, { ...round, weightBytes }).memoryMs).toBeCloseTo(memoryMs, 9);
  });

  it('all, where contexts take turns on a scratchpad', () => {
    const on = { ...roundChip, weights_kept: { mb: 20, allOrNothing: true, why: 'for a test' } };
    const readMs = (weightBytes: number) => estimated(on, { ...round, weightBytes }).memoryMs;
    expect([readMs(20e6), readMs(30e6)]).toEqual([0, 0.03]);
  });

  // https://coral.ai/docs/edgetpu/benchmarks/: VGG-16 takes 343 ms on the Dev Board, of which 130 MB at 0.5 GB/s are 261.
  it('through the Edge TPU’s host link', async () => {
    const vgg16 = {
      macs: 15.47e9,
      weightBytes: 138.36e6,
      precision: 'int8',
      batch: 1,
      scenario: 'single-stream',
    } as const;
    const estimate = estimated(await chip('coral-edgetpu'), vgg16);
    expect(estimate.bound).toBe('memory');
    expect(Math.abs(Math.log(estimate.ms / 343))).toBeLessThan(Math.log(1.5));
  });

  it('and activations are moved where they are known and don’t fit', () => {
    const on = { ...roundChip, onchip_mb: 20 };
    const known = (activationBytes: number) => estimated(on, { ...round, weightBytes: 0, activationBytes }).memoryMs;
    expect([known(10e6), known(2e9)]).toEqual([0, 2]);
  });
});

describe('a chip’s ceiling', () => {
  // Jouppi et al. 2017: ceiling TOPS = min(92, 2 × MACs per weight byte × 0.034 TB/s).
  it.each([
    ['MLP0', 200, 13.6],
    ['MLP1', 168, 11.42],
    ['LSTM0', 64, 4.35],
    ['LSTM1', 96, 6.53],
    ['CNN0', 2888, 92],
    ['CNN1', 1750, 92],
  ])('TPU v1: the ceiling of %s', async (_net, macsPerByte, ceilingTops) => {
    const work = {
      macs: macsPerByte * 1e6,
      weightBytes: 1e6,
      precision: 'int8',
      batch: 1,
      scenario: 'single-stream',
    } as const;
    const ideal = { utilisation: 1, overheadMs: 0, assumed: true, basis: 'the ceiling' };
    const estimate = estimated(await chip('tpu-v1'), work, ideal);
    expect((2 * work.macs) / (estimate.ms * 1e9)).toBeCloseTo(ceilingTops, 1);
    expect(estimate.bound).toBe(ceilingTops < 92 ? 'memory' : 'compute');
  });
});

describe('precision', () => {
  it('is widened where libraries do so, with a word', async () => {
    const { runs, notes } = estimated(await chip('jetson-nano'), resnet50);
    expect([runs, notes]).toEqual(['fp16', ['stored in int8, computed in fp16']]);
    expect(estimated(await chip('k80-die'), { ...resnet50, precision: 'fp16' }).runs).toBe('fp32');
  });

  it('is what the maker runs instead, with its reason', async () => {
    const { notes } = estimated(await chip('orin-nano-super'), { ...resnet50, precision: 'fp16' });
    expect(notes).toEqual(['no fp16 peak is published: Ampere’s tensor cores compute fp16 at half the rate of int8']);
  });

  it('is meant however it is spelled, and 16 bits of either kind do on a matrix engine', () => {
    expect(estimated(roundChip, { ...resnet50, precision: 'UINT8' }).runs).toBe('int8');
    const { runs, notes } = estimated(roundChip, { ...resnet50, precision: 'bfloat16' });
    expect([runs, notes]).toEqual(['fp16', ['stored in bf16, computed in fp16']]);
  });

  it('is refused by name where a matrix engine has none', async () => {
    expect(predict(await chip('coral-edgetpu'), { ...resnet50, precision: 'fp32' })).toEqual({
      kind: 'refused',
      reason: 'no fp32 peak is known for Coral Dev Board / USB (Edge TPU)',
    });
  });
});

describe('a refusal', () => {
  it.each([
    ['dimensity9300-apu790', resnet50, 'no int8 peak is known for Dimensity 9300 APU 790'],
    ['diannao', { ...resnet50, precision: 'int16' }, 'no memory bandwidth is known for DianNao'],
    ['groq-lpu', { ...resnet50, weightBytes: 8e9 }, 'weights of 8 GB don’t fit into the 0.23 GB of LPU v1 (GroqCard)'],
    ['t4', { ...resnet50, precision: 'mixed' }, 'how many bytes a weight takes in mixed is unknown'],
    ['t4', { ...resnet50, macs: -1 }, 'macs is a number from 0 to 1000000000000000000, not -1'],
    ['t4', { ...resnet50, weightBytes: Number.NaN }, 'weightBytes is a number from 0 to 1000000000000000000, not NaN'],
    ['t4', { ...resnet50, batch: 0.5 }, 'batch is a whole number from 1 to 1000000, not 0.5'],
  ])('of %s at %j names what is missing or wrong: %s', async (id, work, reason) => {
    expect(predict(await chip(id), work)).toEqual({ kind: 'refused', reason });
  });

  it('is all that any input leads to, if not to a time within its interval', async () => {
    const chips = await Promise.all(chipIds.map(chip));
    const amount = fc.oneof(fc.double(), fc.double({ min: 0, max: 1e13, noNaN: true }));
    const work = fc.record({
      macs: amount,
      weightBytes: amount,
      activationBytes: fc.option(amount, { nil: undefined }),
      precision: fc.oneof(fc.constantFrom('int4', 'int8', 'fp16', 'bf16', 'fp32', 'toString', ''), fc.string()),
      batch: fc.oneof(fc.integer({ min: 1, max: 4096 }), fc.double()),
      scenario: fc.constantFrom('single-stream', 'offline'),
    });
    fc.assert(
      fc.property(fc.constantFrom(...chips), work, (on, asked) => {
        const estimate = predict(on, asked);
        if (estimate.kind === 'refused') return estimate.reason.length > 8;
        return estimate.lowMs <= estimate.ms && estimate.ms <= estimate.highMs && estimate.highMs < Infinity;
      }),
      { numRuns: 2000 },
    );
  });
});

describe('every chip', () => {
  it.each(chipIds)('%s answers for a small network, or names the figure that is missing', async (id) => {
    const on = await chip(id);
    const precision = bestPrecision(on) ?? 'int8';
    const work = { macs: 3e8, weightBytes: 2.3e6, precision, batch: 1, scenario: 'single-stream' } as const;
    const estimate = predict(on, work);
    if (estimate.kind === 'refused') expect(estimate.reason).toMatch(/^no (int8 peak|memory bandwidth) is known for /);
    else expect(estimate.borrowed !== undefined).toBe(on.calibration?.measurements === 0);
  });
});
