import { significant, whole } from '../../../domain/number';
import { inMs, listed, percent } from '../../../domain/words';
import type { Range } from '../../../far/cost/figures';
import type { Dimension } from '../../../far/plan/pareto';
import type { Strategy } from '../../../far/plan/strategy';
import { bytes } from '../../../ui/format';
import type { StrategyId } from './knobs';

export const strategyWords: Readonly<Record<StrategyId, string>> = {
  'near-only': 'Here only',
  'far-only': 'Cloud only',
  'near-first': 'Race when late',
  'near-first-leave': 'Hand over when late',
  'by-size': 'By size',
  'by-confidence': 'By confidence',
  hedge: 'Ask both',
  speculative: 'Draft and check',
  'offline-fallback': 'Cloud with fallback',
};

/** What a program does that follows it. */
export function explained(strategy: Strategy): string {
  switch (strategy.kind) {
    case 'near-only':
      return 'This device answers every request.';
    case 'far-only':
      return 'The cloud answers every request; without a network nobody does.';
    case 'near-first':
      return strategy.whenLate === 'race'
        ? `This device begins; where it has not answered after ${inMs(strategy.deadlineMs)} the cloud is asked too, and the first answer counts.`
        : `This device begins; where it has not answered after ${inMs(strategy.deadlineMs)} it is stopped and the cloud answers.`;
    case 'by-size':
      return `Requests of up to ${bytes(strategy.mostFarBytes)} go to the cloud, larger ones stay here.`;
    case 'by-confidence':
      return `This device answers; where it is less than ${percent(strategy.leastConfidence)} sure the cloud is asked.`;
    case 'hedge':
      return 'Both are asked at once, and the first answer counts.';
    case 'speculative':
      return `This device drafts ${strategy.draftTokens} tokens at a time; the cloud reads them at once and keeps those that it would have written.`;
    case 'offline-fallback':
      return `The cloud is asked; where it is away, or has not answered after ${inMs(strategy.giveUpMs)}, this device answers.`;
  }
}

export const axisWords: Readonly<Record<Dimension, { readonly title: string; readonly less: string }>> = {
  p50: { title: 'Half of all answers within (p50)', less: 'quicker (p50)' },
  p90: { title: '9 of 10 answers within (p90)', less: 'quicker (p90)' },
  p99: { title: '99 of 100 answers within (p99)', less: 'quicker (p99)' },
  usd: { title: 'Price of 1000 answers', less: 'cheaper' },
  joules: { title: 'Energy of an answer', less: 'more frugal' },
  failedShare: { title: 'Requests that nobody answers', less: 'more reliable' },
  accuracy: { title: 'Answers that are wrong', less: 'more often right' },
};

export const latencyAxes = ['p50', 'p90', 'p99'] as const satisfies readonly Dimension[];
export const otherAxes = ['usd', 'joules', 'failedShare', 'accuracy'] as const satisfies readonly Dimension[];

export const words = {
  deadline: 'Deadline of this device',
  offline: 'Requests without a network',
  connection: 'Connection',
  acrossAxis: 'Across',
  upAxis: 'Up',
  looking: 'Weighing the strategies …',
  redrawing: 'being weighed anew',
  front: 'Which are worth it',
  frontCaption:
    'Lower left is better. A disc’s warm part is what this device answers, its hatched part what the simulated cloud does; the faded ones are beaten by another in both.',
  latency: 'How long answers take',
  latencyCaption:
    'Bars reach from the 10th to the 90th percentile, lines on to the 99th, with a mark at the median; warm where this device answers most. Beside them p50, p90 and p99.',
  latencyKey: (least: string, most: string) => `A logarithmic scale from ${least} to ${most}.`,
  costPage: 'Change them on the Cost page.',
  table: 'All strategies',
  columns: ['Strategy', 'p50', 'p90', 'p99', 'Unanswered', 'Here', '1000 answers', 'Energy each', 'Right'],
  unknown: 'unknown',
  notReached: 'not reached',
  onFront: 'on the front',
  beaten: 'beaten',
  notDrawn: (names: readonly string[], axis: string) => `Not drawn, since it is unknown (${axis}): ${listed(names)}.`,
  assumptions: 'What it rests on',
  choice: 'The choice, for a program',
  copy: 'Copy the config',
  copied: 'Copied.',
  notCopied: 'The browser would not copy: select the text and copy it.',
  link: 'Copy a link that repeats it',
  importTitle: 'Read in a config',
  importHint: 'Paste a config that was copied here, or one of your own of the same form.',
  importButton: 'Take it',
  imported: 'Taken: what it was made for and its strategy stand above. What it promised is worked out anew.',
  unknownModel: (id: string) => `That plan is for the model “${id}”, which is not here.`,
  unknownProfile: (id: string) => `That plan is for the network “${id}”, which is not known here.`,
  unknownServer: (id: string) => `That plan is for the server “${id}”, which is not known here.`,
  noToken: 'How long this device takes from one token to the next is not known: write a story on Try, or state it.',
} as const;

export const usd = (each: number | null): string => (each === null ? words.unknown : `$${significant(1000 * each, 2)}`);
export const joules = (range: Range | null): string => {
  if (!range) return words.unknown;
  const [low, high] = [significant(range.low, 2), significant(range.high, 2)];
  return low === high ? `${low} J` : `${low} to ${high} J`;
};
export const timeOf = (ms: number | null): string => (ms === null ? words.notReached : inMs(ms));
/** A 90th percentile with the server's time at both ends of its interval, where that tells. */
export function betweenWords(
  ms: number | null,
  ends:
    { readonly faster: { readonly p90: number | null }; readonly slower: { readonly p90: number | null } } | undefined,
): string {
  const [low, high] = [ends?.faster.p90 ?? null, ends?.slower.p90 ?? null];
  if (ms === null || low === null || high === null || high - low < 0.01 * ms) return '';
  return `${inMs(low)} to ${inMs(high)}`;
}
export const shareOf = (share: number | null): string =>
  share === null ? words.unknown : share === 0 ? '0 %' : percent(share);

/**
 * Which strategies nothing beats.
 * @param best by name; those of one group come to the same
 */
export function frontFinding(best: readonly (readonly string[])[], across: Dimension, up: Dimension): string {
  const [quicker, cheaper] = [axisWords[across].less, axisWords[up].less];
  const [only, ...others] = best;
  if (!only) return '';
  const alike = (names: readonly string[]) =>
    names.length > 1 ? `${listed(names.slice(1))} ${names.length > 2 ? 'come' : 'comes'} to the same` : '';
  if (others.length === 0)
    return `${only[0] ?? ''} beats the others: none is ${quicker}, none ${cheaper}${only.length > 1 ? `; ${alike(only)}` : ''}.`;
  const names = best.map(([name = '', ...same]) => (same.length > 0 ? `${name} (or ${listed(same)})` : name));
  return `Worth weighing: ${listed(names)}. None of them is both ${quicker} and ${cheaper} than another.`;
}

/** Figures that a plan's page lets a visitor turn, beside the two sliders. */
export const knobWords = {
  'give-up': { title: 'The cloud is given up after', unit: 'ms' },
  notice: { title: 'Until it is noticed that there is no network', unit: 'ms' },
  sure: { title: 'Sure enough to answer here', unit: '%' },
  small: { title: 'Small enough for the cloud', unit: 'bytes' },
  draft: { title: 'Tokens drafted at a time', unit: '' },
  acceptance: { title: 'Drafted tokens that stand', unit: '%' },
  'near-right': { title: 'Answers of this device that are right', unit: '%' },
  'far-right': { title: 'Answers of the cloud that are right', unit: '%' },
} as const;

export const knobSource = {
  own: 'as you say',
  'give-up': 'the cloud’s own 90th percentile',
  notice: 'a browser knows at once (own assumption)',
  sure: 'own assumption',
  small: 'as large as the sample',
  draft: 'own assumption',
  acceptance: 'own assumption: nobody measured it',
  scores: (on: string) => `measured on ${on}`,
  unscored: 'unknown: routing by confidence takes the model to be 90 % sure on average (own assumption)',
  same: 'the same network answers there',
} as const;

export const sizesWords = {
  legend: 'Sizes of requests',
  same: 'All as the sample',
  spread: 'A quarter to four times',
  note: (size: string) =>
    `Requests of a quarter, one and four times ${size} come one, two and one time in four (own assumption); this device takes as long for each.`,
} as const;

export const assumptionWords = {
  independent: 'Neither side slows the other down, and their times are drawn independently of each other.',
  calibrated:
    'The model is taken to be as sure as it is right: confidences spread as u^((1 − m) ⁄ m) around their mean m (own assumption, no run has them).',
  cost: (isOwn: boolean) =>
    `Price and energy come of the Cost page’s figures, ${isOwn ? 'with your own' : 'as they stand there from sources'}; this device’s price is its electricity.`,
  noSpread: {
    stated: 'A stated time of this device has no spread, so it is late always or never.',
    measured:
      'Of this device’s first tokens the middle alone is known: its time has no spread, so it is late always or never.',
  },
  draft:
    'A check is taken to cost as much as one token of the cloud’s own (own assumption): both read every weight once.',
  requests: (seed: number) => `${whole(10_000)} requests, drawn once for all strategies from seed ${seed}.`,
} as const;
