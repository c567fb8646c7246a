import { language, whole } from '../../domain/number';
import { inMs, listed, plural, type TextPart } from '../../domain/words';

const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });

/** `21 Nov 2026` in the page's language and the visitor's time zone. */
export const dateOf = (iso: string) => day.format(new Date(iso));

export const label = {
  near: 'here, measured',
  nearElsewhere: 'on that device, measured',
  far: 'in the cloud, simulated',
};

/** Both sides as a link tells them, where this page's judge can't. */
export const withoutJudge = (nearMs: number, farMs: number): readonly TextPart[] => [
  { text: inMs(nearMs), tone: 'near' },
  { text: ' on the device, ' },
  { text: inMs(farMs), tone: 'far' },
  { text: ' through a simulated cloud.' },
];

export const farNotes = {
  unknown:
    'This page does not know the network or the server that it was simulated with: the cloud’s times are the link’s own.',
  notHere: 'What simulates the cloud is not here yet, and could not be fetched: its times are the link’s own.',
  changed: (warmMs: number, coldMs: number) =>
    `When this was shared, the cloud was simulated at ${inMs(warmMs)}, ${inMs(coldMs)} the first time; this version of the page simulates it anew.`,
};

/** What the near figure was measured on. */
export function measuredOn(targets: readonly string[]): string {
  return targets.length === 1
    ? `Measured on ${targets[0]}.`
    : `The middle of ${listed(targets)}, which can’t be told apart.`;
}

export const card = {
  simulated: (title: string, rttMs: number | undefined) =>
    rttMs === undefined ? `Cloud simulated: ${title}` : `Cloud simulated: ${title}, ${inMs(rttMs)} away`,
  /** For who can't see the picture. */
  alt: (what: string, sentence: string, device: string, date: string) =>
    `Result card. ${what}: ${sentence} Measured on: ${device}. ${date}. The cloud is simulated.`,
  altNear: (what: string, sentence: string, device: string, date: string) =>
    `Result card. ${what}: ${sentence} Measured on: ${device}. ${date}.`,
  /** Beside a picture that is sent on. */
  message: (what: string, sentence: string) => `${what}: ${sentence}`,
};

export const page = {
  title: 'A shared result · Nearside',
  reading: 'Reading the result …',
  elsewhere: (date: string) => `Measured on another device, on ${date}.`,
  thisDevice: 'Where it says “here” or “this device”, that one is meant.',
  none: 'This link gives no result',
  kept: 'The result came in the address itself, and is stored nowhere.',
  measure: 'Measure it on this device',
  measures: 'Runs the same on this device, and leaves this result as it is.',
  noModel: (model: string) => `This page has no model “${model}”, so it can’t be measured here.`,
  collect: 'Set it beside others',
  backends: 'Its backends',
  pooled: (runs: number) => `Its times come from ${plural(runs, 'run')}.`,
  try: 'Try it yourself',
};

export const story = {
  title: 'A shared story · Nearside',
  heading: 'A story from another device',
  none: 'This link gives no story',
  own: 'Write one of your own',
  reading: 'Reading the story …',
  by: (date: string, device: string) => `Written on ${date}, on: ${device}.`,
  whose: 'What its sender wrote is grey; the rest is the model’s.',
  writtenBy: (model: string, precision: string, target: string) =>
    `${model}, ${precision} weights, on ${target} of that device.`,
  seed: (seed: number) => `Seed ${seed}.`,
  speed: (first: string, rate: string) =>
    `There the first token came after ${first}, then ${rate} tokens a second, as the link says.`,
  here: 'Write it on this device',
  hereSays: (isLong: boolean) =>
    isLong
      ? 'The same beginning, weights and seed: its first turn comes out word for word where this device computes as that one did.'
      : 'The same beginning, weights and seed: it comes out word for word where this device computes as that one did.',
  noModel: (model: string) => `This page has no model “${model}”, so it can’t be written here.`,
  kept: 'The story came in the address itself, and is stored nowhere.',
};

export const sheet = {
  title: 'Share my result',
  challenge: 'Challenge another device',
  share: 'Share …',
  copyPicture: 'Copy picture',
  savePicture: 'Save picture',
  copyLink: 'Copy link',
  copyChallenge: 'Copy its link',
  making: 'Drawing the picture …',
  holds: (characters: number) =>
    `The link holds the result itself, in ${whole(characters)} characters. Nothing is stored anywhere.`,
  own: 'Your own picture or sentence stays on this device: neither the picture nor the link holds it.',
  challenges: 'A link that repeats this run on the device that opens it.',
  linkCopied: 'The link is copied.',
  challengeCopied: 'The link is copied. Whoever opens it runs the same.',
  pictureCopied: 'The picture is copied.',
  pictureRefused: 'The browser let the page copy no picture. Save it instead.',
  pictureSaved: 'The picture is saved.',
  shared: 'Shared.',
  notShared: 'The browser could not share it. Copy the link or save the picture instead.',
  byHand: 'The browser let the page copy nothing. Here is the link, to be copied by hand:',
  noPicture: 'The browser could not draw the picture. The link works all the same.',
  linkField: 'Link to copy',
  close: 'Close',
};
