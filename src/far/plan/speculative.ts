import type { Random } from '../../domain/random';
import type { Refusal } from '../server';
import type { Serve } from './served';
import type { Drafting, Sides } from './sides';

/**
 * Tokens that one round of speculative decoding brings on average, the far side's own included: (1 − α^(k+1)) ⁄ (1 − α), each drafted
 * token standing with α by itself (Leviathan, Kalman & Matias, "Fast Inference from Transformers via Speculative Decoding", ICML 2023,
 * equation 1).
 */
export function tokensARound(acceptance: number, draftTokens: number): number {
  return acceptance === 1 ? draftTokens + 1 : (1 - acceptance ** (draftTokens + 1)) / (1 - acceptance);
}

/** How one text was written. */
export interface Drafted {
  readonly ms: number;
  readonly rounds: number;
  readonly drafted: number;
  /** Drafted tokens that stand in the text. */
  readonly kept: number;
}

const oneOf = (samples: ArrayLike<number>, random: Random) => samples[Math.floor(random() * samples.length)] as number;

/** When each side has its first token, ms from the request: its prompt read, and its connection open. */
export interface Beginning {
  readonly nearMs: number;
  readonly farMs: number;
}

/**
 * A text round by round: so many tokens drafted one after another, one check, and as many kept as stand before the first that doesn't.
 * Both sides read the prompt at once, so the first check is back no sooner than the far side's own first token would be.
 */
export function draftText(
  drafting: Drafting,
  acceptance: number,
  draftTokens: number,
  random: Random,
  first: Beginning,
): Drafted {
  const { tokens, nearTokenMs, roundMs } = drafting;
  let [ms, rounds, drafted, kept, written] = [0, 0, 0, 0, 0];
  while (written < tokens) {
    // The last token of a text is the far side's in any case: no more is drafted than there is room for.
    const count = Math.min(draftTokens, tokens - written - 1);
    for (let token = 0; token < count; token++)
      ms += rounds === 0 && token === 0 ? first.nearMs : oneOf(nearTokenMs, random);
    ms += oneOf(roundMs, random);
    if (rounds === 0) ms = Math.max(ms, first.farMs);
    let stands = 0;
    while (stands < count && random() < acceptance) stands++;
    rounds++;
    drafted += count;
    kept += stands;
    written += stands + 1;
  }
  return { ms, rounds, drafted, kept };
}

/**
 * A text by speculative decoding, or by the device alone where the far side is away. What comes out is as the far side would have written
 * it (the same paper's theorem), so it is as right as that. `farUses` counts rounds and `nearUses` drafted tokens: see `Drafting`.
 */
export function speculativeOf(draftTokens: number, { drafting, far }: Sides): Serve | Refusal {
  if (!drafting) return { problem: 'Drafting here and checking there is for texts that are written.' };
  const { acceptance, tokens, nearRestMs, farRestMs } = drafting;
  if (acceptance === null)
    return { problem: 'Speculative decoding needs to know how many of the drafted tokens stand: nobody measured it.' };
  if (!(acceptance >= 0 && acceptance <= 1))
    return { problem: 'The share of drafted tokens that stand is from 0 to 100 %.' };
  if (!(Number.isSafeInteger(tokens) && tokens >= 1 && tokens <= 100_000))
    return { problem: 'A text has from 1 to 100,000 tokens.' };
  if (drafting.nearTokenMs.length === 0 || drafting.roundMs.length === 0)
    return { problem: 'Speculative decoding needs times of a token here and of a round trip there.' };
  return ({ nearMs, farMs }, random) => {
    if (farMs === Infinity) return { ms: far.noticeMs + nearMs, near: 1, nearUses: tokens, farUses: 0 };
    const first = { nearMs: nearMs - nearRestMs, farMs: farMs - farRestMs };
    const { ms, rounds, drafted, kept } = draftText(drafting, acceptance, draftTokens, random, first);
    return { ms, near: kept / tokens, nearUses: drafted, farUses: rounds, right: far.accuracy };
  };
}
