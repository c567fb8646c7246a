/** From less than one answer a second to thirty and more. */
export type Pace = 'wait' | 'single' | 'live' | 'smooth';

/** What a task looks at. */
export type Seen = 'picture' | 'texts';

interface UseWords {
  /** Clauses behind "About 5 answers a second here:". */
  readonly is: Readonly<Record<Pace, string>>;
  /** Where it may be on either side of a mark. */
  readonly between: Readonly<Record<1 | 10 | 30, string>>;
}

export const useWords: Readonly<Record<Seen, UseWords>> = {
  picture: {
    is: {
      wait: 'fine for one photo at a time, with a wait',
      single: 'fine for photos, not for smooth video',
      live: 'fine for a camera’s view, not for smooth video',
      smooth: 'fast enough for smooth video',
    },
    between: {
      1: 'a photo may come with a wait',
      10: 'fine for photos, perhaps for a camera’s view',
      30: 'fine for a camera’s view, perhaps for smooth video',
    },
  },
  texts: {
    is: {
      wait: 'fine at the press of a button, with a wait',
      single: 'fine at the press of a button, too slow to follow typing',
      live: 'fast enough to follow typing',
      smooth: 'faster than anyone types',
    },
    between: {
      1: 'the press of a button may come with a wait',
      10: 'fine at the press of a button, perhaps fast enough to follow typing',
      30: 'fast enough to follow typing',
    },
  },
};
