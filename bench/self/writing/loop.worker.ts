import '../../../src/domain/ownScripts';
import * as Comlink from 'comlink';
import type { Tensor, ValueMap } from '../../../src/domain/tensor';
import type { ModelCard } from '../../../src/models/card';
import { open as openOrt } from '../../../src/runtimes/ort/worker';
import type { Network } from '../../../src/runtimes/types';
import type { WritingEngine } from './engine';

/** Tokens a run: at the slowest that is timed here a stop is heard within 50 ms. */
const STEPS = 8;

const long = (values: readonly number[], shape: readonly number[]): Tensor => ({
  dtype: 'int64',
  shape,
  data: BigInt64Array.from(values, BigInt),
});
const single = (values: Float32Array, shape: readonly number[]): Tensor => ({ dtype: 'float32', shape, data: values });

let network: Network;
let decoder: NonNullable<ModelCard['decoder']>;

function empty(): ValueMap {
  const { layers, keyValueHeads, headSize } = decoder;
  const names = Array.from({ length: layers }, (_, layer) => ['key', 'value'].map((half) => `${layer}.${half}`)).flat();
  return Object.fromEntries(
    names.map((name) => [`past_key_values.${name}`, single(new Float32Array(0), [1, keyValueHeads, 0, headSize])]),
  );
}

async function run(ids: readonly number[], steps: number, cache: ValueMap) {
  const outputs = await network.run({
    input_ids: long(ids, [1, ids.length]),
    steps: long([steps], []),
    uniforms: single(new Float32Array(steps), [steps]),
    temperature: single(Float32Array.of(1), []),
    top_k: long([1], [1]),
    top_p: single(Float32Array.of(1), []),
    penalty: single(Float32Array.of(1), []),
    seen: single(new Float32Array(decoder.vocabulary), [1, decoder.vocabulary]),
    end_tokens: long([-1], [1]),
    ...cache,
  });
  const left = Object.entries(outputs).filter(([name]) => name.startsWith('present.'));
  return {
    tokens: Array.from(outputs['tokens']?.data ?? [], Number),
    cache: Object.fromEntries(left.map(([name, value]) => [name.replace('present.', 'past_key_values.'), value])),
  };
}

const engine: WritingEngine = {
  async open(site, card, artefact) {
    if (!card.decoder || !artefact) throw new Error(`${card.id} is no decoder that this engine runs.`);
    ({ decoder } = card);
    const read = async (path: string) => (await fetch(`${site}models/${card.id}/${path}`)).arrayBuffer();
    const bytes = await Promise.all(artefact.files.map(async ({ path }) => [path, await read(path)] as const));
    const runtime = await openOrt({ backend: 'wasm', threads: 1 });
    const files = new Map(bytes);
    network = await runtime.load(card, files);
    return (await runtime.place?.(card, files))?.computePrecision;
  },
  async write(ids, count) {
    const started = performance.now();
    const first = await run(ids, 1, empty());
    const tokens = first.tokens;
    let { cache } = first;
    const begun = performance.now();
    while (tokens.length < count) {
      const written = await run(tokens.slice(-1), Math.min(STEPS, count - tokens.length), cache);
      tokens.push(...written.tokens);
      ({ cache } = written);
    }
    return { tokens, prefillMs: begun - started, tokenMs: (performance.now() - begun) / (count - 1) };
  },
};

Comlink.expose(engine);
