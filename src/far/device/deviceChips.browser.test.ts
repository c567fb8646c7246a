import { expect, it } from 'vitest';
import { probe } from '../../measure/probes/probe';
import { probeId, type ProbeOutcome, type ProbeSpec } from '../../measure/probes/types';
import { predict } from '../prediction/predict';
import { deviceChipsOf } from './deviceChips';

it('stands this browser among the chips by probes of its own', async () => {
  const specs: ProbeSpec[] = [
    { kind: 'memory-copy' },
    { kind: 'matrix-product', target: 'tfjs-cpu' },
    { kind: 'matrix-product', target: 'ort-wasm@1', precision: 'int8' },
  ];
  const probes: Record<string, ProbeOutcome> = {};
  for (const spec of specs) probes[probeId(spec)] = await probe(spec, new AbortController().signal);
  const rows = deviceChipsOf({ at: new Date().toISOString(), probes });
  expect(rows.map(({ id }) => id).sort()).toEqual(['device-cpu', 'device-wasm-1']);
  for (const { chip } of rows) {
    const [precision] = Object.keys(chip.peak_tops_dense);
    const work = { macs: 3e8, weightBytes: 3e6, precision: precision!, batch: 1, scenario: 'single-stream' } as const;
    expect(predict(chip, work)).toMatchObject({ kind: 'estimate', runs: precision });
  }
});
