import type { Problem } from '../../domain/problem';
import { median, percentile, sorted } from '../../statistics/samples';
import type { Token } from '../../workloads/generation/stream';
import type { PromptFacts, Written } from '../../workloads/generation/writer';
import type { WeightsId } from './weights';

export type Ended = Written['ended'] | 'stopped' | 'failed';

/** What was asked for. */
export interface Asked {
  /** All that the model goes on from. */
  readonly prompt: string;
  /** Of it, the end that the visitor wrote in this turn; the rest was there before. */
  readonly own: string;
  readonly seed: number;
  /** Reads the prompt as if it had never been read. */
  readonly anew: boolean;
  readonly weights: WeightsId;
  readonly target: string;
  /** Asked as in a conversation: turns, and not one text. */
  readonly isChat?: boolean;
}

/** One text as far as it is written. */
export interface WrittenText extends Asked {
  /** Counts the texts of this visit: another one, or the same timed again. */
  readonly turn: number;
  readonly tokens: readonly Token[];
  /** When the key was pressed with the model at hand, ms since 1970. */
  readonly askedAtMs: number;
  readonly prompted?: PromptFacts;
  /** Absent while it is being written. */
  readonly ended?: Ended;
  readonly problem?: Problem;
  /** What the session measured, where it was written to its end. */
  readonly written?: Pick<Written, 'firstTokenMs' | 'prefillMs' | 'interTokenMs' | 'cacheBytes'> & {
    /** Peak of the runtime's memory, where it has a heap of its own. */
    readonly heapBytes?: number | undefined;
  };
  /** Whether the tab was out of sight meanwhile: then the times say nothing. */
  readonly hidden: boolean;
  /** Whether the runtime had only just begun: it compiles itself while it works, and writes several times as slowly. */
  readonly cold: boolean;
  /** What it came to in front of the visitor, where its times are of the same text written once more by a warm runtime. */
  readonly watched?: Pick<TextFigures, 'firstMs' | 'perSecond'>;
}

/**
 * Whether its times say what it took here: not out of sight, not by a cold runtime, not broken off, and by a model that was compared
 * with its whole reference and writes as that does.
 */
export const isJudged = (
  { hidden, cold, ended }: Pick<WrittenText, 'hidden' | 'cold' | 'ended'>,
  facts: { readonly isChecked: boolean; readonly wrong?: unknown } | undefined,
): boolean => !hidden && !cold && ended !== 'failed' && facts?.isChecked === true && !facts.wrong;

/**
 * A text that took longer than this was written by a warm runtime, ms. Engines compile a function anew once it has done so much work,
 * which a model that takes so long has done within its first tokens.
 */
export const WARM_BY_ITSELF_MS = 20_000;

/** Figures of a text, each absent where it can't be told. */
export interface TextFigures {
  readonly firstMs?: number;
  /** Tokens a second after the first. */
  readonly perSecond?: number;
  readonly prefillPerSecond?: number;
  /** From token to token, ms. */
  readonly p50Ms?: number;
  readonly p90Ms?: number;
  readonly p99Ms?: number;
  /** From token to token where the text begins and where it ends, medians, ms: what a longer cache costs. */
  readonly atMs?: { readonly beginning: number; readonly end: number };
  readonly cacheBytes?: number;
  readonly heapBytes?: number;
}

/** When each token was there, ms from the key press. */
export const arrivalsOf = ({ tokens, askedAtMs }: Pick<WrittenText, 'tokens' | 'askedAtMs'>): number[] =>
  tokens.map(({ atMs }) => Math.max(0, atMs - askedAtMs));

/** Below this many, a 99th percentile has nothing beyond it. */
const FEWEST_FOR_P99 = 100;
/** Tokens of a place in the text that are told of together, as in records. */
const PLACE = 32;

/** What the session measured; of a text that was stopped, or is still being written, what its tokens' times tell. */
export function figuresOf(text: WrittenText): TextFigures {
  const { written, prompted } = text;
  const arrivals = arrivalsOf(text);
  const [first, last] = [arrivals[0], arrivals.at(-1)];
  if (first === undefined || last === undefined) return {};
  const seenPerSecond = last > first ? (1000 * (arrivals.length - 1)) / (last - first) : undefined;
  if (!written) return { firstMs: first, ...(seenPerSecond !== undefined && { perSecond: seenPerSecond }) };
  const { firstTokenMs, prefillMs, interTokenMs, cacheBytes, heapBytes } = written;
  const decodeMs = interTokenMs.reduce((sum, ms) => sum + ms, 0);
  // A coarse clock may give a token no time at all: then there is nothing to rank.
  const isTimed = interTokenMs.length > 0 && interTokenMs.every((ms) => ms > 0);
  const times = isTimed ? sorted(interTokenMs) : undefined;
  const read = prompted && prompted.tokens - prompted.reused;
  return {
    firstMs: firstTokenMs,
    ...(decodeMs > 0 && { perSecond: (1000 * interTokenMs.length) / decodeMs }),
    ...(read && prefillMs > 0 && { prefillPerSecond: (1000 * read) / prefillMs }),
    ...(times && { p50Ms: median(times), p90Ms: percentile(times, 90) }),
    ...(times && times.length >= FEWEST_FOR_P99 && { p99Ms: percentile(times, 99) }),
    ...(times &&
      times.length >= 2 * PLACE && {
        atMs: {
          beginning: median(sorted(interTokenMs.slice(0, PLACE))),
          end: median(sorted(interTokenMs.slice(-PLACE))),
        },
      }),
    cacheBytes,
    ...(heapBytes !== undefined && { heapBytes }),
  };
}

export const textOf = ({ tokens }: Pick<WrittenText, 'tokens'>): string => tokens.map(({ text }) => text).join('');

/** A text and what is added to it, parted by a space where neither brings one. */
export function joined(before: string, added: string): string {
  if (before === '' || added === '') return before + added;
  return /\s$/.test(before) || /^[\s.,;:!?…’”)]/.test(added) ? before + added : `${before} ${added}`;
}

/** More characters than the model would ever read: the last of them are all it sees. */
export const MOST_CHARACTERS = 20_000;

/** What of a prompt is handed over: its end, where it is longer than anything that is read. */
export function endOf(prompt: string): { readonly text: string; readonly cut: number } {
  if (prompt.length <= MOST_CHARACTERS) return { text: prompt, cut: 0 };
  let text = prompt.slice(-MOST_CHARACTERS);
  // Not half of a character.
  if (/^[\uDC00-\uDFFF]/.test(text)) text = text.slice(1);
  return { text, cut: prompt.length - text.length };
}
