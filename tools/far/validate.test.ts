import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from './cli';

const resnet = { chip: 't4', macs: 4.1e9, weightBytes: 25.6e6, precision: 'int8', batch: 1, scenario: 'single-stream' };

/** @returns what was printed, what was said of errors, and the exit code */
async function validated(...lines: readonly (object | string)[]) {
  const file = join(mkdtempSync(join(tmpdir(), 'far-')), 'lines.jsonl');
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  const printed: string[] = [];
  const code = await main(['--validate', file], (line) => printed.push(line));
  return { printed, code, errors: vi.mocked(console.error).mock.calls.map(([line]) => String(line)) };
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});

describe('npm run far -- --validate', () => {
  // MLPerf v3.0: 0.812 ms in a single stream, 0.163 ms a picture offline.
  it('divides what is predicted by what was measured, and ends with the counts', async () => {
    const { printed, code } = await validated(
      { ...resnet, measuredMs: 0.812 },
      '',
      { ...resnet, batch: 128, scenario: 'offline', measuredMs: 0.163, source: 'MLPerf' },
      { ...resnet, measuredMs: 812 },
    );
    expect(code).toBe(0);
    expect(printed).toHaveLength(4);
    for (const line of printed.slice(0, 2)) expect(Number(line.trim().split(' ')[0])).toBeCloseTo(1, 0);
    expect(printed[1]).toContain('line 3: t4, 4.1 GMAC, int8, batch 128, offline');
    expect(printed.at(-1)).toBe('within 2x: 2 of 3; the 80 % interval holds 2');
  });

  it('reads a file that begins with a byte-order mark', async () => {
    const { printed, code } = await validated(`\uFEFF${JSON.stringify({ ...resnet, measuredMs: 0.812 })}`);
    expect([code, printed.at(-1)]).toEqual([0, 'within 2x: 1 of 1; the 80 % interval holds 1']);
  });

  it('counts what a chip refuses as missed, with the figure that it lacks', async () => {
    const { printed, code } = await validated({ ...resnet, chip: 'dimensity9300-apu790', measuredMs: 0.24 });
    expect(code).toBe(0);
    expect(printed[0]).toContain('refused, no int8 peak is known for Dimensity 9300 APU 790');
    expect(printed.at(-1)).toBe('within 2x: 0 of 1; the 80 % interval holds 0');
  });

  it.each([
    ['no JSON', 'nonsense', /^line 2: no JSON: /],
    ['no object', '[]', /^line 2: chip: /],
    ['a figure missing', { ...resnet }, /^line 2: measuredMs: /],
    ['a figure in words', { ...resnet, macs: '4.1e9', measuredMs: 1 }, /^line 2: macs: /],
    ['nothing measured', { ...resnet, measuredMs: 0 }, /^line 2: measuredMs: /],
    ['half a sample', { ...resnet, batch: 1.5, measuredMs: 1 }, /^line 2: batch: /],
    ['another scenario', { ...resnet, scenario: 'server', measuredMs: 1 }, /^line 2: scenario: /],
    ['another chip', { ...resnet, chip: 'rpi44', measuredMs: 1 }, /^line 2: no chip 'rpi44'; did you mean 'rpi4'\?$/],
  ])('says the number of a line with %s, judges the others, and exits with 2', async (_what, line, error) => {
    const { printed, errors, code } = await validated({ ...resnet, measuredMs: 0.812 }, line);
    expect(code).toBe(2);
    expect(errors).toEqual([expect.stringMatching(error)]);
    expect(printed.at(-1)).toBe('within 2x: 1 of 1; the 80 % interval holds 1');
  });

  it('understands other spellings, and says what it assumes of weights that aren’t given', async () => {
    const { macs } = resnet;
    const { printed, code } = await validated(
      { chip: 'NVIDIA T4', macs, weightBytes: 25.6e6, precision: 'INT8', scenario: 'SingleStream', measuredMs: 0.812 },
      {
        chip: 'Raspberry Pi 4',
        macs,
        weightBytes: null,
        precision: 'float32',
        batch: 1,
        scenario: 'Offline',
        measuredMs: 430,
      },
    );
    expect(code).toBe(0);
    expect(printed[0]).toContain('line 1: t4, 4.1 GMAC, int8, batch 1, single-stream: ');
    expect(printed[1]).toContain('line 2: rpi4, 4.1 GMAC, fp32, batch 1, offline, 78 MB of weights assumed: ');
    expect(printed.at(-1)).toBe('within 2x: 2 of 2; the 80 % interval holds 2');
  });

  it('asks which chip is meant where a name has several', async () => {
    const { errors } = await validated({ ...resnet, chip: 'Apple M4', measuredMs: 1 });
    expect(errors).toEqual(["line 1: 'Apple M4' may be 'apple-m4-gpu' or 'apple-m4-ne'"]);
  });

  it('exits with 2 where there is no such file', async () => {
    expect(await main(['--validate', '/no/such/file'], () => {})).toBe(2);
    expect(console.error).toHaveBeenCalledWith(expect.stringMatching(/^'\/no\/such\/file' can’t be read: /));
  });
});

describe('npm run far -- --list', () => {
  it('has a line for each of 43 chips: two times with intervals, or the figure that is missing', async () => {
    const printed: string[] = [];
    expect(await main(['--list'], (line) => printed.push(line))).toBe(0);
    const rows = printed.slice(1, 44);
    for (const row of rows)
      expect(row).toMatch(/^[a-z0-9-]+ +(?:.* ms \(.* … .*\) .* ms \(.* … .*\)|no .* is known for )/);
    expect(rows.filter((row) => row.includes('is known for')).map((row) => row.split(' ')[0])).toEqual([
      'diannao',
      'dimensity9300-apu790',
      'neuflow-asic',
      'neuflow-v6',
    ]);
    expect(printed.at(-1)).toContain('43 chips');
  });
});

describe('npm run far -- --calibration', () => {
  it('ends each table with the share within a factor of 2 and the interval’s coverage', async () => {
    const printed: string[] = [];
    expect(await main(['--calibration'], (line) => printed.push(line))).toBe(0);
    const totals = printed.flatMap(
      (line) => /^within 2x: (\d+) of (\d+); the 80 % interval holds (\d+)$/m.exec(line) ?? [],
    );
    const [, within, all, held] = totals.map(Number);
    expect(totals).toHaveLength(12);
    expect(within! / all!).toBeGreaterThan(0.8);
    expect(held! / all!).toBeGreaterThan(0.75);
    expect(held! / all!).toBeLessThan(0.9);
    expect(printed.join('\n')).toMatch(/Its matrices of 600 x 600 .*\n +0\.\d+ {2}tpu-v1, tpu-lstm1/);
  });
});
