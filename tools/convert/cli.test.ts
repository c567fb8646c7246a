import { spawnSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { io } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from './cli';
import { readArtefacts } from './convert';
import { modelProto } from './onnx/schema';
import { GraphBuilder, ints, text } from './read/builder';
import { readGraph, type NodeDef } from './read/graph-model';

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

/** Every place in a JSON value, and how another value is put there. */
function places(json: unknown, path: readonly string[] = []): [string, (copy: unknown, value: unknown) => void][] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, inner]) => {
    const put = (copy: unknown, value: unknown) => {
      const holder = path.reduce((at, step) => (at as Record<string, unknown>)[step], copy);
      (holder as Record<string, unknown>)[key] = value;
    };
    return [[[...path, key].join('.'), put], ...places(inner, [...path, key])];
  });
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
  type Json = Record<string, unknown>;
  type Group = { paths: unknown[]; weights: Record<string, unknown>[] };
  const groupOf = (json: Json) => (json.weightsManifest as Group[])[0]!;
  const nodesOf = (json: Json) => (json.modelTopology as { node: NodeDef[] }).node;

  /** One error of a few lines, exit code 1, and nothing new in the folder. */
  async function refused(file: string, message: RegExp): Promise<void> {
    const before = readdirSync(folder).sort();
    expect(await main([file, '--out', out])).toBe(1);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(message);
    expect(printed[0]!.length).toBeLessThan(1000);
    expect(readdirSync(folder).sort()).toEqual(before);
  }

  it.each([
    ['quantised in an unknown way', (w: Json) => (w.quantization = { dtype: 'int3' }), /int3/],
    ['of an unknown type', (w: Json) => (w.dtype = 'float8'), /float8/],
    ['larger than the shard', (w: Json) => (w.shape = [8, 17]), /512 bytes.*take 544/],
    ['smaller than the shard', (w: Json) => (w.shape = [8, 15]), /512 bytes.*take 480/],
    ['of a shape that is none', (w: Json) => (w.shape = [8, -16]), /shape/],
    ['of no shape', (w: Json) => delete w.shape, /shape/],
    ['larger than any memory', (w: Json) => (w.shape = [1e9, 1e9]), /512 bytes/],
    ['without a name', (w: Json) => delete w.name, /weights\.0\.name/],
  ])('a weight %s', async (_, change, message) => {
    const file = write(simple(), (json) => change(groupOf(json).weights[0]!));
    await refused(file, message);
  });

  it.each([
    ['missing', ['gone.bin'], /Missing[^]*gone\.bin/],
    ['outside the folder', ['../gone.bin'], /\.\.\/gone\.bin.*outside/],
    ['outside the folder by an absolute path', ['/etc/hostname'], /hostname.*outside/],
    ['the folder itself', ['.'], /Missing/],
    ['no name of a file', [{ path: 'weights.bin' }], /paths\.0/],
    ['named at length', ['x'.repeat(1e6)], /paths\.0/],
    ['named twice', ['weights.bin', 'weights.bin'], /1024 bytes.*take 512/],
    ['not named', [], /0 bytes.*take 512/],
  ])('a shard that is %s', async (_, paths, message) => {
    await refused(
      write(simple(), (json) => (groupOf(json).paths = paths)),
      message,
    );
  });

  it('a shard that was cut short, or is empty', async () => {
    const file = write(simple());
    writeFileSync(join(folder, 'weights.bin'), new Uint8Array(511));
    await refused(file, /weights\.bin hold 511 bytes.*take 512/);
    writeFileSync(join(folder, 'weights.bin'), '');
    printed = [];
    await refused(file, /0 bytes/);
  });

  it('a folder in the place of a shard', async () => {
    mkdirSync(join(folder, 'shards'));
    await refused(
      write(simple(), (json) => (groupOf(json).paths = ['shards'])),
      /Missing[^]*shards/,
    );
  });

  it.each([
    ['empty', '', /can't be read/],
    ['no JSON', '{', /can't be read/],
    ['bytes', '\0\0\0\0', /can't be read/],
    ['a list', '[]', /no TensorFlow\.js model/],
    ['null', 'null', /no TensorFlow\.js model/],
    ['a model without a manifest', '{"modelTopology":{}}', /no TensorFlow\.js model/],
    ['a model with an empty group', '{"modelTopology":{},"weightsManifest":[{}]}', /damaged at 0\.paths/],
    ['a model of nothing', '{"modelTopology":{},"weightsManifest":[]}', /layers model is damaged at class_name/],
    ['a graph of nothing', '{"modelTopology":{"node":[]},"weightsManifest":[]}', /no nodes/],
    [
      'a network without layers',
      '{"modelTopology":{"class_name":"Model","config":{}},"weightsManifest":[]}',
      /damaged at config\.layers/,
    ],
  ])('a file that is %s', async (_, content, message) => {
    const file = join(folder, 'model.json');
    writeFileSync(file, content);
    await refused(file, message);
  });

  it('a name of a shard that no file can have', async () => {
    await refused(
      write(simple(), (json) => (groupOf(json).paths = ['weights.bin\0'])),
      /"weights.bin\\u0000".*no name of a shard/,
    );
  });

  it('a file nested deeper than any network', async () => {
    const file = write(simple());
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    for (const text of [
      `{"modelTopology":{"class_name":"Model","config":{"layers":[{"class_name":"ReLU","config":{"name":"a"},"inbound_nodes":${deep}}]}},"weightsManifest":[]}`,
      readFileSync(file, 'utf8').replace('{', `{"userDefinedMetadata":${deep},`),
    ]) {
      writeFileSync(file, text);
      printed = [];
      await refused(file, /nested more than 200 levels/);
    }
  });

  it.each([
    ['an input', (b: GraphBuilder) => b.op('Relu', [b.input('x', [9_999_999, 8])]), /Input x .*too large/],
    ['a tile', (b: GraphBuilder) => b.op('Tile', [b.input('x', [8]), b.constant([1e9], [1], 'int32')]), /too large/],
    [
      'a resized picture',
      (b: GraphBuilder) =>
        b.op('ResizeBilinear', [b.input('x', [1, 8, 8, 1]), b.constant([60_000, 60_000], [2], 'int32')]),
      /too large.*ResizeBilinear/,
    ],
    [
      'a border',
      (b: GraphBuilder) => b.op('Pad', [b.input('x', [1, 8]), b.constant([0, 0, 0, 1e9], [2, 2], 'int32')]),
      /too large/,
    ],
    [
      'an outer product',
      (b: GraphBuilder) => b.op('Mul', [b.input('x', [100_000, 1]), b.input('y', [1, 100_000])]),
      /too large/,
    ],
    [
      'work without end',
      (b: GraphBuilder) => {
        const filter = b.constant(new Array<number>(161_604).fill(0), [201, 201, 4, 1]);
        const attributes = { strides: ints(1, 1, 1, 1), dilations: ints(1, 1, 1, 1), padding: text('SAME') };
        return b.op('DepthwiseConv2dNative', [b.input('x', [1, 1024, 1024, 4]), filter], attributes);
      },
      /too large.*multiplications/,
    ],
  ])('what is too large to try out: %s', async (_, build, message) => {
    const b = new GraphBuilder();
    await refused(write(b.build([build(b)])), message);
  });

  it('nodes without the inputs that they need', async () => {
    const file = write(simple(), (json) => ((nodesOf(json).at(-1) as { input?: string[] }).input = []));
    await refused(file, /Node y is a MatMul with 0 inputs, where it needs 2/);
  });

  it('a graph that waits for itself', async () => {
    const b = new GraphBuilder();
    const artefacts = b.build([b.op('Relu', ['Neg']), b.op('Neg', ['Relu'])]);
    await refused(write(artefacts), /cyclic: Neg, Relu|cyclic: Relu, Neg/);
  });

  it('an attribute of megabytes', async () => {
    const file = write(simple(), (json) => {
      const node = nodesOf(json).find(({ op }) => op === 'MatMul') as { attr?: unknown };
      node.attr = { transpose_a: { s: 'A'.repeat(4e6) } };
    });
    await refused(file, /4000000 characters/);
  });

  it('values that nobody would give, wherever they stand', async () => {
    const values = [null, -1, 1e30, '', [], {}, [null], { a: null }, true, 'x'.repeat(3000)];
    const model = JSON.parse(readFileSync(write(simple()), 'utf8')) as Json;
    for (const [place, put] of places(model)) {
      for (const value of values) {
        const copy = structuredClone(model);
        put(copy, value);
        writeFileSync(join(folder, 'model.json'), JSON.stringify(copy));
        let error: unknown;
        try {
          readGraph(readArtefacts(join(folder, 'model.json')).artefacts);
        } catch (thrown) {
          error = thrown;
        }
        // Some do no harm; the others end in words, never in an error of the language.
        if (error) expect((error as Error).name, `${place} ${String(value)}: ${String(error)}`).toBe('ConversionError');
      }
    }
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
  [['.', '--out', 'x.onnx']],
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

it('a result that can go nowhere: no folder, or a folder in its place', async () => {
  const file = write(simple());
  expect(await main([file, '--out', join(folder, 'nowhere', 'x.onnx')])).toBe(2);
  mkdirSync(out);
  printed = [];
  expect(await main([file, '--out', out, '--no-verify'])).toBe(1);
  expect(printed.join()).toContain("can't be written");
  expect(readdirSync(folder).sort()).toEqual(['model.json', 'model.onnx', 'weights.bin']);
});

it('an input that the model does not have is bad usage', async () => {
  expect(await main([write(simple()), '--out', out, '--input', 'z=x.npy'])).toBe(2);
});

it('never writes over the files that it reads, by whatever name', async () => {
  const file = write(simple());
  const shard = join(folder, 'weights.bin');
  const [soft, hard] = [join(folder, 'soft.onnx'), join(folder, 'hard.onnx')];
  symlinkSync(file, soft);
  linkSync(shard, hard);
  symlinkSync(folder, join(folder, 'folder'));
  const before = [file, shard].map((source) => readFileSync(source));
  for (const target of [file, shard, soft, hard, join(folder, 'folder', 'model.json'), relative('.', shard)]) {
    printed = [];
    expect(await main([file, '--out', target]), target).toBe(2);
    expect(printed.join()).toContain('would overwrite');
  }
  [file, shard].forEach((source, i) => expect(readFileSync(source)).toEqual(before[i]));
  expect(readdirSync(folder).sort()).toEqual(['folder', 'hard.onnx', 'model.json', 'soft.onnx', 'weights.bin']);
});

it('leaves alone what lies beside the result', async () => {
  writeFileSync(`${out}.part`, 'mine');
  expect(await main([write(simple()), '--out', out])).toBe(0);
  expect(readFileSync(`${out}.part`, 'utf8')).toBe('mine');
});

it('skips a byte order mark', async () => {
  const file = write(simple());
  writeFileSync(file, `\ufeff${readFileSync(file, 'utf8')}`);
  expect(await main([file, '--out', out])).toBe(0);
});

it('runs through a link to it', () => {
  const command = join(folder, 'convert.ts');
  symlinkSync(fileURLToPath(new URL('cli.ts', import.meta.url)), command);
  const tsx = fileURLToPath(new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [tsx, command], { encoding: 'utf8' });
  expect(stderr).toContain('usage:');
  expect(status).toBe(2);
});

describe('half precision', () => {
  /** One matrix product with these weights. */
  const dense = (value: (i: number) => number) => {
    const b = new GraphBuilder();
    const kernel = b.constant(
      Array.from({ length: 256 }, (_, i) => value(i)),
      [256, 1],
      'float32',
      'dense/kernel',
    );
    return b.build([b.op('MatMul', [b.input('x', [1, 256]), kernel])]);
  };

  it('refuses a result that it has emptied, and names the weights', async () => {
    for (const tiny of [1e-8, 1e-12, 1e-20]) {
      printed = [];
      expect(await main([write(dense(() => tiny)), '--out', out, '--precision', 'fp16'])).toBe(1);
      expect(printed.join('\n')).toContain('dense/kernel (256 of 256)');
      expect(printed.join('\n')).toContain('WRONG');
    }
    expect(readdirSync(folder)).not.toContain('model.onnx');
  });

  it('says which weights it makes 0, or leaves in single precision', async () => {
    const some = write(dense((i) => (i < 3 ? 1e-9 : 1)));
    expect(await main([some, '--out', out, '--precision', 'fp16'])).toBe(0);
    expect(printed.join('\n')).toMatch(/warning .*0: dense\/kernel \(3 of 256\)/);
    printed = [];
    expect(await main([write(dense((i) => (i < 3 ? 1e6 : 1))), '--out', out, '--precision', 'fp16'])).toBe(0);
    expect(printed.join('\n')).toMatch(/warning .*single precision: dense\/kernel/);
    printed = [];
    expect(await main([write(dense((i) => i / 256)), '--out', out, '--precision', 'fp16'])).toBe(0);
    expect(printed.join('\n')).not.toContain('warning');
  });
});
