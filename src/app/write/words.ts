import { listed, percent, plural } from '../../domain/words';
import type { WritingVerdict } from '../../judge/write';
import { READING_RATE, rateOf, readingSource } from '../../judge/writeWords';
import { titleOfModel } from '../../models/outline';
import { targetTitle } from '../../runtimes/target';
import type { OpeningStep } from '../../sessions/prove';
import type { Token } from '../../workloads/generation/stream';
import { bytes } from '../../ui/format';
import { openingText } from '../openingText';
import type { Ended, WrittenText } from './text';
import type { WeightsId } from './weights';

/** What is going on until the first token. */
export const stepText = (step: OpeningStep | undefined): string =>
  openingText(step, 'Checking that it writes what the reference does …');

/** A token as it is called: spaces and line ends would not be seen. */
export const nameOf = (text: string): string =>
  text.replaceAll('\n', '⏎').replace(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length)) || '∅';

/** The same for ears. */
const spoken = (text: string): string =>
  text.trim() || (text.includes('\n') ? 'new line' : text ? 'space' : 'part of a character');

const endings: Readonly<Record<Ended, string>> = {
  end: 'The story ends here: the model said so.',
  stop: 'The story ends here.',
  length: 'As long as a text gets in one go: go on with it below.',
  context: 'The model can’t hold a longer text: write another.',
  stopped: 'Stopped. What was written stays, and so does the model.',
  failed: 'It broke off here.',
};

const weightsTitles: Readonly<Record<string, string>> = {
  fp32: 'fp32',
  fp16: 'fp16',
  int8: 'int8',
  int4: 'int4',
  student: 'student',
};

export const writeWords = {
  title: (verb: string) => `${verb} · Nearside`,
  question: 'Who writes your story faster: this device, or a cloud?',
  hubLead: (title: string) =>
    `${title}, which came from a hub and is kept here, goes on with what you begin. Nothing that you write leaves this device.`,
  lead: (toCome: number) =>
    `A small language model goes on with what you begin${toCome > 0 ? `; it comes once, with what runs it, ${bytes(toCome)}` : ', and all of it is here'}. Nothing that you write leaves this device.`,
  howSure: 'How sure? One text, in one opening: a first impression.',
  measureIt: 'Compare measures it over several.',
  aboutModel: 'It has only ever read stories for children, and knows nothing else.',
  writingNow: 'Writing here and there …',
  beginning: 'The beginning of a story',
  samples: 'Beginnings to try',
  write: 'Write',
  stop: 'Stop',
  again: 'Write again',
  againSays: (seed: number) => `another chance, seed ${seed}`,
  sameAgain: 'The same again',
  sameSays: (seed: number) => `seed ${seed} gives the very same text`,
  otherwise: 'Go on otherwise',
  goOn: 'Go on',
  addition: 'And then …',
  additionLabel: 'How the story is to go on',
  here: 'Here',
  there: 'There',
  by: ({ weights, target }: Pick<WrittenText, 'weights' | 'target'>, threads: number | undefined) =>
    `${weightsTitles[weights] ?? titleOfModel(weights)} · ${targetTitle(target, threads)}`,
  simulated: (served: string | undefined) => (served ? `${served}, simulated` : 'simulated'),
  sameWords: 'The same words, at the simulated cloud’s pace.',
  first: 'first',
  then: 'then',
  onItsWay: 'on its way …',
  queue: 'queue, reading the prompt …',
  notYet: 'Your story goes on here.',
  noFar: 'There is no cloud to set against it: see below why.',
  notYetThere: 'The same words stand here at the pace of a simulated cloud.',
  unknownHere: 'Hatched: there already, while this device has yet to say which words they are.',
  caption:
    'Here: lit where the model hesitated; point at a word, or move through them with the slider, for what else it weighed. There: the same words at the simulated cloud’s pace.',
  otherWords: 'A 1B model would choose other words: these are this device’s, at its pace.',
  glass: 'Token under the magnifying glass',
  glassHint: 'Move: what else it weighed',
  replay: 'Play it again, in real time',
  stopReplay: 'Stop playing',
  hidden:
    'This tab was out of sight while the text was written: it was written on, but browsers slow such tabs down, so its times are not judged.',
  checking: 'Written. Now its times are taken.',
  checkingSays:
    'The model is compared with its whole reference and the text written once more, unseen: a runtime that has only just begun is several times as slow. You can go on meanwhile.',
  timingSays:
    'The text is written once more, unseen: a runtime that has only just begun is several times as slow. You can go on meanwhile.',
  takingTimes: 'timing it …',
  cold: 'The runtime had only just begun, which is several times as slow as it gets, and the text could not be timed again: its times are not judged. Write again, and they are.',
  coldStopped:
    'It was stopped while the runtime had only just begun, which is several times as slow as it gets: its times are not judged. Write again, and they are.',
  unchecked:
    'The model was compared with a few tokens of its reference only, and nothing is concluded from its times before the rest. Write again, and it is compared with all of it.',
  noTarget: 'No backend of this browser can run this model.',
  noTargetOf: (targets: readonly string[], reason: string) =>
    `${listed(targets.map((id) => targetTitle(id)))}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`,
  wrong: 'What this backend writes differs from the reference: read it with that in mind, its speed is not judged.',
  cutHere: (count: number) =>
    `The text is longer than anything the model reads: its first ${plural(count, 'character')} were left out.`,
  offlineOthers: 'What is chosen is not whole on this device. These write here without a network:',
  offlineTake: (id: WeightsId, title: string) => `${weightsTitles[id] ?? titleOfModel(id)} on ${title}`,
  offlineNone: 'Nothing that writes is whole on this device. Connect once and prepare it:',
  offlineWhere: 'What is kept for being offline',
  tryAnother: (title: string) => `Try on ${title}`,
  ending: (ended: Ended) => endings[ended],
  backend: 'Backend',
  runsOn: 'Running on',
  likeliest: 'The likeliest is chosen; any other can be.',
  weightsLabel: 'Weights',
  weightsTitle: (id: WeightsId) => weightsTitles[id] ?? titleOfModel(id),
  modelLabel: 'Model',
  ownModel: 'Story, this page’s own',
  askedAs: 'How it is asked',
  askedOptions: [
    { id: 'text', title: 'as a text' },
    { id: 'chat', title: 'as a conversation' },
  ] as const,
  hubFacts: (precision: string, size: string, unproven: string) =>
    `${precision} weights, ${size}, from a hub and kept here. It is ${unproven}.`,
  unproven: (title: string, unproven: string) =>
    `${title} is ${unproven}. Its words are neither right nor wrong to this page; its times are measured as any other’s.`,
  weightsHeading: 'Weights side by side',
  weightsLead:
    'One network whose numbers are stored in 32, 16, 8 or 4 bits, and a student of a quarter of its size that learnt from it. How weights are stored says what is downloaded and read; what the arithmetic runs in is the backend’s.',
  weightsColumns: ['Weights', 'Download', 'Tokens as the reference', 'First token', 'Tokens a second'],
  student: (precision: string) => `student, ${precision}`,
  notWritten: 'not written with yet',
  endedAtOnce: 'ended at once',
  isWrong: 'wrong',
  weightsNote:
    'Tokens as the reference: the network’s own fp32 reference is fed token by token, and counted is how often the likeliest next one is the same. The student’s reference is the student’s.',
  noBackendFor: 'no backend here reads these',
  compare: 'Write with each',
  comparing: 'Writing with each …',
  speedsLabel: 'Tokens a second against reading speed',
  speedSays: (here: number | undefined, there: number | undefined) =>
    `Tokens a second: ${here === undefined ? 'here not known yet' : `here ${rateOf(here)}`}, ${there === undefined ? 'there not known yet' : `there ${rateOf(there)}, simulated`}; you read about ${READING_RATE}.`,
  reads: `you read ${READING_RATE} a second`,
  readingSource,
  rate: (perSecond: number) => `${rateOf(perSecond)}/s`,
  numbers: 'What the numbers are',
  seed: (seed: number) => `seed ${seed}`,
  tokens: (count: number) => plural(count, 'token'),
  distance: 'How far away is the server?',
  railLabel: 'How far away the server is: its round trip from the network’s edge',
  served: 'The cloud runs',
  large: 'Llama 3.2 1B',
  largeNote: 'A network of another size: its time, with this device’s words.',
  detail: 'There, in detail',
  token: 'token',
  spokenToken: ({ token, text, share, alternatives }: Token, at: number, of: number) => {
    const others = alternatives.filter((other) => other.token !== token);
    const also = listed(others.map((other) => `${spoken(other.text)} ${percent(other.share)}`));
    return `${spoken(text)}, ${percent(share)} likely, token ${at} of ${of}${also && `; also weighed: ${also}`}`;
  },
  share: (share: number) => (share < 0.001 ? '< 0.1 %' : percent(share)),
  gettingReady: 'Getting the writer ready …',
  soFar: (count: number) => (count === 0 ? 'Reading what you wrote …' : `${plural(count, 'token')} so far.`),
  brokeOff: 'It broke off.',
  notJudged: 'Written, but not judged.',
  notJudgedWhy: (count: number) =>
    count < 2 ? 'A text of one token has no speed.' : 'Its figures stand below; nothing is concluded from them.',
  rateHere: (rate: string) => `${rate} tokens/s here`,
  dockIdle: 'A story of your own',
  dockIdleMore: 'written here, and there',
  inShort: ({ overtakes, starts }: WritingVerdict) => {
    if (overtakes)
      return overtakes.by === 'there' ? `Overtaken at ${overtakes.token}` : `Ahead from ${overtakes.token}`;
    if (starts === 'together') return 'Side by side';
    return starts === 'here' ? 'Stays ahead' : 'Stays behind';
  },
} as const;
