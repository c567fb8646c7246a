import { describe, expect, it } from 'vitest';
import type { ProbeFigure, ProbeOutcome } from '../../measure/probes/types';
import { completedCell } from '../../record/record.fixture';
import type { RunRecord } from '../../record/record';
import { predict } from '../prediction/predict';
import { measuredCellsOf, type MeasuredCell } from './cells';
import { crossCheckOf } from './crossCheck';
import { deviceChipsOf, type DeviceChip } from './deviceChips';

const found = (perSecond: number, more: Partial<ProbeFigure> = {}): ProbeOutcome => ({
  ok: true,
  figure: {
    unit: 'FLOP/s',
    perSecond,
    interval: [perSecond, perSecond],
    n: 9,
    what: '512 × 512, 4 in a row',
    ...more,
  },
});

const kept = {
  at: '2026-11-28T05:00:00.000Z',
  probes: {
    'memory-copy': found(10e9, { unit: 'B/s', threads: 1, what: '64 MiB from one array to another' }),
    'gpu-copy': found(60e9, { unit: 'B/s', what: '64 MiB there and back, 8 times' }),
    'matrix-product:ort-wasm@1': found(14e9, { threads: 1 }),
    'matrix-product:ort-wasm@4': found(40e9, { threads: 4 }),
    'matrix-product:tfjs-wasm@4': found(50e9, { threads: 4 }),
    'matrix-product:ort-wasm@4:int8': found(120e9, { unit: 'OP/s', threads: 4, precision: 'int8' }),
    'matrix-product:ort-webgpu': found(1e12, { adapter: 'A GPU', software: false }),
    'matrix-product:ort-webgpu:fp16': found(1.8e12, { adapter: 'A GPU', software: false, precision: 'fp16' }),
    'matrix-product:ort-webgl': {
      ok: false,
      reason: { code: 'missing-feature', message: 'No WebGL.' },
    } as ProbeOutcome,
    'matrix-product:gone-wasm@4': found(9e12, { threads: 4 }),
  },
};

const rowOf = (rows: readonly DeviceChip[], id: string) => rows.find((row) => row.id === id) as DeviceChip;
const wasm = (more: Partial<MeasuredCell>): MeasuredCell => ({
  title: 'A network',
  backend: 'wasm',
  threads: 4,
  precision: 'fp32',
  macs: 25e9,
  parameters: 1e6,
  launches: 1,
  ms: 2000,
  ...more,
});

describe('this device among the chips', () => {
  const rows = deviceChipsOf(kept);

  it('is a row for each backend and number of threads, with the best product of each precision', () => {
    expect(rows.map(({ id }) => id)).toEqual(['device-webgpu', 'device-wasm-4', 'device-wasm-1']);
    expect(rows.map(({ chip }) => chip.peak_tops_dense)).toEqual([
      { fp32: 1, fp16: 1.8 },
      { fp32: 0.05, int8: 0.12 },
      { fp32: 0.014 },
    ]);
    expect(rows.map(({ chip }) => chip.mem_bw_gbps)).toEqual([60, 10, 10]);
    expect(rows.map(({ chip }) => chip.name)).toEqual(['WebGPU, A GPU', 'WASM ×4', 'WASM ×1']);
  });

  it('says of each figure where it was measured, and when', () => {
    const { asOf, src } = rowOf(rows, 'device-wasm-4').chip;
    expect(asOf).toBe('2026-11-28');
    expect(src['peak_tops.fp32']).toBe(
      'measured here: TensorFlow.js, a matrix product of 512 × 512, 4 in a row, on 2026-11-28',
    );
    expect(src.mem_bw_gbps).toContain('one thread of the processor');
  });

  // 50 × 10⁹ operations at 50 GFLOP/s are 1 s; a network of 25 GMAC leaves √(2 × 10⁸ ÷ 25 × 10⁹) of it to small layers.
  it('answers for a network: at its own peak, as long as nothing was measured', () => {
    const work = { macs: 25e9, weightBytes: 4e6, precision: 'fp32', batch: 1, scenario: 'single-stream' } as const;
    const estimate = predict(rowOf(rows, 'device-wasm-4').chip, work);
    if (estimate.kind === 'refused') throw new Error(estimate.reason);
    expect(estimate.ms).toBeCloseTo(1000 * (1 + Math.sqrt(2e8 / 25e9)) + 0.1, 1);
    expect(estimate.borrowed).toContain('no network was measured on it yet');
    expect(estimate.highMs / estimate.ms).toBeGreaterThan(2);
  });

  it('learns from kept runs how much of its peak a network reaches, and how far they lie apart', () => {
    const alone = predict(rowOf(rows, 'device-wasm-4').chip, {
      macs: 25e9,
      weightBytes: 4e6,
      precision: 'fp32',
      batch: 1,
      scenario: 'single-stream',
    });
    if (alone.kind === 'refused') throw new Error(alone.reason);
    const cells = Array.from({ length: 4 }, () => wasm({ ms: 2 * alone.ms }));
    const { calibration } = rowOf(deviceChipsOf(kept, cells), 'device-wasm-4').chip;
    expect(calibration?.utilisation).toBeCloseTo(0.5, 3);
    expect(calibration).toMatchObject({ measurements: 4, assumed: false });
    // Nothing of its own apart, and four that count as 0.6.
    expect(calibration?.sigma).toBeCloseTo(Math.sqrt((4 * 0.6 ** 2) / 8), 2);
    expect(calibration?.basis).toBe('from 4 measurements on this device: A network');
    // Others keep to their own.
    expect(rowOf(deviceChipsOf(kept, cells), 'device-wasm-1').chip.calibration?.assumed).toBe(true);
  });

  it('is nothing where nothing was probed', () => {
    expect(deviceChipsOf({ at: kept.at, probes: {} })).toEqual([]);
  });
});

describe('the cross-check', () => {
  const rows = deviceChipsOf(kept);

  it('says how near the fastest measured network comes to the product', () => {
    const cells = [wasm({ ms: 50e9 / 45e6 }), wasm({ ms: 5000 })];
    expect(crossCheckOf(rows, cells)).toEqual({
      isBelow: true,
      sentence:
        'Of 2 measured networks none is faster than the matrix product: A network on WASM ×4 reaches 45 GFLOP/s, 90 % of its 50 GFLOP/s.',
    });
  });

  it('says that one is faster, which the product would have to be', () => {
    const { isBelow, sentence } = crossCheckOf(rows, [wasm({ precision: 'int8', ms: 50e9 / 240e6 })]);
    expect(isBelow).toBe(false);
    expect(sentence).toMatch(
      /^A network on WASM ×4 reaches 240 GOP\/s, more than the 120 GOP\/s of the matrix product/,
    );
  });

  it('has nothing to compare on a backend that wasn’t probed', () => {
    expect(crossCheckOf(rows, [wasm({ backend: 'webgl', threads: undefined })]).isBelow).toBeUndefined();
  });
});

describe('kept runs', () => {
  const record = (scenario: string, medianMs: number) =>
    ({
      params: { scenario },
      cells: [{ ...completedCell, steady: { ...completedCell.steady, medianMs } }],
    }) as unknown as RunRecord;

  it('give each cell’s newest median, and never one of minutes without a pause', () => {
    expect(measuredCellsOf([record('sustained', 1), record('preview', 12), record('preview', 99)])).toEqual([
      {
        title: 'MoveNet Lightning',
        backend: 'wasm',
        threads: 1,
        precision: 'fp32',
        macs: 320_000_000,
        parameters: 2_325_108,
        launches: 1,
        ms: 12,
      },
    ]);
  });
});
