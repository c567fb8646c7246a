import * as v from 'valibot';
import { afterIdles } from '../far/afterIdle';
import { flags, pressureStates } from '../record/record';
import { scenarios } from '../record/scenario';

/**
 * What a link of version 1 holds, as lists without names so that it is short: one model's cells, with of each series what the
 * judge reads of it. Whatever is read from one passes through here, so it is as strict as a stranger's text deserves.
 */
export const LINK_VERSION = 1;

export const statuses = ['completed', 'wrong', 'unsupported', 'failed', 'aborted'] as const;
/** Most cells that a link holds; more make way for the fastest. */
export const MOST_CELLS = 40;
const MOST_OPENINGS = 1000;
/** Eleven days. */
const LONGEST_MS = 1e9;

export const number = (least: number, most: number) => v.pipe(v.number(), v.minValue(least), v.maxValue(most));
export const whole = (most: number, least = 0) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const ms = number(1e-6, LONGEST_MS);
const msOr0 = number(0, LONGEST_MS);
const yes = whole(1);
/** No, yes, or not known. */
const perhaps = whole(2);
const index = (of: readonly unknown[]) => whole(of.length - 1);

const poisonous = ['__proto__', 'constructor', 'prototype'];
export const word = v.pipe(
  v.string(),
  v.maxLength(60),
  v.regex(/^[\w@.:+-]+$/),
  v.check((text) => !poisonous.includes(text)),
);
/** As long as what a hub calls a model; no step of a path. */
export const modelWord = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^(?!(?:.*\/)?\.{0,2}(?:\/|$))[\w@.:+/-]+$/),
  v.check((text) => !poisonous.includes(text)),
);
const wordOrNone = v.union([v.literal(''), word]);
/** Control characters, and others that are not seen: a direction mark turns round what stands after it. */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
export const text = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(most),
    v.check((given) => !unseen.test(given)),
  );

/** n, openings, median; their 95 % interval, or of one opening the middle half of its times. */
const spread = [whole(1e8, 1), whole(MOST_OPENINGS, 1), ms, ms, ms] as const;
type SpreadOrMore = readonly [
  n: number,
  openings: number,
  median: number,
  low: number,
  high: number,
  ...more: number[],
];
const isInOrder = ([n, openings, median, low, high]: SpreadOrMore) => openings <= n && low <= median && median <= high;

const steady = v.pipe(
  // Shortest, 90th percentile or 0, inferences a sample.
  v.strictTuple([...spread, ms, msOr0, whole(1e6, 1)]),
  v.check((series) => isInOrder(series)),
  v.check(([, openings, median, , , least, p90]) => {
    // Of several openings the median is a mean of theirs, and may lie past a percentile of all samples.
    return least <= median && (p90 === 0 || p90 >= (openings === 1 ? median : least));
  }),
);

/** Whole answers measured as such, with their 90th percentile or 0; or what stands beside an inference, ms. */
const answers = v.union([
  v.pipe(
    v.strictTuple([...spread, msOr0]),
    v.check((series) => isInOrder(series)),
    v.check(([, openings, median, low, , p90]) => p90 === 0 || p90 >= (openings === 1 ? median : low)),
  ),
  msOr0,
]);

const cell = v.pipe(
  v.strictTuple([
    word,
    index(statuses),
    v.union([steady, v.literal(0)]),
    answers,
    // Starting the runtime, loading the model, the first inference; 0 where it was not taken. Whether it was seen here before.
    v.strictTuple([msOr0, msOr0, msOr0, perhaps]),
    // Agreement with the reference: largest error, largest of the range, the task's measure, whether it passed (2: nothing was there to tell).
    v.union([v.strictTuple([number(0, 1e30), number(0, 1e30), number(-1e30, 1e30), whole(2)]), v.literal(0)]),
    whole(2 ** flags.length - 1),
    // Backend (where not the one asked for), threads, build, nodes on the CPU, whether the GPU is software.
    v.strictTuple([wordOrNone, whole(4096), wordOrNone, whole(1e6), perhaps]),
    // Precision asked for, precision loaded, its bytes, twin or not.
    v.strictTuple([wordOrNone, wordOrNone, whole(1e12), perhaps]),
    // Why it has no time; the target that its answer on this input differs from.
    v.strictTuple([wordOrNone, wordOrNone]),
  ]),
  v.check(([, status, series, , , , , , , [reason]]) => {
    if (statuses[status] === 'completed') return series !== 0 && reason === '';
    return reason !== '' && (series === 0 || statuses[status] !== 'unsupported');
  }),
);

const charge = v.strictTuple([yes, number(0, 1)]);

export const linkSchema = v.strictTuple([
  // Made by, at (seconds since 1970), model, input, scenario, seed, runs pooled.
  text(80),
  whole(4_102_444_800, 1_577_836_800),
  modelWord,
  word,
  index(scenarios),
  whole(0xffff_ffff),
  whole(1000, 1),
  // The device: in words, its mark, cores, GiB, isolated, shared memory, the clock's tick, WebGPU and WebGL (none, there, software).
  v.strictTuple([
    text(160),
    v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/)),
    whole(65_536),
    number(0, 1e6),
    yes,
    perhaps,
    number(1e-6, 1e4),
    perhaps,
    perhaps,
  ]),
  // Power at the start and at the end, worst pressure: 0 where not known.
  v.strictTuple([v.union([charge, v.literal(0)]), v.union([charge, v.literal(0)]), whole(pressureStates.length)]),
  v.pipe(v.array(v.strictTuple([word, text(40)])), v.maxLength(8)),
  // The agreement's reference, measure and limit.
  v.union([v.strictTuple([text(200), text(60), number(-1e30, 1e30)]), v.literal(0)]),
  // Of one answer: MACs, bytes of weights, weights, runs; bytes sent and fetched.
  v.strictTuple([whole(1e16), whole(1e13), whole(1e13), whole(1e6, 1), whole(1e8), whole(1e8)]),
  // The simulated far side: network, server, after a pause, seed, its median on an open connection and with one to open.
  v.union([v.strictTuple([word, word, index(afterIdles), whole(0xffff_ffff), ms, ms]), v.literal(0)]),
  v.pipe(
    v.array(cell),
    v.minLength(1),
    v.maxLength(MOST_CELLS),
    v.check((cells) => new Set(cells.map(([target, , , , , , , , [asked, , , twin]]) => `${target}|${asked}|${twin}`)).size === cells.length), // prettier-ignore
    v.check((cells) => cells.some(([, status]) => statuses[status] === 'completed')),
  ),
]);

export type LinkContent = v.InferOutput<typeof linkSchema>;
export type LinkCell = LinkContent[13][number];
