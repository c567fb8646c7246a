import type { DecoderFacts } from '../../../models/card';

/** What the code of a decoder needs beside a runtime's. */
export const decoderPackages = ['@huggingface/tokenizers@0.2.0'];

/** In the place of those of models that answer in one run: what a decoder keeps may stay on the device. */
export const decoderTypes = `interface Tensor {
  readonly dtype: 'float32' | 'int32' | 'int64';
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
  /** The runtime's own, where it stays on the device: the run that it is fed to lets go of it. */
  readonly held?: { dispose(): void };
}
/** Tensors by the network's own names. */
type TensorMap = Readonly<Record<string, Tensor>>;
type Network = (feeds: TensorMap) => Promise<TensorMap>;
/** Reads tokens and writes at most so many, the likeliest each time. */
type Decoder = (ids: readonly number[], most: number) => AsyncGenerator<number>;`;

/** The cache's names and what every form of a decoder calls. */
export function decoderShared({
  vocabulary,
  layers,
  keyValueHeads,
  headSize,
  context,
  endTokens,
}: DecoderFacts): string {
  return `const VOCABULARY = ${vocabulary};
const CONTEXT = ${context};
const HEADS = ${keyValueHeads};
const HEAD_SIZE = ${headSize};
const END_TOKENS: readonly number[] = [${endTokens.join(', ')}];
/** Keys and values of each layer: what a run is fed, and what it leaves in its place. */
const CACHE = Array.from({ length: ${layers} }, (_, layer) =>
  ['key', 'value'].map((half) => ({ past: \`past_key_values.\${layer}.\${half}\`, present: \`present.\${layer}.\${half}\` })),
).flat();

const wholes = (values: readonly number[], shape: readonly number[]): Tensor => ({
  dtype: 'int64',
  shape,
  data: BigInt64Array.from(values, BigInt),
});

function emptyCache(shape: readonly number[]): TensorMap {
  const size = shape.reduce((product, side) => product * side, 1);
  return Object.fromEntries(CACHE.map(({ past }) => [past, { dtype: 'float32', shape, data: new Float32Array(size) }]));
}

const carriedOver = (outputs: TensorMap): TensorMap =>
  Object.fromEntries(CACHE.map(({ past, present }) => [past, outputs[present]!]));

const letGo = (cache: TensorMap): void => Object.values(cache).forEach(({ held }) => held?.dispose());

/** Of the last token that was read. */
function likeliest({ data }: Tensor): number {
  const logits = data.subarray(data.length - VOCABULARY) as Float32Array;
  return logits.reduce((best, logit, token) => (logit > logits[best]! ? token : best), 0);
}`;
}

const loop = `/** A graph that writes several tokens in a run: on WASM each run copies the cache in and out. */
function loopDecoder(run: Network): Decoder {
  const single = (value: number): Tensor => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) });
  return async function* (ids, most) {
    let cache = emptyCache([1, HEADS, 0, HEAD_SIZE]);
    for (let left = most; left > 0; ) {
      const steps = Math.min(16, left);
      const outputs = await run({
        input_ids: wholes(ids, [1, ids.length]),
        steps: wholes([steps], []),
        // Chance and its limits, of which the likeliest token takes none.
        uniforms: { dtype: 'float32', shape: [steps], data: new Float32Array(steps) },
        temperature: single(1),
        top_k: wholes([1], [1]),
        top_p: single(1),
        penalty: single(1),
        seen: { dtype: 'float32', shape: [1, VOCABULARY], data: new Float32Array(VOCABULARY) },
        end_tokens: wholes(END_TOKENS, [END_TOKENS.length]),
        ...cache,
      });
      cache = carriedOver(outputs);
      const tokens = Array.from(outputs.tokens!.data, Number);
      yield* tokens;
      if (tokens.some((token) => END_TOKENS.includes(token))) return;
      left -= tokens.length;
      ids = tokens.slice(-1);
    }
  };
}`;

const optimum = `/** A graph as Optimum exports it: the cache grows by what each run reads. */
function optimumDecoder(run: Network): Decoder {
  return async function* (ids, most) {
    let cache = emptyCache([1, HEADS, 0, HEAD_SIZE]);
    let total = 0;
    try {
      for (let left = most; left > 0; left--) {
        total += ids.length;
        const outputs = await run({
          input_ids: wholes(ids, [1, ids.length]),
          attention_mask: wholes(new Array<number>(total).fill(1), [1, total]),
          ...cache,
        });
        cache = carriedOver(outputs);
        const token = likeliest(outputs.logits!);
        yield token;
        if (END_TOKENS.includes(token)) return;
        ids = [token];
      }
    } finally {
      letGo(cache);
    }
  };
}`;

const fixed = `/** A graph with a cache of fixed size. A prompt is read in pieces of 32, the last one filled up: each length would compile shaders of its own. */
function staticDecoder(run: Network): Decoder {
  const integers = (values: readonly number[]): Tensor => ({
    dtype: 'int32',
    shape: [values.length],
    data: Int32Array.from(values),
  });
  return async function* (ids, most) {
    let cache = emptyCache([HEADS, CONTEXT, HEAD_SIZE]);
    let total = 0;
    const read = async (some: readonly number[]) => {
      const filling = new Array<number>(some.length === 1 ? 0 : 32 - some.length).fill(0);
      const outputs = await run({
        ids: integers([...some, ...filling]),
        positions: integers([...some.map((_, at) => total + at), ...filling.map(() => -1)]),
        rows: integers([some.length - 1]),
        ...cache,
      });
      cache = carriedOver(outputs);
      total += some.length;
      return likeliest(outputs.logits!);
    };
    try {
      let token = 0;
      for (let at = 0; at < ids.length; at += 32) token = await read(ids.slice(at, at + 32));
      for (let left = most; left > 0; left--) {
        yield token;
        if (END_TOKENS.includes(token) || left === 1) return;
        token = await read([token]);
      }
    } finally {
      letGo(cache);
    }
  };
}`;

const forms = { loop, optimum, static: fixed } as const;

export type DecoderForm = keyof typeof forms;

/** A function `loopDecoder`, `optimumDecoder` or `staticDecoder`, which makes a `Decoder` of a `Network`. */
export const decoderText = (form: DecoderForm): string => forms[form];

/** What a run leaves for the next, by the names that {@link decoderShared} has. */
export const keptBy = ({ layers }: DecoderFacts): string[] =>
  Array.from({ length: layers }, (_, layer) => ['key', 'value'].map((half) => `present.${layer}.${half}`)).flat();

/** Opens one of the attempts, and writes with it. */
export const decoderEnd = (
  names: readonly string[],
) => `/** The first that opens and writes: some open well and fail on their first run, which is also the one that compiles shaders. */
async function open(ids: readonly number[]): Promise<Decoder> {
  let problem: unknown;
  for (const attempt of [${names.join(', ')}]) {
    try {
      const decoder = await attempt();
      for await (const token of decoder(ids, 1)) void token;
      return decoder;
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

async function openVocabulary() {
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const files = await Promise.all(['tokenizer.json', 'tokenizer_config.json'].map((name) => fetched(\`\${MODEL}\${name}\`)));
  const [vocabulary, config] = files.map((file) => JSON.parse(new TextDecoder().decode(file)) as object);
  return new Tokenizer(vocabulary!, config!);
}

let vocabulary: ReturnType<typeof openVocabulary> | undefined;
let decoder: Promise<Decoder> | undefined;

/** Goes on from a text, the likeliest token each time; in a worker, so that the page stays alive meanwhile. What is told last is the whole. */
export async function* write(text: string, most = 64): AsyncGenerator<{ readonly token: number; readonly text: string }> {
  const tokenizer = await (vocabulary ??= openVocabulary());
  const { ids } = tokenizer.encode(text);
  const decode = await (decoder ??= open(ids));
  const written: number[] = [];
  for await (const token of decode(ids, Math.min(most, CONTEXT - ids.length))) {
    if (!END_TOKENS.includes(token)) written.push(token);
    // A character may take several tokens: until the last of them it reads as \\uFFFD.
    yield { token, text: written.length > 0 ? tokenizer.decode(written, { skip_special_tokens: true }) : '' };
  }
}`;
