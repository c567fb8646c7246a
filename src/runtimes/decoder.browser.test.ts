import { describe, expect, it } from 'vitest';
import { readConfig, type DecoderConfig } from '../decoder/config';
import { hashedWeights } from '../decoder/hashed.fixture';
import { loopModel } from '../decoder/loop';
import { cacheNames, decoderModel } from '../decoder/onnx';
import reference from '../decoder/reference.fixture.json';
import { DataFile } from '../decoder/store';
import { decoderGraph } from '../decoder/tfjs';
import type { Tensor, ValueMap } from '../domain/tensor';
import type { Precision } from '../models/artefact';
import { encodeModel } from '../onnx/encode';
import { allTargets, buildTargets, parseTarget } from './target';
import type { Network, OpenRuntime, RuntimeModule } from './types';

const modules = import.meta.glob<RuntimeModule>('./*/worker.ts');
const targets = [...allTargets.filter((id) => !id.includes('@')), ...buildTargets]
  .map((id) => parseTarget(id)!)
  // ONNX Runtime's WebGL has none of the operators, and its first WebGPU provider gets some of them wrong, differently from run to
  // run: the proof before a measurement is what refuses it.
  .filter(({ id }) => id !== 'ort-webgl' && id !== 'ort-webgpu@jsep');

const opened = new Map<string, Promise<OpenRuntime>>();
const open = ({ id, runtime, backend, build }: (typeof targets)[number]) => {
  if (!opened.has(id))
    opened.set(
      id,
      modules[`./${runtime}/worker.ts`]!().then(({ open }) => open({ backend, build, threads: 1 })),
    );
  return opened.get(id)!;
};

const bufferOf = (bytes: Uint8Array) => bytes.slice().buffer as ArrayBuffer;
const whole = (values: readonly number[], shape: readonly number[] = [values.length]): Tensor => ({
  dtype: 'int32',
  shape,
  data: Int32Array.from(values),
});
const long = (values: readonly number[], shape: readonly number[]): Tensor => ({
  dtype: 'int64',
  shape,
  data: BigInt64Array.from(values, BigInt),
});
const zeros = (...shape: readonly number[]): Tensor => ({
  dtype: 'float32',
  shape,
  data: new Float32Array(shape.reduce((product, side) => product * side, 1)),
});

const namesOf = ({ layers }: DecoderConfig) =>
  Array.from({ length: layers }).flatMap((_, layer) =>
    (['key', 'value'] as const).map((half) => cacheNames(layer, half)),
  );

function filesOf(runtime: string, config: DecoderConfig, precision: Precision): ReadonlyMap<string, ArrayBuffer> {
  const source = hashedWeights(config.family);
  if (runtime === 'tfjs') {
    const { model, weights } = decoderGraph(config, source, precision as 'fp32' | 'fp16');
    return new Map([
      ['graph/model.json', bufferOf(new TextEncoder().encode(JSON.stringify(model)))],
      ['graph/weights.bin', bufferOf(weights)],
    ]);
  }
  const data = new DataFile('model.onnx_data');
  const plain = encodeModel(decoderModel(config, source, precision, data));
  const loop = encodeModel(loopModel(config, source, precision, data));
  return new Map([
    ['onnx/model.onnx', bufferOf(plain)],
    ['onnx/model_loop.onnx', bufferOf(loop)],
    ['onnx/model.onnx_data', bufferOf(data.bytes())],
  ]);
}

/** Reads all but the last two tokens at once and those one by one, the cache left where it is. @returns the last two rows of logits */
async function lastRows(network: Network, config: DecoderConfig, ids: readonly number[], isTfjs: boolean) {
  const names = namesOf(config);
  const { keyValueHeads, context, headSize, vocabulary } = config;
  const length = isTfjs ? context : 0;
  const shape = isTfjs ? [keyValueHeads, length, headSize] : [1, keyValueHeads, length, headSize];
  let caches: ValueMap = Object.fromEntries(names.map(({ past }) => [past, zeros(...shape)]));
  const rows: number[][] = [];
  let at = 0;
  for (const count of [ids.length - 2, 1, 1]) {
    const read = ids.slice(at, at + count);
    const places = read.map((_, index) => at + index);
    at += count;
    const feeds: ValueMap = isTfjs
      ? { ids: whole(read), positions: whole(places), rows: whole([count - 1]) }
      : { input_ids: long(read, [1, count]), attention_mask: long(new Array<number>(at).fill(1), [1, at]) };
    const results = await network.run(
      { ...feeds, ...caches },
      names.map(({ present }) => present),
    );
    rows.push([...(results['logits'] as Tensor).data.slice(-vocabulary)] as number[]);
    caches = Object.fromEntries(names.map(({ past, present }) => [past, results[present]!]));
  }
  return rows.slice(-2);
}

/** What the loop writes, greedily, in one run. */
async function written(network: Network, config: DecoderConfig, ids: readonly number[], steps: number) {
  const one = (value: number): Tensor => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) });
  const results = await network.run({
    input_ids: long(ids, [1, ids.length]),
    steps: long([steps], []),
    uniforms: zeros(steps),
    temperature: one(1),
    top_k: long([1], [1]),
    top_p: one(1),
    penalty: one(1),
    seen: zeros(1, config.vocabulary),
    end_tokens: long([-1], [1]),
    ...Object.fromEntries(
      namesOf(config).map(({ past }) => [past, zeros(1, config.keyValueHeads, 0, config.headSize)]),
    ),
  });
  return Array.from(results['tokens']!.data, Number);
}

/** Between them they have all that decoders differ in; each family alone is tested in Node. */
const told = reference.decoders.filter(({ name }) => /biases|qwen3|gemma3/.test(name));

describe.each(targets)('decoders on $id', (target) => {
  const isTfjs = target.runtime === 'tfjs';
  const load = async (config: DecoderConfig, precision: Precision) => {
    const files = filesOf(target.runtime, config, precision);
    const outputs = isTfjs ? [{ name: 'logits' }] : [];
    const keepable = namesOf(config).map(({ present }) => present);
    return (await open(target)).load({ title: 'Decoder', outputs }, files, { keepable });
  };

  for (const { name, config: json, ids, logits } of told) {
    it(`answers as PyTorch does: ${name}`, { timeout: 60_000 }, async () => {
      const config = readConfig(json);
      const network = await load(config, 'fp32');
      const expected = logits.slice(-2);
      if (target.id === 'ort-wasm') {
        const last = expected[1]!;
        expect(await written(network, config, ids, 1)).toEqual([last.indexOf(Math.max(...last))]);
      } else {
        const rows = await lastRows(network, config, ids, isTfjs);
        rows.forEach((row, y) => row.forEach((value, x) => expect(value).toBeCloseTo(expected[y]![x]!, 2)));
      }
      await network.dispose();
    });
  }

  for (const precision of isTfjs ? (['fp16'] as const) : (['fp16', 'int8', 'int4'] as const)) {
    it(`computes with weights in ${precision}`, { timeout: 60_000 }, async () => {
      const { config: json, ids, logits } = reference.decoders[0]!;
      const config = readConfig(json);
      const network = await load(config, precision);
      const last = logits.at(-1)!;
      if (target.id === 'ort-wasm') {
        expect(await written(network, config, ids, 1)).toEqual([last.indexOf(Math.max(...last))]);
      } else {
        const [, row] = await lastRows(network, config, ids, isTfjs);
        const furthest = Math.max(...row!.map((value, x) => Math.abs(value - last[x]!)));
        expect(furthest).toBeLessThan({ fp16: 0.02, int8: 0.1, int4: 1.5 }[precision]);
      }
      await network.dispose();
    });
  }
});
