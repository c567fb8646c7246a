import { significant } from '../domain/number';
import { inMs } from '../domain/words';
import type { NearAnswer } from './near';
import { useWords, type Pace, type Seen } from './useWords';

/** Answers a second that part what a device is good for: a photo at a time, a camera's view, smooth video. */
export const paceMarks = [1, 10, 30] as const;

/** What the speed measured here is good for. */
export interface Use {
  /** Answers a second. */
  readonly perSecond: number;
  /** As far as was measured, from the fewest to the most. */
  readonly between: readonly [number, number];
  readonly pace: Pace;
  /** The other pace that it may be, as far as was measured. */
  readonly orElse?: Pace;
  /** "About 5 answers a second here: …", in parts: what is said and what it means. */
  readonly parts: { readonly rate: string; readonly means: string };
  readonly sentence: string;
}

const paces: readonly Pace[] = ['wait', 'single', 'live', 'smooth'];

/** @param perSecond answers; one that is exactly at a mark has reached it */
export function paceOf(perSecond: number): Pace {
  return paces[paceMarks.filter((mark) => perSecond >= mark).length] as Pace;
}

/**
 * Puts a time in words of use, on the scale that {@link paceMarks} parts. Near a mark it says both sides rather than one.
 * @param seen what the task looks at: sentences are used otherwise than pictures
 */
export function useOf({ totalMs, spreadMs: [low, high] }: NearAnswer, seen: Seen): Use {
  const perSecond = 1000 / totalMs;
  const between = [1000 / high, 1000 / low] as const;
  const pace = paceOf(perSecond);
  const orElse = between.map(paceOf).find((other) => other !== pace);
  const words = useWords[seen];
  const [least, most] = between.map((rate) => significant(rate, 2));
  const rate =
    perSecond < 1 ? `An answer takes about ${inMs(totalMs)} here:` : `About ${answers(perSecond)} a second here:`;
  const means = orElse
    ? `between ${least} and ${most} a second as far as was measured, so ${words.between[borderOf(pace, orElse)]}.`
    : `${words.is[pace]}.`;
  return { perSecond, between, pace, orElse, parts: { rate, means }, sentence: `${rate} ${means}` };
}

/** "1 answer", "5.5 answers", "240 answers": two significant digits. */
function answers(perSecond: number): string {
  const figure = significant(perSecond, 2);
  return figure === '1' ? '1 answer' : `${figure} answers`;
}

/** The mark that two neighbouring paces have between them; of two that are farther apart, the lower one's. */
function borderOf(pace: Pace, other: Pace): (typeof paceMarks)[number] {
  return paceMarks[Math.min(paces.indexOf(pace), paces.indexOf(other))] as (typeof paceMarks)[number];
}
