import { describe, expect, it } from 'vitest';
import { roundChip } from './chip.fixture';
import { chipOf } from './chips';
import { roofline } from './roofline';
import type { Chip } from './schema';

async function chip(id: string): Promise<Chip> {
  const found = await chipOf(id);
  if (!found) throw new Error(`no chip ${id}`);
  return found;
}

async function calibrationOf(id: string) {
  const { calibration } = await chip(id);
  if (!calibration) throw new Error(`no calibration for ${id}`);
  return calibration;
}

async function msOf(id: string, precision: string, macs: number, bytes: number): Promise<number> {
  const estimate = roofline(await chip(id), precision, { macs, bytes }, await calibrationOf(id));
  if (estimate.kind === 'refused') throw new Error(estimate.reason);
  return estimate.ms;
}

/** int8 weights: a byte for each of 25.6 million parameters. */
const resnet50 = { macs: 4.1e9, bytes: 25.6e6 };

describe('roofline', () => {
  // MLPerf v3.0 single-stream means; the calibration comes from the same logs' pairs, so this checks that the two
  // parts put together give the measured whole.
  it.each([
    ['t4', 0.812],
    ['l4', 0.356],
  ])('%s: ResNet-50 at batch 1 takes what MLPerf logged', async (id, measuredMs) => {
    expect(Math.abs((await msOf(id, 'int8', resnet50.macs, resnet50.bytes)) / measuredMs - 1)).toBeLessThan(0.05);
  });

  // Held out: these logs took no part in the calibration. Offline time a sample + the chip's fixed cost should give
  // the single-stream mean. MLPerf v0.7 NVIDIA T4x1, v3.0 NVIDIA L4x1.
  it.each([
    ['t4', 'SSD-ResNet34', 1000 / 135.452, 8.258, 0.05],
    ['l4', 'RetinaNet', 1000 / 179.492, 6.105, 0.05],
    ['t4', 'SSD-MobileNet', 1000 / 7959.76, 0.542, 0.45],
  ])('%s: a fixed cost explains %s at batch 1', async (id, _net, offlineMs, singleStreamMs, tolerance) => {
    const predictedMs = offlineMs + (await calibrationOf(id)).overheadMs;
    expect(Math.abs(predictedMs / singleStreamMs - 1)).toBeLessThan(tolerance);
  });

  // Jouppi et al. 2017: ceiling TOPS = min(92, 2 × MACs per weight byte × 0.034 TB/s).
  it.each([
    ['MLP0', 200, 13.6],
    ['MLP1', 168, 11.42],
    ['LSTM0', 64, 4.35],
    ['LSTM1', 96, 6.53],
    ['CNN0', 2888, 92],
    ['CNN1', 1750, 92],
  ])('TPU v1: the ceiling of %s', async (_net, macsPerByte, ceilingTops) => {
    const bytes = 1e6;
    const macs = macsPerByte * bytes;
    const ideal = { utilisation: 1, overheadMs: 0 };
    const estimate = roofline(await chip('tpu-v1'), 'int8', { macs, bytes }, ideal);
    if (estimate.kind === 'refused') throw new Error(estimate.reason);
    expect((2 * macs) / (estimate.ms * 1e9)).toBeCloseTo(ceilingTops, 1);
    expect(estimate.bound).toBe(ceilingTops < 92 ? 'memory' : 'compute');
  });

  it('refuses an estimate that rests on an unknown figure', () => {
    const ideal = { utilisation: 1, overheadMs: 0 };
    expect(roofline(roundChip, 'fp8', resnet50, ideal)).toEqual({
      kind: 'refused',
      reason: 'no fp8 peak is known for Round One',
    });
    expect(roofline({ ...roundChip, mem_bw_gbps: null }, 'fp16', resnet50, ideal)).toEqual({
      kind: 'refused',
      reason: 'no memory bandwidth is known for Round One',
    });
  });

  it.each([
    [{ macs: -1, bytes: 0 }, 0.5],
    [{ macs: 1, bytes: Number.NaN }, 0.5],
    [{ macs: 1, bytes: 1 }, 0],
    [{ macs: 1, bytes: 1 }, 1.5],
  ])('throws on %j at utilisation %d', (work, utilisation) => {
    expect(() => roofline(roundChip, 'fp16', work, { utilisation, overheadMs: 0 })).toThrow(RangeError);
  });
});
