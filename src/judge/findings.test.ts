import { describe, expect, it } from 'vitest';
import type { Cell } from '../record/record';
import { findings, type RankedModel } from './findings';
import { rank } from './rank';
import { completed } from './verdict.fixture';

const resolutionMs = 0.005;
const model = (title: string, macs: number, cells: Cell[], side?: RankedModel['side']): RankedModel => ({
  title,
  macs,
  ranking: rank(cells, { resolutionMs }),
  resolutionMs,
  ...(side && { side }),
});
const wasmWins = (title: string, macs: number) =>
  model(title, macs, [completed('ort-wasm', 2), completed('ort-webgpu', 9)]);
const gpuWins = (title: string, macs: number) =>
  model(title, macs, [completed('ort-wasm', 90), completed('ort-webgpu', 20)]);
const titles = (models: readonly RankedModel[]) => models.map(({ title }) => title);

describe('which backend wins', () => {
  it('counts models by the backend of their fastest, and says where the work parts them', () => {
    const found = findings([gpuWins('c', 50e6), wasmWins('a', 1e6), gpuWins('d', 900e6), wasmWins('b', 2e6)]);
    expect(found).toHaveLength(1);
    const [finding] = found;
    if (finding?.kind !== 'backends') throw new Error('It is of backends.');
    expect(finding.wins.map(({ name, models }) => [name, titles(models)])).toEqual([
      ['WASM', ['a', 'b']],
      ['WebGPU', ['c', 'd']],
    ]);
    expect(finding.split?.less.name).toBe('WASM');
    expect(finding.split?.more.name).toBe('WebGPU');
    expect(finding.undecided).toBe(0);
  });

  it('sees no line where the two overlap, nor where one of them has a single model', () => {
    const overlap = findings([gpuWins('c', 2e6), wasmWins('a', 1e6), gpuWins('d', 9e6), wasmWins('b', 5e6)])[0];
    expect(overlap).toMatchObject({ kind: 'backends', split: undefined });
    const single = findings([gpuWins('c', 2e6), gpuWins('d', 9e6), wasmWins('b', 1e6)])[0];
    expect(single).toMatchObject({ kind: 'backends', split: undefined });
  });

  it('leaves out what ran on one backend alone, and counts as undecided what two backends tie for', () => {
    const alone = model('alone', 1, [completed('ort-wasm', 2), completed('tfjs-wasm', 9)]);
    const tie = model('tie', 1, [completed('ort-wasm', 2), completed('ort-webgpu', 2)]);
    const found = findings([alone, tie, ...['a', 'b', 'c'].map((title) => gpuWins(title, 1e6))]);
    expect(found[0]).toMatchObject({ kind: 'backends', undecided: 1, wins: [{ name: 'WebGPU' }] });
  });

  it('says nothing of one opening each, nor of two models', () => {
    const once = { openings: 1 };
    const preview = model('p', 1, [completed('ort-wasm', 2, once), completed('ort-webgpu', 9, once)]);
    expect(findings([preview, preview, preview])).toEqual([]);
    expect(findings([gpuWins('a', 1), gpuWins('b', 1)])).toEqual([]);
    expect(findings([])).toEqual([]);
  });
});

it('sets the runtimes against each other on the same footing, threads and all', () => {
  const ortFaster = (title: string) =>
    model(title, 1, [completed('ort-wasm', 10, { threads: 4 }), completed('tfjs-wasm', 20, { threads: 4 })]);
  const level = model('l', 1, [completed('ort-wasm', 10, { threads: 4 }), completed('tfjs-wasm', 10, { threads: 4 })]);
  const uneven = model('u', 1, [completed('ort-wasm', 10, { threads: 4 }), completed('tfjs-wasm@1', 30)]);
  const found = findings([ortFaster('a'), ortFaster('b'), level, uneven]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ kind: 'runtimes', on: 'WASM ×4', level: 1, wins: [{ name: 'ONNX Runtime' }] });
  expect(findings([ortFaster('a'), level, uneven])).toEqual([]);
});

it('counts where the cloud would win', () => {
  const cells = [completed('ort-wasm', 20)];
  const found = findings([
    model('a', 1, cells, 'here'),
    model('b', 1, cells, 'there'),
    model('c', 1, cells, 'too close to call'),
    model('d', 1, cells),
  ]);
  expect(found).toMatchObject([{ kind: 'cloud', here: 1, close: 1, there: [{ title: 'b' }] }]);
});
