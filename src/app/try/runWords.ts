import type { Verdict } from '../../judge/hereOrThere';
import { duration } from '../../ui/format';

/** "35 s left", "2 min left". */
export function left(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 1) return 'a moment left';
  if (seconds < 90) return `${seconds < 20 ? seconds : Math.ceil(seconds / 5) * 5} s left`;
  return `${Math.round(seconds / 60)} min left`;
}

/** What the page says from its first run on; what it says before is in `words.ts`, which a first visit fetches. */
export const runWords = {
  share: 'Share my result',
  shareShort: 'Share',
  openRun: 'Open this run',
  evidence: 'Evidence',
  evidenceOf: 'every backend, and what the verdict rests on',

  steps: 'Progress',
  answer: 'Answer',
  verdict: 'Verdict',
  everyStep: 'Every backend',
  done: 'done',
  took: (ms: number) => duration(ms),
  /** "3 of 7 · 35 s left", then "all 7, round 2 of 5 · 20 s left". */
  measured: (answered: number, of: number, round: number, rounds: number, leftMs: number | undefined) => {
    const how = answered < of || rounds < 2 ? `${answered} of ${of}` : `all ${of}, round ${round} of ${rounds}`;
    return leftMs === undefined ? how : `${how} · ${left(leftMs)}`;
  },
  download: 'Download',

  firstIsSlower:
    'The first inference is slower: it allocates memory and, on a GPU, compiles shaders. It is kept apart.',
  measuring: 'Measuring it warm …',
  measuringWarm: (ms: number) => [
    { text: duration(ms), tone: 'near' as const },
    { text: ' for the first answer. Now measuring it warm …' },
  ],
  otherTab: 'Another tab of this page is measuring.',
  otherTabWhy:
    'Two runs at once would measure each other. This one goes on by itself when that one ends, or is paused because its tab is out of sight.',
  stopped: 'Stopped before any target was measured.',
  stoppedWhy: 'Weights that came down are kept, so the next run starts sooner.',

  hidden: 'Paused while this tab is hidden',
  waitsForTab: 'Waiting for another tab',
  bestSoFar: (ms: number) => `Best so far ${duration(ms)}`,
  /** Two short lines. */
  inShort: ({ warm, near }: Pick<Verdict, 'warm' | 'near'>): readonly [string, string] => {
    const here = duration(near.totalMs);
    switch (warm.winner) {
      case 'here':
        return ['This device wins', `here ${here}, cloud ${duration(warm.farMs)}`];
      case 'there':
        return [`Cloud wins, ${duration(warm.farMs)}`, `here ${here}`];
      case 'too close to call':
        return ['Too close to call', `here ${here}, cloud ${duration(warm.farMs)}`];
    }
  },

  pictureWaits: 'Your picture is kept for later: this run goes on with the one that it began with.',
  pictureIsHere: 'The picture that came while the run was on is still here.',
  usePicture: 'Use it now',
  dropPicture: 'Leave it',
};
