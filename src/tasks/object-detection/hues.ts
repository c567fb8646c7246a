import { labels, type Label } from './labels';

/**
 * A few hues that tell apart kinds side by side, all made from the page's own colours: more could not be told apart, and each
 * box has its name besides.
 */
const hues = [
  'var(--near)',
  'color-mix(in oklch, var(--ok) 55%, var(--far))',
  'color-mix(in oklch, var(--near) 35%, var(--ok))',
  'var(--far)',
  'color-mix(in oklch, var(--far), var(--bad))',
  'var(--ok)',
  'var(--bad)',
] as const;

/** The same for a kind in every answer, so that it does not change from frame to frame. */
export function hueOf(label: Label): string {
  return hues[labels.indexOf(label) % hues.length] as string;
}
