import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import data from './catalogue.json';
import { catalogue, chipOf } from './catalogue';
import { catalogueSchema } from './schema';

describe('hardware catalogue', () => {
  it('has the shape its type promises', () => {
    expect(v.safeParse(catalogueSchema, data).issues).toBeUndefined();
    expect(catalogue.meta.count).toBe(catalogue.chips.length);
    expect(new Set(catalogue.chips.map((chip) => chip.id)).size).toBe(catalogue.chips.length);
  });

  it.each(catalogue.chips)('$id: every figure names a source that exists', (chip) => {
    const origins = new Set([...Object.keys(catalogue.sources), 'derived', 'null', 'unverified']);
    for (const [field, origin] of Object.entries(chip.src)) {
      expect(origins, `${field}: ${origin}`).toContain(/^\w+/.exec(origin)?.[0]);
    }
    const peaks = Object.keys(chip.peak_tops_dense).map((precision) => `peak_tops.${precision}`);
    expect(Object.keys(chip.src)).toEqual(expect.arrayContaining([...peaks, 'mem_bw_gbps', 'mem_gb', 'power_w']));
  });

  it.each(catalogue.chips)('$id: an unknown figure is marked so, and no known one is', (chip) => {
    for (const [precision, peak] of Object.entries(chip.peak_tops_dense)) {
      expect(chip.src[`peak_tops.${precision}`]?.startsWith('null:'), precision).toBe(peak === null);
    }
  });

  it('holds dense peaks, not those doubled by sparsity', () => {
    expect(chipOf('l4')?.peak_tops_dense).toMatchObject({ fp16: 121, int8: 242 });
    expect(chipOf('nothing')).toBeUndefined();
  });
});
