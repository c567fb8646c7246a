import type { BackgroundId } from './backgrounds';

/** The three ways to show what is a person. */
export const ways = [
  { id: 'outline', title: 'Outline' },
  { id: 'blur', title: 'Blur the rest' },
  { id: 'replace', title: 'Replace the rest' },
] as const;

export type Way = (typeof ways)[number]['id'];

export interface Look {
  way: Way;
  background: BackgroundId;
  /** `#rrggbb`, as a colour field gives it. */
  colour: string;
}

/** Outlives the view, which goes whenever a new run starts. */
export const look = $state<Look>({ way: 'outline', background: 'evening', colour: '#2f7d6b' });
