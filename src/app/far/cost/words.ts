import { significant } from '../../../domain/number';
import type { Bill } from '../../../far/cost/bill';
import { exactly, isRefusal, type Range } from '../../../far/cost/figures';
import type { InputGroup } from '../../../far/cost/inputRows';
import type { ResolvedInput } from '../../../far/cost/resolve';
import { inGrams, inJoules, inNumber, inUsd, larger, times } from '../../../far/cost/words';
import type { Crossing, Way } from '../../../far/cost/years';
import type { Refusal } from '../../../far/server';
import type { TextPart } from '../../../domain/words';

export const words = {
  loading: 'Working out what an answer costs …',
  price: 'Price',
  energy: 'Energy',
  carbon: 'Carbon',
  near: 'Here',
  far: 'In the cloud',
  unknown: 'unknown',
  perUnit: {
    'thousand answers': 'a thousand answers',
    'million tokens': 'a million tokens',
  } satisfies Record<Bill['unit'], string>,
  answer: (isText: boolean) => (isText ? 'a text' : 'an answer'),
  priceNote: 'Here: its electricity alone. Cloud: the rent of a server, shared by what comes.',
  energyNote: 'Here: power while it works. Cloud: chip, host, cooling, and the network’s disputed average.',
  carbonNote: 'Its electricity, and a share of making what answers.',
  simulated: 'simulated',
  where: 'Where an answer’s energy goes',
  prices: 'What else a cloud charges',
  life: 'Training against use',
  year: 'A year: bought, rented, or on the device',
  table: 'Figures',
  columns: ['Part', 'Least', 'Most'],
  yearColumns: ['Requests a day', 'Servers', 'Bought', 'Rented', 'On the device'],
  axisYear: 'requests a day',
  inputs: 'What it rests on',
  inputsLead:
    'Each figure with its source, its date and how well it is known. Change any: it is marked as yours and goes into the address.',
  reset: 'Back to the sources',
  resetOne: (title: string) => `${title}: back to its source`,
  copyCsv: 'Copy as CSV',
  copyJson: 'Copy as JSON',
  copied: 'Copied.',
  notCopied: 'This browser does not let a page copy: save the file in its place.',
  print: 'Print',
  own: 'yours',
  owned: (count: number) => `${count} of yours`,
  choose: 'Choose',
  yours: 'Your own figure',
  noNumber: (title: string) => `${title} is a number, or empty where it is unknown.`,
  holds: 'The last good figure still holds.',
  groups: {
    near: 'This device',
    server: 'The server',
    network: 'The network between',
    year: 'A year of it',
    training: 'Its training',
  } satisfies Record<InputGroup, string>,
  kinds: 'A device like',
  anyDevice: 'A phone to a laptop',
  published: 'Published',
  bought: (title: string, note: string) =>
    `Bought is ${title.replace(/^The/, 'the')}: ${note.slice(0, 1).toLowerCase()}${note.slice(1)}`,
  battery: {
    title: 'Read its power from its battery',
    lead: 'While it runs on its battery and answers (on Live in another window, say; this page has to stay open), the level falls: level × capacity over the time is the power of the whole device, screen included.',
    none: 'This browser tells no page of a battery (Chromium does, on a device that has one). State the power, from its label or a meter.',
    charging: 'It is on mains now: unplug it, and the level says what it draws.',
    noCapacity: 'State its capacity in Wh first: its label has it, no browser does.',
    start: 'Begin to watch',
    stop: 'Stop and take it',
    watching: (level: number, minutes: number) =>
      `${Math.round(100 * level)} % now; watched for ${significant(minutes, 2)} min. Leave it at work until it has lost a few hundredths.`,
    read: ({ low, high }: Range) => `It drew ${significant(low, 2)} to ${significant(high, 2)} W.`,
  },
} as const;

const part = (text: string, tone?: TextPart['tone']): TextPart => ({ text, ...(tone && { tone }) });

/** The page's first sentence: which side's answer takes more energy. */
export function findingOf({ joules }: Bill, isText: boolean): readonly TextPart[] {
  const [near, far] = [joules.near, joules.far];
  const what = words.answer(isText);
  if (isRefusal(near) && isRefusal(far)) return [part(`${near.problem} ${far.problem}`)];
  if (isRefusal(near))
    return [
      part(`In the cloud, ${what} takes `),
      part(inJoules((far as { total: Range }).total), 'far'),
      part(`. What it takes here is unknown: measure it on the Try page, or state its time above.`),
    ];
  if (isRefusal(far)) return [part(`Here ${what} takes `), part(inJoules(near), 'near'), part(`. ${far.problem}`)];
  const more = larger(near, far.total);
  const here = part(inJoules(near), 'near');
  const there = part(inJoules(far.total), 'far');
  if (!more)
    return [
      part(`Which side takes more energy for ${what} can’t be told: `),
      here,
      part(' here, '),
      there,
      part(' in the cloud.'),
    ];
  const against = part(' against ');
  return more === 'far'
    ? [
        part('The cloud', 'far'),
        part(` takes ${times(far.total, near)} the energy of `),
        part('this device', 'near'),
        part(` for ${what}: `),
        there,
        against,
        here,
        part('.'),
      ]
    : [
        part('This device', 'near'),
        part(` takes ${times(near, far.total)} the energy of `),
        part('the cloud', 'far'),
        part(` for ${what}: `),
        here,
        against,
        there,
        part('.'),
      ];
}

/** What an answer costs, on the line below. */
export function priceFinding({ usd, unit }: Bill): string {
  const per = words.perUnit[unit];
  const there = typeof usd.far === 'number' ? `Renting a server costs ${inUsd(exactly(usd.far))} for ${per}` : '';
  const here = isRefusal(usd.near) ? '' : `the electricity here ${inUsd(usd.near)}`;
  if (there && here) return `${there}, ${here}.`;
  return typeof usd.far === 'number' ? `${there}.` : usd.far.problem;
}

export function energyFinding({ joules }: Bill): string {
  const { far } = joules;
  if (isRefusal(far)) return far.problem;
  const server = exactly(far.chip + far.host + far.overhead);
  const more = larger(server, far.network);
  const head =
    more === 'far'
      ? `Carrying the bytes takes ${times(far.network, server)} what the server takes`
      : more === 'near'
        ? `The server takes ${times(server, far.network)} what carrying the bytes takes`
        : 'Whether the server or carrying the bytes takes more can’t be told';
  return `${head}, by averages a gigabyte that are disputed: one more answer hardly raises a network’s power.`;
}

export function lifeFinding({ life }: Bill, trainingKwh: number | null): string {
  if (trainingKwh === null)
    return 'What the training of this model took is unknown. Choose one that was published, or state it: after so many answers, use outweighs it.';
  const side = isRefusal(life.far) ? life.near : life.far;
  if (isRefusal(side)) return side.problem;
  const where = isRefusal(life.far) ? 'here' : 'in the cloud';
  const { low, high } = side.trainingShare;
  const share =
    low > 0.5
      ? 'Training outweighs use'
      : high < 0.5
        ? 'Use outweighs training'
        : 'Neither training nor use certainly outweighs the other';
  return `${share} over its life: ${inNumber(exactly(side.answers))} answers ${where} take ${inJoules(kwh(side.inferenceKwh))}, the training took ${inJoules(kwh(exactly(trainingKwh)))}. They are even after ${inNumber(side.evenAfterAnswers)} answers.`;
}

const JOULES_PER_KWH = 3_600_000;
const kwh = ({ low, high }: Range): Range => ({ low: low * JOULES_PER_KWH, high: high * JOULES_PER_KWH });

export const wayWords: Readonly<Record<Way, string>> = {
  buy: 'buying servers',
  rent: 'renting servers that are always on',
  near: 'the device, at its most power,',
};

/** From how many requests a day on which way is cheaper than which. */
export function yearFinding(
  perDay: number,
  crossings: readonly Crossing[],
  costs: Readonly<Record<Way, Range | Refusal>>,
): string {
  const told = (['near', 'buy', 'rent'] as const).flatMap((way) => {
    const cost = costs[way];
    return isRefusal(cost) ? [] : [{ way, cost: cost.high }];
  });
  const cheapest = told.toSorted((a, b) => a.cost - b.cost)[0];
  const missing = (['near', 'buy', 'rent'] as const).flatMap((way) => {
    const cost = costs[way];
    return isRefusal(cost) ? [cost.problem] : [];
  });
  const unknown = [...new Set(missing)].join(' ');
  if (!cheapest) return unknown;
  const names: Readonly<Record<Way, string>> = { near: 'the device', buy: 'buying', rent: 'renting' };
  const others = told.filter(({ way }) => way !== cheapest.way);
  const price = (way: Way) => amount(costs[way], inUsd);
  const head = `At ${inNumber(exactly(perDay))} requests a day ${names[cheapest.way]} costs least, ${price(cheapest.way)} a year${others.map(({ way }) => `; ${names[way]} ${price(way)}`).join('')}.`;
  const cross = crossings
    .map(
      ({ perDay, cheaper, than }) =>
        `From ${inNumber(exactly(perDay))} a day on ${wayWords[cheaper]} costs less than ${wayWords[than]}`,
    )
    .map((sentence) => `${sentence.replace(/,$/, '')}.`);
  const order =
    crossings.length === 0 && told.length > 1 ? 'That order holds for as many as the chart shows.' : cross.join(' ');
  return [head, order, unknown].filter((sentence) => sentence !== '').join(' ');
}

export const amount = (range: Range | Refusal, write: (range: Range) => string): string =>
  isRefusal(range) ? words.unknown : write(range);

/** "secondary, 2024", as short as a row of inputs has room for. */
export function qualityOf({ quality, asOf }: Pick<ResolvedInput, 'quality' | 'asOf'>): string {
  const known: Readonly<Record<ResolvedInput['quality'], string>> = {
    primary: 'first-hand',
    secondary: 'second-hand',
    derived: 'worked out',
    unverified: 'from memory',
    doubtful: 'doubtful',
    assumption: 'assumed',
    unknown: 'unknown',
  };
  return asOf === null ? known[quality] : `${known[quality]}, ${asOf}`;
}

export { inGrams, inJoules, inNumber, inUsd };
