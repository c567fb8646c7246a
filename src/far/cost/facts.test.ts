import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { factSchemas, type FactKind } from './factSchema';
import { chipIds } from '../chips/chips';
import { loadFacts } from './facts';
import { inputRows } from './inputRows';

describe.each(Object.keys(factSchemas) as FactKind[])('%s', (kind) => {
  it('holds rows with source, date and quality, each id once', async () => {
    const facts = await loadFacts(kind);
    expect(v.safeParse(factSchemas[kind], facts).issues).toBeUndefined();
    const ids = facts.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names sources that somebody can look up, and calls what is told by memory an assumption', async () => {
    for (const { id, source, quality } of (await loadFacts(kind)).rows) {
      expect(source, id).not.toMatch(/search\?|own row has it/);
      if (source.includes('by memory')) expect(quality, id).toBe('assumption');
    }
  });
});

it('gives each hour of a chip at least one price, in order', async () => {
  for (const { id, usdPerHour } of (await loadFacts('chipHours')).rows) {
    const { low, typical, high } = usdPerHour;
    const prices = [low, typical, high].filter((price) => price !== null);
    expect(prices.length, id).toBeGreaterThan(0);
    expect(prices, id).toEqual([...prices].sort((a, b) => a - b));
  }
});

it('has tiers of pictures that rise', async () => {
  for (const { tiers } of (await loadFacts('picturePrices')).rows) {
    const starts = tiers.map(({ fromPerMonth }) => fromPerMonth);
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
  }
});

// 0.24 Wh and 0.002 kWh a thousand, as published.
it('has joules that are the published watt-hours', async () => {
  const { rows } = await loadFacts('publishedEnergy');
  const joules = (id: string) => rows.find((row) => row.id === id)?.joules.low;
  expect(joules('gemini-median')).toBeCloseTo(0.24 * 3600, 9);
  expect(joules('classify-text')).toBeCloseTo((0.002 * 3.6e6) / 1000, 9);
});

it('names inputs and chips that there are, each figure within its input’s limits', async () => {
  const keys = new Map<string, (typeof inputRows)[number]>(inputRows.map((row) => [row.key, row]));
  for (const { id, of, value } of (await loadFacts('values')).rows) {
    for (const key of of) {
      const row = keys.get(key);
      expect(row, id).toBeDefined();
      expect(value, id).toBeGreaterThanOrEqual(row?.least ?? 0);
      expect(value, id).toBeLessThanOrEqual(row?.most ?? 0);
    }
  }
  const chips = [...(await loadFacts('hardware')).rows, ...(await loadFacts('chipHours')).rows];
  for (const { id, chip } of chips) if (chip !== null) expect(chipIds, id).toContain(chip);
});
