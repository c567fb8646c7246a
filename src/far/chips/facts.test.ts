import { describe, expect, it } from 'vitest';
import { chipIds, chipOf } from './chips';
import { factsOf, inBandwidth, inMegabytes, inOps, inWatts, originOf } from './facts';
import type { Chip } from './schema';

const chips = await Promise.all(chipIds.map(async (id) => [id, (await chipOf(id)) as Chip] as const));
const chipNamed = (id: string) => chips.find(([name]) => name === id)![1];

describe('where a figure comes from', () => {
  const from = (said: string) =>
    originOf({ src: { power_w: said }, sources: { wall: { quality: 'secondary', title: 'A wall meter' } } }, 'power_w');

  it.each([
    ['wall', 'secondary', 'A wall meter'],
    ['wall (HPL, 8GB)', 'secondary', 'A wall meter (HPL, 8GB)'],
    ['wall; another says 9', 'secondary', 'A wall meter (another says 9)'],
    ['derived: 4 TOPS at 2 TOPS/W [wall]', 'derived', '4 TOPS at 2 TOPS/W [A wall meter]'],
    ['unverified (from memory) (44 KB)', 'unverified', '(44 KB)'],
    ['unverified (from memory)', 'unverified', 'from memory'],
    ['null: undisclosed', 'unknown', 'undisclosed'],
    ['measured: here, today', 'measured', 'here, today'],
    ['lost_key', 'unverified', 'lost_key'],
  ])('%s', (said, quality, source) => {
    expect(from(said)).toEqual({ quality, source });
  });

  it.each(chips)('is said for each figure of %s, and what is null is unknown', (_id, chip) => {
    for (const { field, text, origin } of factsOf(chip)) {
      expect(origin.source, field).toBeTruthy();
      expect(origin.quality === 'unknown', `${field}: ${text}, ${origin.quality}`).toBe(text === undefined);
    }
  });
});

describe('a chip’s figures', () => {
  // Jouppi et al. 2017, table 2.
  it('are those of the TPU v1 paper', () => {
    const facts = new Map(factsOf(chipNamed('tpu-v1')).map(({ field, text }) => [field, text]));
    expect(facts.get('peak_tops.int8')).toBe('92 TOPS');
    expect(facts.get('mem_bw_gbps')).toBe('34 GB/s');
    expect(facts.get('busy_w')).toBe('40 W');
    expect(facts.get('peak_tops.fp32')).toBeUndefined();
  });

  it('have units that fit their size', () => {
    expect([inOps(15_600), inOps(92), inOps(0.0672)]).toEqual(['15.6 POPS', '92 TOPS', '67.2 GOPS']);
    expect([inBandwidth(21e6), inBandwidth(7700), inBandwidth(0.5)]).toEqual(['21 PB/s', '7.7 TB/s', '0.5 GB/s']);
    expect([inMegabytes(0.044), inMegabytes(44_000)]).toEqual(['44 kB', '44 GB']);
    expect([inWatts(0.485), inWatts(75), inWatts(23_000)]).toEqual(['485 mW', '75 W', '23 kW']);
  });
});
