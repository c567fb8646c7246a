import type { Verdict } from '../../judge/hereOrThere';
import { listed, plural } from '../../domain/words';
import { targetTitle, type Target } from '../../runtimes/target';
import { bytes, duration } from '../../ui/format';
import type { TaskMeta } from '../../tasks/types';

/** "about 40 seconds", "about a minute", "about 3 minutes": nobody waits by the second. */
export function about(ms: number): string {
  const seconds = Math.max(5, Math.round(ms / 5000) * 5);
  if (seconds < 50) return `about ${seconds} seconds`;
  const minutes = Math.round(ms / 60_000);
  return minutes <= 1 ? 'about a minute' : `about ${minutes} minutes`;
}

/** "35 s left", "2 min left". */
export function left(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 1) return 'a moment left';
  if (seconds < 90) return `${seconds < 20 ? seconds : Math.ceil(seconds / 5) * 5} s left`;
  return `${Math.round(seconds / 60)} min left`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const input = (task: TaskMeta) => (task.input === 'texts' ? 'What you type' : 'The picture');

export const words = {
  title: ({ verb }: TaskMeta) => `${verb} · Nearside`,
  question: ({ verb }: TaskMeta) => `Can this device ${lower(verb)} faster than a cloud?`,
  lead: (task: TaskMeta, toCome: number) =>
    toCome > 0
      ? `One press: the model comes once, then an answer, and the verdict within ten seconds. ${input(task)} never leaves this device.`
      : `One press: an answer at once, and the verdict within ten seconds. ${input(task)} never leaves this device.`,

  run: 'Run here',
  again: 'Run again',
  every: 'Measure every backend',
  longer: 'Measure for longer',
  stop: 'Stop',
  enough: 'Enough, keep this',
  live: 'Live, with the camera',
  share: 'Share my result',
  shareShort: 'Share',
  openRun: 'Open this run',
  evidence: 'Evidence',
  evidenceOf: 'every backend, and what the verdict rests on',

  looking: 'Looking at what this device offers …',
  facts: (count: number, ms: number, size: number) => ({
    count: count === 1 ? '1 backend' : `${count} backends`,
    rest: `can run it · ${about(ms)} for all · ${size > 0 ? `up to ${bytes(size)}` : 'all of it is here'}`,
  }),
  none: 'No backend is chosen that this device can run.',
  dockFacts: (ms: number) => about(ms).replace(/^a/, 'A'),
  dockBytes: (size: number) => (size > 0 ? `up to ${bytes(size)}` : 'all of it is here'),
  choose: 'Choose',
  cant: (count: number) => `${count} can’t · why`,
  cantReason: (targets: readonly Target[], reason: string) => ({
    who: `${listed(targets.map(({ id }) => targetTitle(id)))}:`,
    why: reason.charAt(0).toLowerCase() + reason.slice(1),
  }),
  more: (count: number) => `${plural(count, 'more backend')} to compare it with`,

  answer: 'Answer',
  verdict: 'Verdict',
  everyStep: 'Every backend',
  done: 'done',
  took: (ms: number) => duration(ms),
  measured: (answered: number, of: number, round: number, rounds: number) =>
    answered < of || rounds < 2 ? `${answered} of ${of}` : `all ${of}, round ${round} of ${rounds}`,

  gettingAnswer: 'Getting the first answer …',
  firstIsSlower:
    'The first inference is slower: it allocates memory and, on a GPU, compiles shaders. It is kept apart.',
  measuringWarm: (ms: number) => ({ ms: duration(ms), rest: 'for the first answer. Now measuring it warm …' }),
  otherTab: 'Another tab of this page is measuring.',
  otherTabWhy:
    'Two runs at once would measure each other. This one goes on by itself when that one ends, or is paused because its tab is out of sight.',
  stopped: 'Stopped before any target was measured.',
  stoppedWhy: 'Weights that came down are kept, so the next run starts sooner.',
  hidden: 'Paused while this tab is hidden',
  waitsForTab: 'Waiting for another tab',

  dockVerdict: ({ warm, near }: Pick<Verdict, 'warm' | 'near'>): readonly [string, string] => {
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
  bestSoFar: (ms: number) => `Best so far ${duration(ms)}`,
  pictureWaits: 'Your picture is kept for later: this run goes on with the one that it began with.',
  pictureIsHere: 'The picture that came while the run was on is still here.',
  usePicture: 'Use it now',
  dropPicture: 'Leave it',
  missing: 'This part of the page could not be fetched. Connect and try again.',
  dropHere: 'Drop the picture',
  reading: 'Reading the picture …',
  pickOne: 'Drop a picture here, or choose one below.',
  lookingAtIt: 'Looking at it …',
  willSay: 'What it says of the picture will stand here.',
};
