import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from './cli';
import { modelProto } from './onnx/schema';
import { GraphBuilder } from './read/builder';

let folder: string;
let out: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'convert-'));
  out = join(folder, 'model.onnx');
  printed = [];
  for (const stream of ['log', 'error'] as const) {
    vi.spyOn(console, stream).mockImplementation((line: string) => void printed.push(line));
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Writes a model beside its shard; `change` damages the file. */
function write(artefacts: io.ModelArtifacts, change: (json: Record<string, unknown>) => void = () => {}): string {
  const { modelTopology, weightSpecs, weightData, signature } = artefacts;
  const json = { modelTopology, signature, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] };
  const copy = structuredClone(json) as Record<string, unknown>;
  change(copy);
  writeFileSync(join(folder, 'weights.bin'), new Uint8Array(weightData as ArrayBuffer));
  const file = join(folder, 'model.json');
  writeFileSync(file, JSON.stringify(copy));
  return file;
}

function simple(): io.ModelArtifacts {
  const b = new GraphBuilder();
  return b.build([
    b.op('MatMul', [b.input('x', [-1, 8]), b.constant(new Array<number>(128).fill(1 / 3), [8, 16])], {}, 'y'),
  ]);
}

interface Written {
  readonly graph: {
    readonly initializer: { readonly dataType: number }[];
    readonly output: { readonly name: string }[];
  };
}

const written = () => modelProto.decode(readFileSync(out)) as unknown as Written;

it('prints inputs, outputs, operators, sizes and differences, and writes the file', async () => {
  expect(await main([write(simple()), '--out', out])).toBe(0);
  const text = printed.join('\n');
  expect(text).toMatch(/input +x +float32 \[1, 8\]/);
  expect(text).toMatch(/output +y +float32 \[1, 16\]/);
  expect(text).toContain('MatMul 1');
  expect(text).toMatch(/random 1, y: \S+ absolute/);
  expect(written().graph.output[0]!.name).toBe('y');
  expect(readdirSync(folder).sort()).toEqual(['model.json', 'model.onnx', 'weights.bin']);
});

it('stores weights in half precision, and says what that costs', async () => {
  expect(await main([write(simple()), '--out', out, '--precision', 'fp16'])).toBe(0);
  expect(written().graph.initializer.map(({ dataType }) => dataType)).toContain(10);
});

it('keeps the batch open when told to', async () => {
  expect(await main([write(simple()), '--out', out, '--dynamic', '--no-verify'])).toBe(0);
  expect(printed.join()).toContain('[?, 8]');
  expect(printed.join()).toContain('not checked');
});

it('checks with values from a file', async () => {
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 8), }".padEnd(117) + '\n';
  const magic = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  const file = join(folder, 'x.npy');
  writeFileSync(file, Buffer.concat([magic, Buffer.from(header), Buffer.from(new Float32Array(8).fill(2).buffer)]));
  expect(await main([write(simple()), '--out', out, '--input', `x=${file}`])).toBe(0);
  expect(printed.join()).toContain('given, y');
});

it('checks networks for pictures with the sample photograph', async () => {
  const b = new GraphBuilder();
  expect(await main([write(b.build([b.op('Relu', [b.input('x', [1, 16, 16, 3])])])), '--out', out])).toBe(0);
  expect(printed.join()).toContain('photograph');
});

describe('leaves no file and says why', () => {
  it.each([
    ['quantised in an unknown way', (w: Record<string, unknown>) => (w.quantization = { dtype: 'int3' }), 'int3'],
    ['of an unknown type', (w: Record<string, unknown>) => (w.dtype = 'float8'), 'float8'],
    ['larger than the shard', (w: Record<string, unknown>) => (w.shape = [8, 17]), '512 bytes'],
    ['of a shape that is none', (w: Record<string, unknown>) => (w.shape = [8, -16]), 'shape'],
  ])('a weight %s', async (_, change, message) => {
    const file = write(simple(), (json) => {
      const [group] = json.weightsManifest as { weights: Record<string, unknown>[] }[];
      change(group!.weights[0]!);
    });
    expect(await main([file, '--out', out])).toBe(1);
    expect(printed.join()).toContain(message);
    expect(existsSync(out)).toBe(false);
  });

  it('a shard that is missing, or outside the folder', async () => {
    const rename = (name: string) => (json: Record<string, unknown>) =>
      ((json.weightsManifest as { paths: string[] }[])[0]!.paths = [name]);
    expect(await main([write(simple(), rename('gone.bin')), '--out', out])).toBe(1);
    expect(await main([write(simple(), rename('../gone.bin')), '--out', out])).toBe(1);
    expect(printed.join()).toMatch(/Missing[^]*gone\.bin[^]*outside/);
  });

  it('a file that is no model', async () => {
    const file = join(folder, 'model.json');
    for (const text of ['{', '[]', '{"modelTopology":{}}', '{"modelTopology":{},"weightsManifest":[{}]}']) {
      writeFileSync(file, text);
      expect(await main([file, '--out', out])).toBe(1);
    }
    expect(printed).toHaveLength(4);
  });

  it('an operator without a counterpart', async () => {
    const b = new GraphBuilder();
    const merge = b.op('Merge', [b.input('x', [1]), b.input('y', [1])], {}, 'loop/merge');
    expect(await main([write(b.build([merge])), '--out', out])).toBe(1);
    expect(printed.join()).toMatch(/Merge: control flow[^]*loop\/merge/);
    expect(readdirSync(folder).sort()).toEqual(['model.json', 'weights.bin']);
  });
});

it.each([
  [[]],
  [['nowhere.json', '--out', 'x.onnx']],
  [['a.json', 'b.json', '--out', 'x.onnx']],
  [['a.json']],
  [['a.json', '--out', 'x.onnx', '--precision', 'fp8']],
  [['a.json', '--out', 'x.onnx', '--unknown']],
  [['a.json', '--out', 'x.onnx', '--shape', 'x=1,two']],
  [['a.json', '--out', 'x.onnx', '--input', 'nothing']],
])('bad usage %j ends with 2', async (argv) => {
  expect(await main(argv)).toBe(2);
  expect(printed.join()).toContain('usage:');
});

it('an input that the model does not have is bad usage', async () => {
  expect(await main([write(simple()), '--out', out, '--input', 'z=x.npy'])).toBe(2);
});
