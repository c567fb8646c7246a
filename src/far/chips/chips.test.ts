import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { allChips, chipIds, chipOf } from './chips';
import { chipSchema, type Chip } from './schema';

const chips = await Promise.all(chipIds.map(async (id) => [id, (await chipOf(id)) as Chip] as const));

describe('chips', () => {
  it('are the 43 of the catalogue', () => {
    expect(chipIds).toHaveLength(43);
    expect(chipIds).toEqual(
      expect.arrayContaining([
        'tpu-v1',
        'haswell-e5-2699v3',
        'k80-die',
        'v100',
        'h100-sxm',
        'mi350x',
        'wse3',
        'trainium1',
        'goya',
      ]),
    );
    expect(chipIds).toEqual(
      expect.arrayContaining([
        'gaudi',
        'diannao',
        'eyeriss',
        'neuflow-asic',
        'nnx',
        'apple-m4-ne',
        'dimensity9300-apu790',
        'rpi4',
      ]),
    );
    expect(chipIds).toEqual(
      expect.arrayContaining(['coral-edgetpu', 'jetson-nano', 'hailo-8', 'groq-lpu', 'sd8gen3-hexagon']),
    );
  });

  it('are the same together as each alone', async () => {
    expect([...(await allChips())]).toEqual(chips);
  });

  it.each(chips)('%s: what runs instead of a precision has a peak, and that precision none', (_id, chip) => {
    for (const [precision, { as }] of Object.entries(chip.runs ?? {})) {
      expect(chip.peak_tops_dense[as], as).toBeGreaterThan(0);
      expect(chip.peak_tops_dense[precision] ?? null, precision).toBeNull();
    }
  });

  it.each(chips)('%s has the shape its type promises', (id, chip) => {
    expect(id).toMatch(/^[a-z0-9][a-z0-9-]*$/);
    expect(v.safeParse(chipSchema, chip).issues).toBeUndefined();
  });

  it.each(chips)('%s: every figure names a source that its file holds', (_id, chip) => {
    const origins = new Set([...Object.keys(chip.sources), 'derived', 'null', 'unverified']);
    for (const [field, origin] of Object.entries(chip.src)) {
      expect(origins, `${field}: ${origin}`).toContain(/^\w+/.exec(origin)?.[0]);
    }
    const peaks = Object.keys(chip.peak_tops_dense).map((precision) => `peak_tops.${precision}`);
    expect(Object.keys(chip.src)).toEqual(expect.arrayContaining([...peaks, 'mem_bw_gbps', 'mem_gb', 'power_w']));
  });

  it.each(chips)('%s: an unknown figure is marked so, and no known one is', (_id, chip) => {
    for (const [precision, peak] of Object.entries(chip.peak_tops_dense)) {
      expect(chip.src[`peak_tops.${precision}`]?.startsWith('null:'), precision).toBe(peak === null);
    }
  });

  it('holds dense peaks, not those doubled by sparsity', async () => {
    expect((await chipOf('l4'))?.peak_tops_dense).toMatchObject({ fp16: 121, int8: 242 });
    expect(await chipOf('nothing')).toBeUndefined();
  });
});
