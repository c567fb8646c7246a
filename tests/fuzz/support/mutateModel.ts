import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { io } from '@tensorflow/tfjs-core';
import { GraphBuilder, ints, text } from '../../../tools/convert/read/builder';
import { oneLayer } from '../../../tools/convert/testing/one-layer';
import { randomNumbers } from '../../../tools/convert/trace/feeds';

export interface MutatedModel {
  readonly json: string;
  /** Files beside it. */
  readonly shards: ReadonlyMap<string, Uint8Array>;
  /** For the command line. */
  readonly options: readonly string[];
  /** What was done to which model. */
  readonly label: string;
}

interface Known {
  readonly modelTopology: object;
  readonly weightSpecs: io.WeightsManifestEntry[];
  readonly weightData: string;
}

function product(): io.ModelArtifacts {
  const b = new GraphBuilder();
  const kernel = b.constant(new Array<number>(128).fill(1 / 3), [8, 16]);
  const rows = b.op('Relu', [b.op('MatMul', [b.input('x', [-1, 8]), kernel])]);
  return b.build([b.op('Softmax', [b.op('Reshape', [rows, b.constant([-1, 4], [2], 'int32')])])]);
}

function picture(): io.ModelArtifacts {
  const b = new GraphBuilder();
  const every = { strides: ints(1, 1, 1, 1), dilations: ints(1, 1, 1, 1), padding: text('SAME') };
  const filter = b.constant(new Array<number>(54).fill(0.1), [3, 3, 2, 3]);
  const padded = b.op('Pad', [b.input('x', [-1, 6, 6, 2]), b.constant([0, 0, 1, 1, 1, 1, 0, 0], [4, 2], 'int32')]);
  const convolved = b.op('Conv2D', [padded, filter], every);
  const pooled = b.op('MaxPool', [convolved], { ...every, ksize: ints(1, 2, 2, 1) });
  const large = b.op('ResizeBilinear', [pooled, b.constant([9, 9], [2], 'int32')]);
  return b.build([b.op('Mean', [large, b.constant([1, 2], [2], 'int32')])]);
}

function known(): [string, io.ModelArtifacts][] {
  const file = fileURLToPath(new URL('../../../tools/convert/testing/layers.json', import.meta.url));
  const models = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Known>;
  return Object.entries(models).map(([name, { weightData, ...rest }]) => {
    return [name, { ...rest, weightData: new Uint8Array(Buffer.from(weightData, 'base64')).buffer }];
  });
}

const bases: readonly [string, io.ModelArtifacts][] = [
  ['product', product()],
  ['picture graph', picture()],
  ...known(),
  ['leaky', oneLayer({ kind: 'LeakyReLU', config: { negative_slope: 0.1 }, inputs: [[null, 4]], keras: 3 })],
  [
    'dense',
    oneLayer({
      kind: 'Dense',
      config: { units: 3, activation: { class_name: 'function', config: 'hard_sigmoid' } },
      inputs: [[null, 4]],
      weights: { kernel: [4, 3], bias: [3] },
      keras: 3,
    }),
  ],
  [
    'multiply',
    oneLayer({
      kind: 'Multiply',
      config: {},
      inputs: [
        [null, 4, 4, 3],
        [null, 3],
      ],
    }),
  ],
  [
    'normalised',
    oneLayer({
      kind: 'LayerNormalization',
      config: { axis: [1] },
      inputs: [[null, 4, 3]],
      weights: { gamma: [4], beta: [4] },
    }),
  ],
];

type Path = readonly string[];
type Pick = <T>(list: readonly T[]) => T;

/** Not into what an earlier change has nested deeper than any model. */
function paths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null || path.length > 40) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...paths(inner, [...path, key])]);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Record<string, unknown>)[key], value);
}

const nested = (depth: number) => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 'x');

const oddities: readonly (() => unknown)[] = [
  ...[null, true, false, -1, 0, 1, 2, 3, 1.5, -2, 7, 64, 1e6, 1e9, 1e30, '', 'x', '-1', '9999999', '1e30'].map(
    (v) => () => v,
  ),
  ...['\0', '^x', 'a:1', '__proto__', 'constructor', 'channels_first', 'same', 'float16', 'int32', 'DT_INT32'].map(
    (v) => () => v,
  ),
  () => [],
  () => ({}),
  () => [null],
  () => [1],
  () => [[0, 1], 2],
  () => ({ a: null }),
  () => ({ class_name: 'ReLU', config: { threshold: 1 } }),
  () => 'x'.repeat(3000),
  () => nested(150),
  () => nested(2000),
];

const keys = [
  'alpha',
  'negative_slope',
  'axis',
  'data_format',
  'activation',
  'name',
  'groups',
  'toString',
  'units',
  'dtype',
];

/** One change somewhere in a value; says what it was. */
function change(json: object, pick: Pick): string {
  const all = paths(json);
  const path = pick(all);
  const holder = at(json, path.slice(0, -1)) as Record<string, unknown> | unknown[];
  const key = path.at(-1)!;
  const where = path.join('.');
  const kind = pick(['set', 'set', 'set', 'delete', 'copy', 'repeat', 'rename', 'add'] as const);
  switch (kind) {
    case 'set':
    case 'add': {
      const value = pick(oddities)();
      const own = kind === 'add' && !Array.isArray(holder) ? pick(keys) : key;
      Reflect.set(holder, own, value);
      return `${where} ${own === key ? '' : `${own} `}is ${JSON.stringify(value).slice(0, 60)}`;
    }
    case 'delete':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      return `${where} is gone`;
    case 'copy': {
      const from = pick(all);
      Reflect.set(holder, key, structuredClone(at(json, from)));
      return `${where} is ${from.join('.')}`;
    }
    case 'repeat':
      if (Array.isArray(holder)) holder.push(structuredClone(at(json, path)));
      return `${where} stands twice`;
    case 'rename': {
      const name = pick(keys);
      const value = at(json, path);
      if (!Array.isArray(holder)) {
        Reflect.deleteProperty(holder, key);
        Reflect.set(holder, name, value);
      }
      return `${where} is called ${name}`;
    }
  }
}

const optionSets = [[], [], ['--dynamic'], ['--precision', 'fp16'], ['--no-verify'], ['--shape', 'x=1,8']];

/** The model folder that a seed and an index stand for. */
export function mutatedModel(seed: number, index: number): MutatedModel {
  const next = randomNumbers(seed * 1_000_003 + index);
  const below = (limit: number) => Math.floor(next() * limit);
  const pick: Pick = (list) => list[below(list.length)]!;
  const [name, { modelTopology, signature, weightSpecs, weightData }] = pick(bases);
  const model = structuredClone({
    modelTopology,
    signature,
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
  }) as object;
  let bytes = new Uint8Array(weightData as ArrayBuffer).slice();
  const labels = [name];
  const kind = pick(['json', 'json', 'json', 'json', 'json', 'json', 'text', 'weights'] as const);
  if (kind === 'json') for (let count = 1 + below(3); count > 0; count--) labels.push(change(model, pick));
  let json = JSON.stringify(model);
  if (kind === 'text') {
    const place = below(json.length);
    const [label, changed] = pick([
      ['cut short', json.slice(0, place)],
      ['with a byte order mark', `\ufeff${json}`],
      ['with a stray character', `${json.slice(0, place)}${pick(['"', '\0', '9', '{', ','])}${json.slice(place)}`],
      ['without a stretch', json.slice(0, place) + json.slice(place + 1 + below(40))],
    ]);
    labels.push(label!);
    json = changed!;
  }
  if (kind === 'weights') {
    const label = pick(['cut short', 'longer', 'noise']);
    labels.push(`weights ${label}`);
    if (label === 'cut short') bytes = bytes.slice(0, below(bytes.length + 1));
    else if (label === 'longer') bytes = Uint8Array.from([...bytes, 0, 0, 0, 0]);
    else bytes = bytes.map(() => below(256));
  }
  const options = pick(optionSets);
  return { json, shards: new Map([['weights.bin', bytes]]), options, label: [...labels, ...options].join('; ') };
}
