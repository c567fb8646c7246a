import type { qualities } from './factSchema';
import type { Figure } from './figures';

/** One figure that everything about cost and energy rests on, to be edited. */
export interface InputRow {
  readonly key: string;
  /** In a link: letters alone. */
  readonly code: string;
  readonly title: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly value: Figure;
  /** Where the value stands from before anybody edits it. */
  readonly source: string;
  readonly asOf: string | null;
  readonly quality: (typeof qualities)[number] | 'unknown';
}

const own = (why: string) => ({ source: `Own assumption: ${why}`, asOf: null, quality: 'assumption' }) as const;
const unknown = (who: string) => ({ value: null, source: who, asOf: null, quality: 'unknown' }) as const;
const scope3 = { source: 'methodology.scope3.com/data_transfer', asOf: '2020', quality: 'secondary' } as const;

/** All inputs: another is another row. */
export const inputRows = [
  {
    key: 'gridGPerKwh',
    code: 'grid',
    title: 'Carbon of the grid',
    unit: 'g CO₂/kWh',
    least: 0,
    most: 2000,
    value: 450,
    ...own('between the world’s 436 of 2022 and 473 of 2024'),
  },
  {
    key: 'pue',
    code: 'pue',
    title: 'PUE of the data centre',
    unit: '',
    least: 1,
    most: 5,
    value: 1.56,
    source: 'Uptime Institute survey via Statista',
    asOf: '2024',
    quality: 'secondary',
  },
  {
    key: 'networkKwhPerGBLow',
    code: 'netlow',
    title: 'Energy of the network, least',
    unit: 'kWh/GB',
    least: 0,
    most: 10,
    value: 0.03,
    ...scope3,
  },
  {
    key: 'networkKwhPerGBHigh',
    code: 'nethigh',
    title: 'Energy of the network, most',
    unit: 'kWh/GB',
    least: 0,
    most: 10,
    value: 0.14,
    ...scope3,
  },
  {
    key: 'chipWatts',
    code: 'chip',
    title: 'Power of the server’s chip, busy',
    unit: 'W',
    least: 0,
    most: 100_000,
    ...unknown('The chip’s own row, where it has one'),
  },
  {
    key: 'idleShare',
    code: 'idle',
    title: 'Its power when idle, of that',
    unit: '',
    least: 0,
    most: 1,
    value: 0.66,
    source: 'unverified (from memory): a K80 server at 10 % load (Jouppi et al., ISCA 2017, section 6)',
    asOf: '2017',
    quality: 'unverified',
  },
  {
    key: 'hostShare',
    code: 'host',
    title: 'Power of the server around it, of that',
    unit: '',
    least: 0,
    most: 20,
    value: 0.43,
    source: 'Derived from Google’s Gemini prompt: host 25 %, TPU 58 % (via particle.news, holdfastprojects)',
    asOf: '2025-08',
    quality: 'derived',
  },
  {
    key: 'nearWatts',
    code: 'near',
    title: 'Power of this device while it works',
    unit: 'W',
    least: 0,
    most: 5000,
    ...unknown('Nobody but its owner knows: its label, a meter, or its battery'),
  },
  {
    key: 'batteryWh',
    code: 'battery',
    title: 'Capacity of its battery',
    unit: 'Wh',
    least: 0,
    most: 1000,
    ...unknown('Its label; no browser tells'),
  },
  {
    key: 'usdPerHour',
    code: 'hour',
    title: 'Rent of a server',
    unit: '$/h',
    least: 0,
    most: 10_000,
    ...unknown('The price list, where it has the chip'),
  },
  {
    key: 'serverUsd',
    code: 'buy',
    title: 'Price of a server, bought',
    unit: '$',
    least: 0,
    most: 100_000_000,
    ...unknown('Nobody published it; a quotation'),
  },
  {
    key: 'lifeYears',
    code: 'life',
    title: 'Years that it lasts',
    unit: 'years',
    least: 0.5,
    most: 30,
    value: 4,
    ...own('four years'),
  },
  {
    key: 'upkeepShare',
    code: 'upkeep',
    title: 'Upkeep a year, of its price',
    unit: '',
    least: 0,
    most: 2,
    value: 0.1,
    ...own('space, repair and staff, a tenth'),
  },
  {
    key: 'usdPerKwh',
    code: 'power',
    title: 'Price of electricity',
    unit: '$/kWh',
    least: 0,
    most: 10,
    value: 0.15,
    ...own('between a data centre’s and a household’s'),
  },
  {
    key: 'requestsPerDay',
    code: 'day',
    title: 'Requests a day',
    unit: '',
    least: 0,
    most: 1e12,
    value: 10_000,
    ...own('a small service'),
  },
  {
    key: 'peakFactor',
    code: 'peak',
    title: 'Busiest hour, over the average',
    unit: '',
    least: 1,
    most: 100,
    value: 3,
    ...own('people sleep'),
  },
  {
    key: 'mostWaitMs',
    code: 'wait',
    title: 'Longest wait in the queue (p99)',
    unit: 'ms',
    least: 0,
    most: 600_000,
    value: 50,
    ...own('half of what feels immediate'),
  },
  {
    key: 'trainingKwh',
    code: 'training',
    title: 'Energy of the model’s training',
    unit: 'kWh',
    least: 0,
    most: 1e12,
    ...unknown('Its makers, where they published it'),
  },
  {
    key: 'servedDays',
    code: 'served',
    title: 'Days that the model is used',
    unit: 'days',
    least: 1,
    most: 36_500,
    value: 730,
    ...own('two years'),
  },
] as const satisfies readonly InputRow[];

export type InputKey = (typeof inputRows)[number]['key'];
export type CostInputs = Readonly<Record<InputKey, Figure>>;
