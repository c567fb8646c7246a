import type { Connection } from '../breakEven/anyNetwork';
import { times, type Figure, type Range } from '../cost/figures';
import { farWriting, type ServedDecoder } from '../generation';
import { percentilesOf, samplesOf, type Percentiles } from '../samples';
import type { Refusal } from '../server';
import { atEnds, type Ends } from '../interval';
import { requestsOf, type FarSideOptions } from '../simulate';
import { TOKEN_EVENT_BYTES } from '../tokenEvent';
import { assumedConfidences, spreadSizes } from './assumed';
import { outcomesOf, type Outcome, type RefusedOutcome } from './plan';
import type { Drafting, Sides } from './sides';
import type { Strategy } from './strategy';

/** What an answer takes on one side. */
export interface Taken {
  readonly usd: Figure;
  readonly joules: Range | null;
  readonly accuracy: Figure;
}

/** A text, of a decoder: then both sides' answers are whole texts. */
export interface PlannedText {
  readonly decoder: ServedDecoder;
  readonly tokens: number;
  readonly promptTokens: number;
  /** From one token to the next here, ms. */
  readonly nearTokenMs: number;
  /** Share of drafted tokens that stand, 0 to 1. */
  readonly acceptance: number;
}

/** Plain data, so that a worker can be asked. */
export interface PlanQuestion {
  /** With the server where it stands. */
  readonly options: FarSideOptions;
  readonly connection: Connection;
  /** Of this device, ms; of a text, to its first token. */
  readonly nearSamplesMs: Float64Array;
  readonly near: Taken;
  readonly far: Taken;
  /** Share of requests that find no far side, 0 to 1, and until that is noticed, ms. */
  readonly offlineShare: number;
  readonly noticeMs: number;
  /** Whether requests differ in size. */
  readonly sizes: 'spread' | 'same';
  /** How sure the model is on average, 0 to 1; judged where that is its own accuracy. */
  readonly confidence: { readonly mean: number; readonly isJudged: boolean };
  readonly text?: PlannedText;
  readonly strategies: readonly Strategy[];
}

/** An outcome with its distribution as percentiles, ms: those at 1, 2 … 99 %; infinite where that many are not answered. */
export type Planned = Omit<Outcome, 'sortedMs'> & { readonly quantilesMs: readonly number[] };

export type End = keyof Ends<unknown>;
type Asked = PlanQuestion & { readonly end: End };

export interface PlanAnswer {
  readonly near: Percentiles;
  readonly far: Percentiles;
  readonly outcomes: readonly (Planned | RefusedOutcome)[];
}

const REQUESTS = 10_000;

/**
 * @param end with the server's time as predicted, or at either end of its interval
 * @returns a refusal where the far side can't be simulated
 */
export function planFor(question: PlanQuestion, end: End = 'expected'): PlanAnswer | Refusal {
  const sides = sidesOf({ ...question, end });
  if ('problem' in sides) return sides;
  const { strategies, options } = question;
  const outcomes = outcomesOf(strategies, { sides, seed: options.seed, requests: REQUESTS });
  return {
    near: percentilesOf(Float64Array.from(sides.near.samplesMs)),
    far: percentilesOf(Float64Array.from(sides.far.samplesMs)),
    outcomes: outcomes.map((outcome) => ('problem' in outcome ? outcome : shortened(outcome))),
  };
}

function shortened({ sortedMs, ...outcome }: Outcome): Planned {
  const quantilesMs = Array.from({ length: 99 }, (_, index) => {
    const rank = Math.ceil(((index + 1) / 100) * sortedMs.length) - 1;
    return sortedMs[Math.max(0, rank)] as number;
  });
  return { ...outcome, quantilesMs };
}

/** What both sides take for the same answers. */
function sidesOf(question: Asked): Sides | Refusal {
  const { options, nearSamplesMs, near, far, offlineShare, noticeMs, confidence, text } = question;
  const farMs = farSamples(question);
  if ('problem' in farMs) return farMs;
  const whole = { availability: 1 - offlineShare, noticeMs };
  const confidences = assumedConfidences(confidence.mean, confidence.isJudged);
  if (text) {
    const restMs = farTextRest(question, text);
    if (typeof restMs !== 'number') return restMs;
    const nearRestMs = (text.tokens - 1) * text.nearTokenMs;
    const drafting = draftingOf(question, text, { nearRestMs, farRestMs: restMs });
    if ('problem' in drafting) return drafting;
    return {
      near: { ...near, samplesMs: nearSamplesMs.map((ms) => ms + nearRestMs) },
      far: { ...far, ...whole, samplesMs: farMs.map((ms) => ms + restMs) },
      confidences,
      drafting,
    };
  }
  const sides: Sides = {
    near: { ...near, samplesMs: nearSamplesMs },
    far: { ...far, ...whole, samplesMs: farMs },
    confidences,
  };
  const { upBytes } = options.payload;
  if (question.sizes === 'same') return { ...sides, sizes: [{ upBytes, weight: 1, farMs }] };
  const sizes = spreadSizes(upBytes, (bytes) => {
    const found = farSamples(question, bytes);
    // Refused for the sample's own size already, if ever: a queue that never empties is refused below.
    return 'problem' in found ? [] : found;
  });
  return sizes.some(({ farMs: each }) => each.length === 0)
    ? { problem: 'Requests four times as large would fill the server’s queue without end.' }
    : { ...sides, sizes };
}

function farSamples({ options, connection, end }: Asked, upBytes = options.payload.upBytes): Float64Array | Refusal {
  const requests = requestsOf({ ...options, payload: { ...options.payload, upBytes } });
  if ('problem' in requests) return requests;
  const samples = samplesOf(atEnds(requests, (each) => each)[end]);
  return 'problem' in samples ? samples : samples[connection].totals;
}

/** From the first token to the last, ms. */
function farTextRest({ options }: Asked, { decoder, tokens, promptTokens }: PlannedText): number | Refusal {
  const { payload, profile, server, afterIdle, transport, traffic, seed } = options;
  const prompt = { tokens: promptTokens, cached: 0 };
  const circumstances = { profile, server, afterIdle, transport, traffic, seed };
  const writing = farWriting({ decoder, prompt, upBytes: payload.upBytes, ...circumstances });
  if ('problem' in writing) return writing;
  return writing.arrivals(0, Math.max(1, tokens)).at(-1) ?? 0;
}

/** A letter takes a byte, a token some four of them (own assumption). */
const BYTES_A_TOKEN = 4;

/**
 * A check reads the draft in one run, behind the text so far, on a connection that is open: what it takes to open it and to read the
 * prompt stands before the first check. It is taken to cost and take as much as one
 * token of the far side's own (own assumption): either reads every weight once.
 */
function draftingOf(
  question: Asked,
  text: PlannedText,
  rest: Pick<Drafting, 'nearRestMs' | 'farRestMs'>,
): Drafting | Refusal {
  const { options, near, far, strategies } = question;
  const { decoder, tokens, promptTokens, nearTokenMs, acceptance } = text;
  const draft = strategies.find((strategy) => strategy.kind === 'speculative')?.draftTokens ?? 4;
  const cached = promptTokens + tokens / 2;
  const check: FarSideOptions = {
    ...options,
    payload: { upBytes: draft * BYTES_A_TOKEN, downBytes: TOKEN_EVENT_BYTES },
    work: {
      macs: (draft + 1) * decoder.macs,
      parameters: decoder.parameters + cached * decoder.cacheValues,
      runs: 1,
    },
  };
  const roundMs = farSamples({ ...question, options: check, connection: 'warm' });
  if ('problem' in roundMs) return roundMs;
  const each = 1 / tokens;
  return {
    tokens,
    ...rest,
    nearTokenMs: [nearTokenMs],
    roundMs,
    acceptance,
    nearJoulesAToken: near.joules && times(near.joules, each),
    farJoulesARound: far.joules && times(far.joules, each),
    farUsdARound: far.usd === null ? null : far.usd * each,
  };
}
