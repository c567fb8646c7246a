import type { Sampling } from './sampling';

/** Likeliest tokens that are told of each step; the loop form's graph tells as many. */
export const ALTERNATIVES = 5;

export interface Likely {
  readonly token: number;
  /** Its probability as the network says it: before temperature, penalty and whatever narrows the choice. */
  readonly share: number;
}

/** A token that was chosen, with those that were likeliest in its place, the likeliest first. */
export interface Step extends Likely {
  readonly alternatives: readonly Likely[];
}

/** Up to here keeping a short list in order is quicker than sorting everything. */
const FEW = 128;

/** The k largest, the largest first, equal ones in their order: as ONNX's `TopK` gives them. */
export function largest(values: Float32Array, k: number): Uint32Array {
  const count = Math.min(k, values.length);
  if (count > FEW) {
    const order = Uint32Array.from(values, (_, i) => i);
    return order.sort((a, b) => (values[b] as number) - (values[a] as number) || a - b).subarray(0, count);
  }
  const found = new Uint32Array(count);
  let filled = 0;
  let least = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (filled === count && value <= least) continue;
    let at = filled < count ? filled++ : count - 1;
    for (; at > 0 && (values[found[at - 1] as number] as number) < value; at--) found[at] = found[at - 1] as number;
    found[at] = i;
    least = values[found[filled - 1] as number] as number;
  }
  return found.subarray(0, filled);
}

const atMost = (values: Float32Array) => values.reduce((most, value) => Math.max(most, value), -Infinity);

/** @returns e^(value − most), summed over all */
function partition(values: Float32Array, most: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((values[i] as number) - most);
  return sum;
}

/** The likeliest tokens as the network says it. @param logits [vocabulary] */
export function likeliest(logits: Float32Array, count = ALTERNATIVES): Likely[] {
  const most = atMost(logits);
  const sum = partition(logits, most);
  return Array.from(largest(logits, count), (token) => ({
    token,
    share: Math.exp((logits[token] as number) - most) / sum,
  }));
}

/** Hugging Face's repetition penalty (Keskar et al., CTRL, 2019). */
function penalised(logits: Float32Array, penalty: number, seen: Iterable<number>): Float32Array {
  if (penalty === 1) return logits;
  const lessened = logits.slice();
  for (const token of new Set(seen)) {
    const value = logits[token] as number;
    lessened[token] = value > 0 ? value / penalty : value * penalty;
  }
  return lessened;
}

/**
 * The next token by one number u, uniform over [0, 1): of the `topK` likeliest at the temperature, as many as make up `topP`
 * (nucleus sampling, Holtzman et al., 2020) are laid end to end, the likeliest first, and the one that u falls on is it.
 * In single precision where it decides, as the loop form's graph computes.
 * @param logits [vocabulary]
 * @param seen tokens that the penalty is to meet
 */
export function choose(logits: Float32Array, sampling: Sampling, u: number, seen: Iterable<number>): number {
  const { temperature, topK, topP, repetitionPenalty } = sampling;
  const lessened = penalised(logits, repetitionPenalty, seen);
  const candidates = largest(lessened, temperature === 0 ? 1 : topK || lessened.length);
  const scaled = Float32Array.from(candidates, (token) => (lessened[token] as number) / (temperature || 1));
  const most = scaled[0] as number;
  const sum = Math.fround(partition(scaled, most));
  let before = 0;
  let whole = 0;
  const kept: number[] = [];
  for (const value of scaled) {
    if (before >= Math.fround(topP)) break;
    const share = Math.fround(Math.exp(value - most) / sum);
    before = Math.fround(before + share);
    whole = Math.fround(whole + share);
    kept.push(share);
  }
  const point = Math.fround(u * whole);
  let passed = 0;
  const place = kept.findIndex((share) => (passed = Math.fround(passed + share)) > point);
  return candidates[place < 0 ? kept.length - 1 : place] as number;
}

/** Chooses, and tells of the choice. */
export function step(logits: Float32Array, sampling: Sampling, u: number, seen: Iterable<number>): Step {
  const token = choose(logits, sampling, u, seen);
  const most = atMost(logits);
  const share = Math.exp((logits[token] as number) - most) / partition(logits, most);
  return { token, share, alternatives: likeliest(logits) };
}
