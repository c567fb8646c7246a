import { closeEnough, useOfWriting, writeBecause, writeHeadline, type WriteUse } from './writeWords';
import type { HeadlinePart } from './contest';

/** How one side writes. */
export interface WritingPace {
  /** From the key press to the first token, ms. */
  readonly firstMs: number;
  /** Tokens a second after the first. */
  readonly perSecond: number;
  /** When so many tokens are there, ms from the key press; from 1 token on. */
  readonly atMs: (tokens: number) => number;
}

export interface WritingContest {
  /** As measured here. */
  readonly near: WritingPace & {
    /** Tokens that were written. */
    readonly tokens: number;
  };
  /** As simulated. */
  readonly far: WritingPace & {
    /** To the first token with a connection to open first, ms. */
    readonly coldFirstMs: number;
  };
  /** Tokens that the text could have at most. */
  readonly most: number;
}

export type WritingSide = 'here' | 'there';

/** Where one side passes the other. */
export interface Overtaking {
  readonly by: WritingSide;
  /** The first token that is there sooner on that side. */
  readonly token: number;
  readonly ms: number;
}

/** Where a text is written sooner, here or there. */
export interface WritingVerdict {
  readonly starts: WritingSide | 'together';
  /** Absent where who starts stays ahead as long as a text may get. */
  readonly overtakes?: Overtaking;
  /** Set where the two write at one pace, as far as a simulation can tell. */
  readonly abreast: boolean;
  readonly parts: readonly HeadlinePart[];
  /** The headline as plain text. */
  readonly sentence: string;
  readonly because: string;
  readonly use: WriteUse;
}

/** A pace of equal steps. @throws RangeError where it has no speed */
export function steadyPace(firstMs: number, perSecond: number): WritingPace {
  if (!(perSecond > 0 && Number.isFinite(perSecond))) throw new RangeError(`A pace is above 0, not ${perSecond}.`);
  return { firstMs, perSecond, atMs: (tokens) => firstMs + ((tokens - 1) * 1000) / perSecond };
}

/** A pace by when each of its tokens is there, ms, never falling; beyond the last it goes on at the mean. */
export function paceOfArrivals(arrivals: ArrayLike<number>): WritingPace {
  const count = arrivals.length;
  const at = (token: number) => arrivals[token - 1] as number;
  const firstMs = at(1);
  const meanMs = count > 1 ? (at(count) - firstMs) / (count - 1) : NaN;
  return {
    firstMs,
    perSecond: 1000 / meanMs,
    atMs: (tokens) => (tokens <= count ? at(tokens) : at(count) + (tokens - count) * meanMs),
  };
}

/** The first token at which the side that starts later is ahead; undefined where that never comes about. */
export function overtaking(near: WritingPace, far: WritingPace, most: number): Overtaking | undefined {
  const isNearFirst = near.firstMs <= far.firstMs;
  const [ahead, behind] = isNearFirst ? [near, far] : [far, near];
  for (let token = 2; token <= most; token++) {
    const ms = behind.atMs(token);
    if (ms < ahead.atMs(token)) return { by: isNearFirst ? 'there' : 'here', token, ms };
  }
  return undefined;
}

/** Says who starts, whether and where the other overtakes, and what that means to somebody who reads along. */
export function judgeWriting(contest: WritingContest): WritingVerdict {
  const { near, far, most } = contest;
  const sooner = near.firstMs < far.firstMs ? 'here' : 'there';
  const starts: WritingVerdict['starts'] = closeEnough(near.firstMs, far.firstMs) ? 'together' : sooner;
  const abreast = closeEnough(near.perSecond, far.perSecond);
  const overtakes = abreast || starts === 'together' ? undefined : overtaking(near, far, most);
  const found = { ...contest, starts, abreast, ...(overtakes && { overtakes }) };
  const parts = writeHeadline(found);
  return {
    starts,
    abreast,
    ...(overtakes && { overtakes }),
    parts,
    sentence: parts.map(({ text }) => text).join(''),
    because: writeBecause(found),
    use: useOfWriting(contest),
  };
}
