import { describe, expect, it } from 'vitest';
import { roundChip } from '../../../far/chips/chip.fixture';
import type { Chip } from '../../../far/chips/schema';
import { columns, readSort, sorted, writeSort } from './columns';
import { shortName } from '../../../far/chips/shortName';
import { entryOf, loadEntries, placeOf, type Entry } from './entries';
import { makersOf, noFilter, passes, precisionsOf, yearsOf } from './filter';
import { ownOf } from './own';
import { energyWords, finding, span } from './words';
import { answerOf, leastEnergy, powerOf, rank } from './ranking';

const entries = await loadEntries();
const named = (id: string) => entries.find((entry) => entry.id === id)!;

describe('the catalogue', () => {
  it('has every chip, each by a name of its own', () => {
    expect(entries).toHaveLength(43);
    expect(new Set(entries.map(({ name }) => name)).size).toBe(43);
  });

  it.each([
    ['haswell-e5-2699v3', 'Xeon E5-2699 v3'],
    ['lunarlake-npu4', 'Core Ultra 200V NPU 4'],
    ['k80-die', 'Tesla K80'],
    ['h100-sxm', 'Nvidia H100'],
    ['hailo-8', 'Hailo-8'],
    ['rpi4', 'Raspberry Pi 4'],
  ])('%s is called %s', (id, name) => {
    expect(shortName(named(id).chip)).toBe(name);
  });

  it('knows where a chip stands', () => {
    expect(placeOf({ hop: 'cloud', class: 'server' })).toBe('cloud');
    expect(placeOf({ hop: 'local', class: 'edge' })).toBe('edge');
    expect(placeOf({ hop: 'local', class: 'phone' })).toBe('near');
  });
});

describe('sorting', () => {
  it('goes by any column either way, what is unknown last', () => {
    for (const { id, value } of columns) {
      for (const isDescending of [false, true]) {
        const values = sorted(entries, { by: id, isDescending }).map(value);
        const known = values.filter((one) => one !== undefined);
        expect(values.slice(0, known.length)).toEqual(known);
        const ordered = known.toSorted((a, b) =>
          typeof a === 'number' ? a - (b as number) : a.localeCompare(String(b)),
        );
        expect(known).toEqual(isDescending ? ordered.toReversed() : ordered);
      }
    }
  });

  it('puts the WSE-3 first by power and Eyeriss last', () => {
    const byPower = sorted(entries, { by: 'power', isDescending: true }).filter(({ chip }) => chip.power_w);
    expect([byPower[0]?.id, byPower.at(-1)?.id]).toEqual(['wse3', 'eyeriss']);
  });

  it('reads back what it writes, and takes nonsense for the usual', () => {
    for (const sort of [
      { by: 'power', isDescending: true },
      { by: 'name', isDescending: false },
    ])
      expect(readSort(writeSort(sort))).toEqual(sort);
    expect(readSort('-weight')).toEqual({ by: 'name', isDescending: false });
    expect(readSort(undefined)).toEqual({ by: 'name', isDescending: false });
  });
});

describe('filtering', () => {
  const ids = (filter: Partial<typeof noFilter>) =>
    entries.filter((entry) => passes(entry, { ...noFilter, ...filter })).map(({ id }) => id);

  it('lets all through unasked', () => expect(ids({})).toHaveLength(43));

  it.each([
    [{ find: 'nano jetson' }, ['jetson-nano', 'orin-nano-super']],
    [{ maker: 'Habana (Intel)' }, ['gaudi', 'goya']],
    [{ precision: 'fp64' }, ['rpi4', 'rpi5']],
    [{ place: 'cloud', since: '2025' }, ['b200', 'tpu7x', 'mi350x', 'mi355x']],
    [{ class: 'phone', since: '2024' }, ['apple-a18pro-ne']],
    [{ find: 'nothing like it' }, []],
  ])('%j', (filter, expected) => {
    expect(ids(filter).sort()).toEqual(expected.toSorted());
  });

  it('offers what there is', () => {
    expect(makersOf(entries)).toContain('Cerebras');
    expect(yearsOf(entries)[0]).toBe(2025);
    expect(precisionsOf(entries)[0]).toMatch(/4$/);
  });
});

describe('the ranking', () => {
  const question = { work: { macs: 1e9, parameters: 1e6, runs: 1 }, batch: 1, networkMs: 30 };
  const round = (more: Partial<Chip> = {}): Entry => entryOf('round', { ...roundChip, ...more });

  // Half of 200 TOPS in int8: 2 GOP take 0.02 ms; 1 ms of overhead; the network on top.
  it('adds the network for a chip beyond it alone', () => {
    const [cloud, local] = [answerOf(round(), question), answerOf(round({ hop: 'local' }), question)];
    expect(cloud.kind === 'answered' && cloud.totalMs).toBeCloseTo(31.02, 6);
    expect(local.kind === 'answered' && local.totalMs).toBeCloseTo(1.02, 6);
  });

  it('takes energy from the power that is known, and says of which kind it is', () => {
    const answer = answerOf(round({ power_w: 100, src: { power_w: 'wall' } }), question);
    expect(answer.kind === 'answered' && answer.joules).toBeCloseTo(0.102, 6);
    expect(powerOf({ ...roundChip, power_w: 100, busy_w: 40 })).toMatchObject({ watts: 40, kind: 'busy' });
    expect(powerOf(named('hailo-8').chip)?.kind).toBe('typical');
    expect(powerOf(named('apple-m4-ne').chip)).toBeUndefined();
    expect(energyWords(0.102, powerOf({ ...roundChip, power_w: 100 })!)).toBe('≤ 100 mJ');
  });

  it('shares a batch’s energy among its answers', () => {
    const [one, many] = [1, 100].map((batch) => answerOf(round({ power_w: 100 }), { ...question, batch }));
    const joules = (row: typeof one) => (row?.kind === 'answered' ? (row.joules as number) : Number.NaN);
    // 1 ms + 100 × 0.02 ms for 100 answers.
    expect(joules(many)).toBeCloseTo((0.1 * 3) / 100, 6);
    expect(joules(many)).toBeLessThan(joules(one));
  });

  it('answers or refuses for each chip, refusals last and in words', () => {
    const rows = rank(entries, question);
    expect(rows).toHaveLength(43);
    const kinds = rows.map(({ kind }) => kind);
    expect(kinds.lastIndexOf('answered')).toBeLessThan(kinds.includes('refused') ? kinds.indexOf('refused') : 43);
    for (const row of rows) {
      if (row.kind === 'refused') expect(row.reason).toMatch(/known|measured|fit/);
      else expect(row.lowMs).toBeLessThanOrEqual(row.totalMs);
    }
    const times = rows.flatMap((row) => (row.kind === 'answered' ? row.totalMs : []));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(leastEnergy(rows)?.joules).toBeGreaterThan(0);
    expect(finding('A network', rows, undefined, 'one answer')).toMatch(
      /likely the soonest with one answer of A network/,
    );
  });

  it('counts the chips that are faster than this device is, and this device’s own probes not among them', () => {
    // 1.02 ms, and 31.02 ms beyond the network.
    const own: Entry = { ...round({ hop: 'local' }), id: 'this-wasm', isOwn: true };
    const rows = rank([round(), { ...round({ hop: 'local' }), id: 'local' }, own], question);
    expect(finding('A network', rows, 20, 'a token')).toContain('This device takes 20 ms: 1 of 2 are likely faster.');
    expect(finding('A network', rows, 1, 'a token')).toContain('no chip is likely faster');
    expect(finding('A network', rows, undefined, 'a token')).not.toContain('This device takes');
  });

  it('says so where no chip answers', () => {
    expect(finding('A network', [], undefined, 'one answer')).toMatch(/^No chip/);
  });
});

it('a range names its unit once where both ends share it', () => {
  expect([span(6.23, 11.4), span(400, 1100), span(138.1, 138.2)]).toEqual([
    '6.2 to 11 ms',
    '400 ms to 1.1 s',
    '138 ms',
  ]);
});

describe('this device', () => {
  const figure = (perSecond: number, threads?: number) => ({
    ok: true as const,
    figure: {
      unit: 'FLOP/s' as const,
      perSecond,
      interval: [perSecond, perSecond] as const,
      n: 9,
      what: '512 × 512',
      ...(threads !== undefined && { threads }),
    },
  });
  const stored = {
    at: '2026-11-28T05:00:00.000Z',
    probes: {
      'matrix-product:tfjs-wasm@1': figure(2e10, 1),
      'matrix-product:tfjs-wasm@2': figure(3.6e10, 2),
      'memory-copy': { ok: true as const, figure: { ...figure(1.2e10).figure, unit: 'B/s' as const } },
      'matrix-product:tfjs-webgl': { ok: false as const, reason: { code: 'unsupported' as const, message: 'No.' } },
    },
  };

  const { entries: ownEntries } = ownOf(stored);

  it('stands there once for each backend and number of threads that gave a figure, the best first and drawn', () => {
    expect(ownEntries.map(({ name, isOwn, isExtra }) => [name, isOwn, isExtra])).toEqual([
      ['This device, WASM ×2', true, undefined],
      ['This device, WASM ×1', true, true],
    ]);
    expect(ownEntries[0]?.chip.peak_tops_dense).toEqual({ fp32: 0.036 });
    expect(ownEntries[0]?.chip.mem_bw_gbps).toBeCloseTo(12);
  });

  it('passes every filter, and stands first whatever is sorted by', () => {
    const all = [...entries, ...ownEntries];
    expect(all.filter((entry) => passes(entry, { ...noFilter, maker: 'AMD' })).some(({ isOwn }) => isOwn)).toBe(true);
    expect(sorted(all, { by: 'power', isDescending: true })[0]?.isOwn).toBe(true);
  });

  it('answers as if a network reached all of its product while no run was kept, and says so', () => {
    const row = answerOf(ownEntries[0]!, { work: { macs: 1e9, parameters: 1e6, runs: 1 }, batch: 1, networkMs: 0 });
    expect(row.kind === 'answered' && row.estimate.borrowed).toContain('no network was measured on it yet');
  });
});
