import { listed } from '../../domain/words';
import { targetTitle, type Target } from '../../runtimes/target';
import { bytes } from '../../ui/format';
import type { TaskMeta } from '../../tasks/types';

/** "about 40 s", "about a minute", "about 3 minutes": nobody waits by the second. */
export function about(ms: number): string {
  const seconds = Math.max(5, Math.round(ms / 5000) * 5);
  if (seconds < 50) return `about ${seconds} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes <= 1 ? 'about a minute' : `about ${minutes} minutes`;
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

const input = (task: TaskMeta) => (task.input === 'texts' ? 'What you type' : 'The picture');

export const words = {
  title: ({ verb }: TaskMeta) => `${verb} · Nearside`,
  question: ({ verb }: TaskMeta) => `Can this device ${lower(verb)} faster than a cloud?`,
  lead: (task: TaskMeta, toCome: number) =>
    toCome > 0
      ? `One press: the model comes once, then an answer, and within ten seconds of that the verdict. ${input(task)} never leaves this device.`
      : `One press: an answer at once, and the verdict within ten seconds. ${input(task)} never leaves this device.`,

  run: 'Run here',
  again: 'Run again',
  every: 'Measure every backend',
  longer: 'Measure for longer',
  stop: 'Stop',
  enough: 'Enough, keep this',
  live: 'Live, with the camera',

  looking: 'Looking at what this device offers …',
  facts: (count: number, ms: number, size: number) => ({
    count: count === 1 ? '1 backend' : `${count} backends`,
    rest: `can run it · ${about(ms)} for all · ${size > 0 ? `up to ${bytes(size)}` : 'all of it is here'}`,
  }),
  none: 'No backend is chosen that this device can run.',
  /** Beside the button on a phone: what one press takes. */
  dock: (ms: number, size: number): readonly [string, string] => [
    `Verdict in ${about(ms)}`,
    size > 0 ? `up to ${bytes(size)} to fetch` : 'nothing to fetch',
  ],
  choose: 'Choose',
  cant: (count: number) => `${count} can’t · why`,
  cantReason: (targets: readonly Target[], reason: string) => ({
    who: `${listed(targets.map(({ id }) => targetTitle(id)))}:`,
    why: reason.charAt(0).toLowerCase() + reason.slice(1),
  }),
  gettingAnswer: 'Getting the first answer …',
  lookingAtIt: 'Looking at it …',
  willSay: 'What it says of the picture will stand here.',
  reading: 'Reading the picture …',
  pickOne: 'Drop a picture here, or choose one below.',
  missing: 'This part of the page could not be fetched. Connect and try again.',
  dropHere: 'Drop the picture',
};
