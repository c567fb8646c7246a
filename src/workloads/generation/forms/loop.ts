import type { TensorMap, ValueMap } from '../../../domain/tensor';
import { ALTERNATIVES, type Likely, type Step } from '../sampler';
import { GREEDY } from '../sampling';
import { singles, wholes } from './feeds';
import { READ_AT_ONCE, type Ask, type Form, type FormParts } from './form';
import { GrowingCache } from './growing';

/** No vocabulary holds it: the graph wants one end token at least. */
const NO_TOKEN = -1;

const greedily: Omit<Ask, 'ids'> = {
  steps: 1,
  sampling: GREEDY,
  uniforms: Float32Array.of(0),
  seen: [],
  endTokens: [],
};

/**
 * A graph that writes several tokens in one run (`src/decoder/loop.ts`), the choice included. On WASM each run copies what goes in and
 * out of the heap, the whole cache with it: here once for many tokens.
 */
export class LoopForm implements Form {
  readonly id = 'loop';
  readonly mostSteps = 64;
  readonly #parts: FormParts;
  readonly #cache: GrowingCache;

  constructor(parts: FormParts) {
    this.#parts = parts;
    this.#cache = new GrowingCache(parts);
  }

  get length(): number {
    return this.#cache.length;
  }

  get cacheBytes(): number {
    return this.#cache.bytes;
  }

  async write(ask: Ask, between: () => Promise<void>): Promise<Step[]> {
    const { ids, seen } = ask;
    let at = 0;
    for (; ids.length - at > READ_AT_ONCE; at += READ_AT_ONCE) {
      // A run writes one token at least, and does not read it: nothing of it is left.
      await this.#run({ ...greedily, ids: ids.slice(at, at + READ_AT_ONCE) });
      await between();
    }
    return this.#run({ ...ask, ids: ids.slice(at), seen: [...seen, ...ids.slice(0, at)] });
  }

  async #run({ ids, steps, sampling, uniforms, seen, endTokens }: Ask): Promise<Step[]> {
    const { network, decoder } = this.#parts;
    const { temperature, topK, topP, repetitionPenalty } = sampling;
    const isGreedy = temperature === 0;
    const met = new Float32Array(decoder.vocabulary);
    if (repetitionPenalty !== 1) for (const token of seen) met[token] = 1;
    const candidates = Math.min(isGreedy ? 1 : topK || decoder.vocabulary, decoder.vocabulary);
    const feeds: ValueMap = {
      input_ids: wholes(ids, [1, ids.length]),
      steps: wholes([steps], []),
      uniforms: singles(uniforms.subarray(0, steps), [steps]),
      temperature: singles([temperature || 1]),
      top_k: wholes([candidates], [1]),
      top_p: singles([topP]),
      penalty: singles([repetitionPenalty]),
      seen: { dtype: 'float32', shape: [1, decoder.vocabulary], data: met },
      end_tokens: wholes(endTokens.length > 0 ? endTokens : [NO_TOKEN], [Math.max(1, endTokens.length)]),
      ...this.#cache.feeds,
    };
    const outputs = await network.run(feeds);
    const written = stepsOf(outputs);
    this.#cache.take(outputs, this.#cache.length + ids.length + written.length - 1);
    return written;
  }

  async follow(ids: readonly number[], between: () => Promise<void>): Promise<(readonly Likely[])[]> {
    const told: (readonly Likely[])[] = [];
    for (const id of ids) {
      await between();
      told.push((await this.#run({ ...greedily, ids: [id] }))[0]?.alternatives ?? []);
    }
    return told;
  }

  rewind(length: number): Promise<void> {
    return this.#cache.rewind(length);
  }

  clear(): void {
    this.#cache.clear();
  }
}

function stepsOf(outputs: TensorMap): Step[] {
  const numbers = (name: string) => Array.from(outputs[name]?.data ?? [], Number);
  const [tokens, shares] = [numbers('tokens'), numbers('shares')];
  const [others, otherShares] = [numbers('alternatives'), numbers('alternative_shares')];
  const each = tokens.length > 0 ? others.length / tokens.length : ALTERNATIVES;
  return tokens.map((token, at) => ({
    token,
    share: shares[at] as number,
    alternatives: others
      .slice(at * each, (at + 1) * each)
      .map((other, i) => ({ token: other, share: otherShares[at * each + i] as number })),
  }));
}
