import { inMs, plural } from '../../domain/words';

export const words = {
  pageTitle: 'Results of several devices · Nearside',
  title: 'Several devices, side by side',
  lead: 'Results that others send you, as links or as files of runs, in one table: what each device makes of each backend, how far they lie apart, and what to ship to all of them.',
  paste: 'Paste result links',
  pasteHint: 'One or more, with or without words around them.',
  placeholder: 'https://…/#/result/…',
  add: 'Add them',
  files: 'Add files of runs',
  own: 'Add my own runs',
  ownNone: 'No run with a time is kept in this browser yet.',
  reading: 'Reading …',
  kept: 'They are kept in this browser and go nowhere.',
  notKept: 'This browser lets the page keep nothing: they are gone when the page is closed. Export the table first.',
  full: (most: number) => `There is room for ${most} results: the rest was left out.`,
  nothingFound: 'No result link was found in that text. One holds #/result/ and many letters after it.',
  emptyTitle: 'Nothing collected yet',
  emptySteps: [
    'On each device, open this page, run a task, and press “Share my result”, then “Copy link” or “Share …”.',
    'Send the links here: by mail, by chat, in a shared document.',
    'Paste them all into the field above. A run’s JSON file does as well.',
  ],
  model: 'Model',
  table: 'Devices by backend',
  what: 'One whole answer once warm, as measured on each device; the fastest of a device stands out. A name opens its result, reasons and all.',
  device: 'Device',
  spread: (devices: number) => `All ${devices} devices`,
  alikeNote:
    '“Like row” marks what browsers don’t tell apart: the same device once more, or another of its kind. Each counts as a device.',
  remove: (name: string) => `Remove ${name}`,
  clear: 'Remove all',
  undo: 'Undo',
  csv: 'CSV',
  markdown: 'Markdown',
  open: (name: string) => `Open the result of ${name}`,
  untried: 'not tried',
  decision: 'What to ship to all of them',
  noDecision: 'No device gave a right answer, so there is nothing to ship.',
};

/** What became of what was given, in a sentence. */
export function outcome(added: number, already: number): string {
  const parts = [
    ...(added > 0 || already === 0 ? [`${plural(added, 'result')} added.`] : []),
    ...(already > 0 ? [`${plural(already, 'result')} ${already === 1 ? 'is' : 'are'} here already.`] : []),
  ];
  return parts.join(' ');
}

/** What can't be taken, with where it came from. */
export const refused = (from: string, why: string) => `${from}: ${why}`;
export const nthLink = (nth: number, of: number) => (of === 1 ? 'The link' : `Link ${nth} of ${of}`);

export const removed = (name: string) => `${name} was removed.`;
export const cleared = (count: number) => `${plural(count, 'result')} removed.`;

/** Under a device's name: its place, its day, and the row that it looks like. */
export const rowNote = (nth: number, date: string, likeRow: number | undefined) =>
  likeRow === undefined ? `${nth} · ${date}` : `${nth} · ${date} · like row ${likeRow}`;

export const statuses = {
  wrong: 'wrong',
  unsupported: 'can’t',
  failed: 'failed',
  aborted: 'stopped',
} as const;

/** "12 ms to 85 ms on 4 of 5". */
export const range = (fastestMs: number, slowestMs: number) =>
  fastestMs === slowestMs ? inMs(fastestMs) : `${inMs(fastestMs)} – ${inMs(slowestMs)}`;
export const onDevices = (devices: number, of: number) => `on ${devices} of ${of}`;

export const fileTitle = (model: string, devices: number) => `${model} on ${plural(devices, 'device')}`;

export const decisionLine = (term: string, text: string) => `${term}: ${text}.`;
