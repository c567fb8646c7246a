import type { Agreement } from '../../record/record';
import { figuresOf, type WrittenText } from './text';
import type { OpenWriter } from './writer';

/** What one form of the weights came to in this visit. */
export interface WeightsResult {
  readonly target: string;
  readonly precision: string;
  readonly agreement?: Agreement;
  readonly firstMs?: number;
  readonly perSecond?: number;
  readonly openMs: number;
}

/** @returns undefined where nothing is known: a tab out of sight has slow times, and so has a runtime that has just begun */
export function resultOf(
  text: WrittenText | undefined,
  { precision, agreement, openMs }: Pick<OpenWriter, 'precision' | 'agreement' | 'openMs'>,
): WeightsResult | undefined {
  if (!text) return undefined;
  const isTimed = !text.hidden && !text.cold;
  if (!isTimed && agreement?.pass !== false) return undefined;
  const { firstMs, perSecond } = isTimed ? figuresOf(text) : {};
  return {
    target: text.target,
    precision,
    openMs,
    ...(agreement && { agreement }),
    ...(firstMs !== undefined && { firstMs }),
    ...(perSecond !== undefined && { perSecond }),
  };
}
