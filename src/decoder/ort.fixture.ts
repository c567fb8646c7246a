import * as ort from 'onnxruntime-web/wasm';
import { encodeModel } from '../onnx/encode';
import type { Model } from '../onnx/graph';
import type { DecoderConfig } from './config';
import { cacheNames } from './onnx';
import type { DataFile } from './store';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

export const wholes = (values: readonly number[], dims: readonly number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);

export const singles = (values: readonly number[], dims: readonly number[] = []) =>
  new ort.Tensor('float32', Float32Array.from(values), dims);

export const ortSession = (model: Model, file?: DataFile) =>
  ort.InferenceSession.create(encodeModel(model), {
    executionProviders: ['wasm'],
    ...(file && { externalData: [{ path: file.name, data: file.bytes() }] }),
  });

type Feeds = Record<string, ort.Tensor>;

export function emptyCache({ layers, keyValueHeads, headSize }: DecoderConfig): Feeds {
  return Object.fromEntries(
    Array.from({ length: layers }).flatMap((_, layer) =>
      (['key', 'value'] as const).map((half) => [
        cacheNames(layer, half).past,
        new ort.Tensor('float32', new Float32Array(0), [1, keyValueHeads, 0, headSize]),
      ]),
    ),
  );
}

/** What a run left, under the names that the next one takes it by. */
export const carried = (results: ort.InferenceSession.ReturnType): Feeds =>
  Object.fromEntries(
    Object.entries(results)
      .filter(([name]) => name.startsWith('present.'))
      .map(([name, tensor]) => [name.replace('present.', 'past_key_values.'), tensor as ort.Tensor]),
  );

/** Reads tokens through a model in Optimum's form, in pieces of the lengths given. @returns logits of every token */
export async function optimumLogits(
  session: ort.InferenceSession,
  config: DecoderConfig,
  ids: readonly number[],
  pieces: readonly number[],
): Promise<number[][]> {
  const rows: number[][] = [];
  let cache = emptyCache(config);
  let at = 0;
  for (const length of pieces) {
    const results = await session.run({
      input_ids: wholes(ids.slice(at, at + length), [1, length]),
      attention_mask: wholes(new Array<number>(at + length).fill(1), [1, at + length]),
      ...cache,
    });
    at += length;
    const logits = results['logits']!.data as Float32Array;
    for (let row = 0; row < length; row++) {
      rows.push([...logits.subarray(row * config.vocabulary, (row + 1) * config.vocabulary)]);
    }
    cache = carried(results);
  }
  return rows;
}

/** Largest difference of two tables of numbers. */
export function largestDifference(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} rows beside ${b.length}.`);
  return Math.max(...a.flatMap((row, y) => row.map((value, x) => Math.abs(value - (b[y]?.[x] ?? NaN)))));
}

/** How the loop is asked to write; greedy where nothing is said. */
export interface Asked {
  readonly steps: number;
  readonly uniforms?: readonly number[];
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly penalty?: number;
  readonly seen?: readonly number[];
  readonly endTokens?: readonly number[];
}

/** One run of a model in the loop's form. */
export async function loopRun(
  session: ort.InferenceSession,
  config: DecoderConfig,
  ids: readonly number[],
  { steps, uniforms, temperature = 1, topK = 1, topP = 1, penalty = 1, seen = [], endTokens = [-1] }: Asked,
  cache: Feeds = emptyCache(config),
) {
  const marks = new Array<number>(config.vocabulary).fill(0);
  for (const id of seen) marks[id] = 1;
  const results = await session.run({
    input_ids: wholes(ids, [1, ids.length]),
    steps: wholes([steps], []),
    uniforms: singles(uniforms ?? new Array<number>(steps).fill(0.5), [steps]),
    temperature: singles([temperature]),
    top_k: wholes([topK], [1]),
    top_p: singles([topP]),
    penalty: singles([penalty]),
    seen: singles(marks, [1, config.vocabulary]),
    end_tokens: wholes(endTokens, [endTokens.length]),
    ...cache,
  });
  return {
    tokens: Array.from(results['tokens']!.data as BigInt64Array, Number),
    shares: [...(results['shares']!.data as Float32Array)],
    alternatives: Array.from(results['alternatives']!.data as BigInt64Array, Number),
    alternativeShares: [...(results['alternative_shares']!.data as Float32Array)],
    cache: carried(results),
  };
}
