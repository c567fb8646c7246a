import type { Chip } from './schema';

/** A chip of round figures: 100 TOPS in fp16, 200 in int8, 1,000 GB/s; half of its peak is reached, and a run costs 1 ms more. */
export const roundChip: Chip = {
  asOf: '2026-01-01',
  vendor: 'Nobody',
  name: 'Round One',
  year: 2026,
  class: 'server',
  hop: 'cloud',
  // No other precision stands in for one that it lacks.
  kind: 'matrix-engine',
  peak_tops_dense: { fp16: 100, int8: 200, fp8: null },
  process_nm: null,
  mem_type: null,
  mem_bw_gbps: 1000,
  onchip_mb: null,
  mem_gb: null,
  power_w: null,
  price: null,
  notes: '',
  src: {},
  src_quality: { primary: 0, secondary: 0, derived: 0, unverified: 0, null: 0 },
  sources: {},
  calibration: { utilisation: 0.5, overheadMs: 1, assumed: true, basis: 'round figures for a test' },
};
