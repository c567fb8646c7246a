import type { BackgroundId } from './backgrounds';

/** What becomes of the picture around the person; `outline` dims it. */
export const ways = [
  { id: 'outline', title: 'Outline' },
  { id: 'blur', title: 'Blur' },
  { id: 'replace', title: 'Replace' },
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
