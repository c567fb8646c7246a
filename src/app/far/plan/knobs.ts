import type { Strategy } from '../../../far/plan/strategy';

/** A figure that a plan turns on, by its name in the address. */
interface Knob {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

export const knobs = {
  deadline: { least: 0, most: 600_000 },
  'give-up': { least: 0, most: 600_000 },
  /** Per cent. */
  offline: { least: 0, most: 100 },
  notice: { least: 0, most: 600_000 },
  /** Per cent. */
  sure: { least: 0, most: 100 },
  small: { least: 0, most: 1e9, isWhole: true },
  draft: { least: 1, most: 64, isWhole: true },
  /** Per cent. */
  acceptance: { least: 0, most: 100 },
  /** Per cent. */
  'near-right': { least: 1, most: 99.9 },
  /** Per cent. */
  'far-right': { least: 0, most: 100 },
} as const satisfies Readonly<Record<string, Knob>>;

export type KnobName = keyof typeof knobs;

/** @returns undefined where it isn't a figure within its limits */
export function readKnob(name: KnobName, text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,12}(\.\d{1,6})?$/.test(text.trim())) return undefined;
  const { least, most, isWhole }: Knob = knobs[name];
  const value = Number(text);
  return value >= least && value <= most && (!isWhole || Number.isInteger(value)) ? value : undefined;
}

export const knobProblem = (name: KnobName): string => {
  const { least, most, isWhole }: Knob = knobs[name];
  return `This is a ${isWhole ? 'whole ' : ''}number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}.`;
};

/** One name for each strategy that is compared. */
export const strategyIds = [
  'near-only',
  'far-only',
  'near-first',
  'near-first-leave',
  'by-size',
  'by-confidence',
  'hedge',
  'speculative',
  'offline-fallback',
] as const;
export type StrategyId = (typeof strategyIds)[number];

export const idOf = (strategy: Strategy): StrategyId =>
  strategy.kind === 'near-first' && strategy.whenLate === 'leave' ? 'near-first-leave' : strategy.kind;

export interface Turned {
  readonly deadlineMs: number;
  readonly giveUpMs: number;
  readonly mostFarBytes: number;
  /** 0 to 1. */
  readonly leastConfidence: number;
  readonly draftTokens: number;
}

/** All that are compared, each at its figures. */
export function strategiesAt({ deadlineMs, giveUpMs, mostFarBytes, leastConfidence, draftTokens }: Turned): Strategy[] {
  return [
    { kind: 'near-only' },
    { kind: 'far-only' },
    { kind: 'near-first', deadlineMs, whenLate: 'race' },
    { kind: 'near-first', deadlineMs, whenLate: 'leave' },
    { kind: 'by-size', mostFarBytes },
    { kind: 'by-confidence', leastConfidence },
    { kind: 'hedge' },
    { kind: 'speculative', draftTokens },
    { kind: 'offline-fallback', giveUpMs },
  ];
}

/** What of the address a strategy's figures are: of a plan that is read in. */
export function knobsOf(strategy: Strategy): Partial<Record<KnobName, number>> {
  switch (strategy.kind) {
    case 'near-first':
      return { deadline: strategy.deadlineMs };
    case 'by-size':
      return { small: strategy.mostFarBytes };
    case 'by-confidence':
      return { sure: 100 * strategy.leastConfidence };
    case 'speculative':
      return { draft: strategy.draftTokens };
    case 'offline-fallback':
      return { 'give-up': strategy.giveUpMs };
    default:
      return {};
  }
}
