import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from './cli';
import { readArtefacts } from './convert';
import { GraphBuilder, ints, text } from './read/builder';
import { readGraph, type NodeDef } from './read/graph-model';
import { inFolder, folder, out, printed, forgetPrinted, write, simple } from './testing/cli-folder';

inFolder();

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
    forgetPrinted();
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
      forgetPrinted();
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
