import { inMs, listed, plural } from '../../domain/words';
import type { Scenario } from '../../record/record';
import type { Choice, CloudInstead, Decision, Fallback, Why } from '../../judge/decision';
import type { DecisionOver, OnDevice, Spread } from '../../judge/decisionOver';
import { titleOf } from '../../judge/titles';
import { backendTitle, parseTarget, targetTitle } from '../../runtimes/target';
import { bytes } from '../../ui/format';

export const words = {
  ship: 'What to ship',
  code: 'Code',
  copy: 'Copy',
  copied: 'Copied.',
  notCopied: 'This browser lets no page copy. Select the text and copy it by hand.',
  none: 'Nothing to ship: no backend gave a right answer and a time here.',
  noneYet: 'As soon as a backend has given a right answer, the decision stands here.',
  sustained: 'A sustained run shows what heat does and ranks nobody. Measure with the quick scenario for a decision.',
  gettingCode: 'Writing the code …',
  unknownModel: 'This page no longer has the model, so it can’t write its code.',
  runtime: 'Runtime of the code',
  tested:
    'TypeScript. This page’s tests compile it for every model and target, and run it on WASM against the reference.',
} as const;

/** A piece of a sentence that is set apart: a target's id. */
export interface Part {
  readonly text: string;
  readonly strong?: true;
}

/** One line of the card. */
export interface Row {
  readonly term: string;
  readonly text: string;
  /** Said below it, smaller. */
  readonly note?: string;
}

/** Names the card among those of other models. */
export const cardOf = (model: string) => `What to ship of ${model}`;

export const soFar = ({ done, of }: { done: number; of: number }) =>
  `Of ${done} of ${plural(of, 'backend')} so far; the rest may change this.`;

export const noDecision = (scenario: Scenario, running: boolean) =>
  scenario === 'sustained' ? words.sustained : running ? words.noneYet : words.none;

/** "Ship ort-webgpu, fall back to ort-wasm". */
export function heading({ ship, fallbacks }: Decision): readonly Part[] {
  const [first] = fallbacks;
  const target: Part = { text: ship.target, strong: true };
  return first
    ? [{ text: 'Ship ' }, target, { text: ', fall back to ' }, { text: first.choice.target, strong: true }]
    : [{ text: 'Ship ' }, target];
}

const whyWords: Readonly<Record<Why, (decision: Decision) => string>> = {
  only: ({ ship }) => `${ship.title} is the only one with a right answer and a time here.`,
  fastest: ({ ship }) => `${ship.title} is the fastest here whose answer is right.`,
  ahead: ({ ship }) => `${ship.title} is ahead in a first impression; measure longer before you rely on it.`,
  wider: ({ ship, over }) =>
    `${among(over)} can’t be told from ${ship.title}, which asks less of browsers: ${asked(ship)}.`,
  smaller: ({ ship, over }) =>
    `${among(over)} can’t be told from ${ship.title}, which has fewer bytes to fetch: ${bytes(sum(ship))}.`,
  leaner: ({ ship, over }) =>
    `${among(over)} can’t be told from ${ship.title}, which asks less of browsers or has fewer bytes to fetch: ${bytes(sum(ship))}.`,
  equal: ({ ship, over }) =>
    over.length === 0
      ? `${ship.title} is among the fastest here.`
      : `${among(over)} can’t be told from ${ship.title}: either will do.`,
};

const sum = ({ bytes: { model = 0, runtime } }: Choice) => model + runtime;
const MOST_NAMED = 2;
function among(choices: readonly Choice[]): string {
  const more = choices.length - MOST_NAMED;
  return listed([...choices.slice(0, MOST_NAMED).map(({ title }) => title), ...(more > 0 ? [`${more} more`] : [])]);
}
const asked = ({ needs, threaded }: Choice) =>
  needs ? 'a GPU alone' : threaded ? 'no GPU' : 'neither a GPU nor special headers';

export const why = (decision: Decision) => whyWords[decision.why](decision);

/** "4.8 MB model + 16.9 MB runtime". */
export const download = ({ bytes: { model, runtime } }: Choice) =>
  model === undefined ? `${bytes(runtime)} runtime` : `${bytes(model)} model + ${bytes(runtime)} runtime`;

/** Below this share of an answer, what comes before and after the inference is not worth a word. */
const BESIDE_SHARE = 0.05;

/** "179 to 188 ms (95 % interval); 1 in 10 takes over 191 ms; 171 ms of it inference". */
function around({ ci95Ms, p90Ms, totalMs, cell }: Choice): string {
  const inferenceMs = cell.steady.medianMs;
  const parts = [
    ...(ci95Ms ? [`${inMs(ci95Ms[0])} to ${inMs(ci95Ms[1])} (95 % interval)`] : []),
    ...(p90Ms === undefined ? [] : [`1 in 10 takes over ${inMs(p90Ms)}`]),
    ...(inferenceMs - totalMs > BESIDE_SHARE * totalMs
      ? [`timed apart from the inferences, which took ${inMs(inferenceMs)}`]
      : []),
    ...(totalMs - inferenceMs > BESIDE_SHARE * totalMs ? [`${inMs(inferenceMs)} of it inference`] : []),
  ];
  return ci95Ms ? parts.join('; ') : ['a first impression', ...parts].join('; ');
}

const where = ({ needs, runtime }: Choice) => backendTitle({ runtime, backend: needs ?? '' });

const fallbackRow = ({ choice }: Fallback, ship: Choice): Row => ({
  term: `Without ${where(ship)}`,
  text: `${inMs(choice.totalMs)} on ${choice.title}`,
  note: download(choice),
});

const HEADERS = 'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp';

/** Whether the isolation headers are needed, and what is lost without. */
export function isolation({ ship, fallbacks }: Decision): Row {
  const term = 'Isolation headers';
  const threaded = [ship, ...fallbacks.map(({ choice }) => choice)].find((choice) => choice.threaded);
  if (!threaded) return { term, text: 'not needed' };
  const alone = fallbacks.find(({ when }) => when === 'not isolated');
  const lost = alone
    ? `without them ${inMs(alone.choice.totalMs)} on one thread`
    : 'without them one thread, which was not measured';
  return threaded === ship
    ? { term, text: `needed: ${lost}`, note: HEADERS }
    : { term, text: `for the fallback only: ${lost}`, note: HEADERS };
}

const paysWords: Readonly<Record<CloudInstead['pays'], string>> = {
  'at once': 'pays from the first request on',
  'once connected': 'pays once connected',
  no: 'does not pay',
  'too close to call': 'too close to call',
};

const cloudRow = ({ firstMs, warmMs, pays }: CloudInstead): Row => ({
  term: 'A cloud instead',
  text: `${inMs(firstMs)}, then ${inMs(warmMs)}`,
  note: `simulated; ${paysWords[pays]}`,
});

/** Every line of the card, in its order. */
export function rows(decision: Decision): readonly Row[] {
  const { ship, fallbacks, cloud, sureness, wrong, failed, onSoftware } = decision;
  return [
    {
      term: 'Download, once',
      text: download(ship),
      note: 'as files; a server that compresses sends about a third of the runtime',
    },
    {
      term: 'First answer',
      text: ship.firstMs === undefined ? 'not measured' : inMs(ship.firstMs),
      note: ship.seenBefore
        ? 'once fetched; this browser had run it before, so a new visitor may wait longer'
        : 'once fetched',
    },
    { term: 'Then, an answer', text: inMs(ship.totalMs), note: around(ship) },
    ...fallbacks.filter(({ when }) => when === 'no adapter').map((fallback) => fallbackRow(fallback, ship)),
    isolation(decision),
    { term: 'Memory at its peak', text: 'not measured' },
    ...(cloud ? [cloudRow(cloud)] : []),
    { term: 'How sure', text: sureness.sentence },
    ...(wrong.length > 0
      ? [{ term: 'Not to be shipped', text: listed(wrong.map(titleOf)), note: 'wrong answers' }]
      : []),
    ...(failed.length > 0 ? [{ term: 'Failed here', text: listed(failed.map(titleOf)) }] : []),
    ...(onSoftware.length > 0
      ? [
          {
            term: 'Not known',
            text: listed(onSoftware.map(titleOf)),
            note: 'ran on a GPU in software here: measure on a device that has one',
          },
        ]
      : []),
  ];
}

/** The lines as plain text, to be pasted into an issue. */
export function asText(model: string, decision: Decision): string {
  const lines = rows(decision).map(({ term, text, note }) => `- ${term}: ${text}${note ? ` (${note})` : ''}`);
  const title = heading(decision)
    .map(({ text }) => text)
    .join('');
  return [`${model}: ${title}.`, why(decision), '', ...lines, ''].join('\n');
}

// Over several devices.

const howWords: Readonly<Record<DecisionOver['how'], string>> = {
  'best everywhere': 'the fastest, or as good as it, on every device',
  'good everywhere': 'at most half as slow again as the fastest on every device',
  'runs everywhere': 'right on every device, though not fast on each',
  'runs on most': 'right on more devices than any other',
};

export const titleOfTarget = (target: string) => (parseTarget(target) ? targetTitle(target) : target);

/** "Ship ort-wasm to all 4 devices". */
export function headingOver({ ship, devices }: DecisionOver): readonly Part[] {
  const target: Part = { text: ship.target, strong: true };
  if (devices === 1) return [{ text: 'Ship ' }, target, { text: ' to the one device there is' }];
  return ship.on.length === devices
    ? [{ text: 'Ship ' }, target, { text: ` to all ${devices} devices` }]
    : [{ text: 'Ship ' }, target, { text: ` to ${ship.on.length} of ${devices} devices` }];
}

export const whyOver = ({ ship, how }: DecisionOver) => `${titleOfTarget(ship.target)} is ${howWords[how]}.`;

const ratio = (value: number) => (value < 1.05 ? 'the fastest there' : `${value.toFixed(1)} times the fastest there`);
const onDevice = ({ device, choice, ratio: times }: OnDevice) =>
  `${inMs(choice.totalMs)} on ${device}, ${ratio(times)}`;

const MOST_DEVICES = 5;
function devicesNamed(devices: readonly string[]): string {
  const more = devices.length - MOST_DEVICES;
  return listed([...devices.slice(0, MOST_DEVICES), ...(more > 0 ? [`${more} more`] : [])]);
}

export function rowsOver({ ship, fallbacks, without }: DecisionOver): readonly Row[] {
  const [slowest] = ship.on;
  const fastest = ship.on.at(-1);
  const missing = ({ wrongOn, failedOn }: Spread): Row[] => [
    ...(wrongOn.length > 0 ? [{ term: 'Wrong answers on', text: devicesNamed(wrongOn) }] : []),
    ...(failedOn.length > 0 ? [{ term: 'Failed on', text: devicesNamed(failedOn) }] : []),
  ];
  return [
    ...(slowest && fastest
      ? [
          {
            term: 'An answer takes',
            text:
              slowest === fastest
                ? inMs(slowest.choice.totalMs)
                : `${inMs(fastest.choice.totalMs)} to ${inMs(slowest.choice.totalMs)}`,
          },
        ]
      : []),
    { term: 'Worst case', text: onDevice(ship.worst) },
    ...missing(ship),
    ...fallbacks.map(({ target, devices }) => ({
      term: 'Fall back',
      text: `to ${titleOfTarget(target)} on ${devicesNamed(devices)}`,
    })),
    ...(without.length > 0 ? [{ term: 'Served by nothing', text: devicesNamed(without) }] : []),
  ];
}
