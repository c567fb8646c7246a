import { Problem } from '../../domain/problem';
import type { Tolerance } from '../../models/tolerance';
import type { Agreement } from '../../record/record';
import type { Form } from './forms/form';
import type { Likely } from './sampler';
import { GREEDY } from './sampling';
import type { TextTokenizer } from './tokenizer';

/**
 * A vocabulary for a model that has none, since its weights are drawn: each byte of UTF-8 is read as a token, and tokens are written by
 * their number.
 */
export function drawnTokenizer(vocabulary: number): TextTokenizer {
  const idOf = spread(vocabulary);
  return {
    encode: (text) => Array.from(new TextEncoder().encode(text), idOf),
    decode: (tokens) => tokens.map((token) => `#${token} `).join(''),
    name: (token) => `#${token}`,
    unknown: undefined,
    begin: undefined,
    chatTemplate: undefined,
    special: {},
  };
}

/** Spreads small numbers over the whole table of embeddings, as words are. The factor is prime. */
const spread = (vocabulary: number) => (value: number) => ((value + 1) * 7919) % vocabulary;

/** Tokens that are read: one at a time takes a large model seconds. */
const READ = 8;

/** Tokens whose probabilities lie closer than this factor's logarithm may change places with the order of a sum. */
const TIE = 0.1;

/**
 * With no reference to compare with, a decoder is held to itself: tokens read at once must lead to what they lead to read one by one,
 * which a cache or a mask that is wrong would spoil. The form's cache is empty afterwards.
 * @throws Problem `kernel-failed` where probabilities are no numbers
 */
export async function proveItself(
  form: Form,
  vocabulary: number,
  tolerance: Tolerance,
  between: () => Promise<void>,
): Promise<Agreement> {
  const ids = Array.from({ length: READ }, (_, at) => spread(vocabulary)(at));
  await form.rewind(0);
  const [written] = await form.write(
    { ids, steps: 1, sampling: GREEDY, uniforms: new Float32Array(1), seen: [], endTokens: [] },
    between,
  );
  const atOnce = written?.alternatives ?? [];
  await form.rewind(0);
  const oneByOne: Likely[] = [];
  for (const id of ids) {
    await between();
    oneByOne.splice(0, Infinity, ...((await form.follow([id], between))[0] ?? []));
  }
  await form.rewind(0);
  return compareReadings(atOnce, oneByOne, tolerance);
}

/** @param atOnce the likeliest tokens after all were read, the likeliest first @param oneByOne the same, read otherwise */
export function compareReadings(
  atOnce: readonly Likely[],
  oneByOne: readonly Likely[],
  { maxAbs: most, task: { measure, limit } }: Tolerance,
): Agreement {
  if (![...atOnce, ...oneByOne].every(({ share }) => Number.isFinite(share)) || atOnce.length === 0)
    throw new Problem('kernel-failed', 'The network’s probabilities are no numbers: its arithmetic breaks down here.');
  const difference = ({ token, share }: Likely) => {
    const other = oneByOne.find((one) => one.token === token);
    return other && Math.abs(Math.log(share / other.share));
  };
  const known = atOnce.flatMap((likely) => difference(likely) ?? []);
  const maxAbs = known.length > 0 ? Math.max(...known) : 0;
  const [first] = atOnce;
  const [other] = oneByOne;
  const isTied =
    first && other && difference(first) !== undefined && Math.abs(Math.log(first.share / other.share)) < TIE;
  const value = first?.token === other?.token || isTied ? 1 : 0;
  return {
    reference: 'itself: tokens read at once, and one by one',
    maxAbs,
    maxRel: 0,
    task: { measure, value, limit },
    pass: value >= limit && maxAbs <= most,
    unproven: true,
  };
}
