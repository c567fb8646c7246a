import { significant } from '../../domain/number';
import type { Range } from './figures';

type Unit = readonly [perUnit: number, name: string];

/** The largest unit that a figure fills, else the smallest. */
function unitOf(value: number, units: readonly Unit[]): Unit {
  return units.find(([size]) => value >= size * 0.9995) ?? (units.at(-1) as Unit);
}

const energies: readonly Unit[] = [
  [3.6e9, 'MWh'],
  [3.6e6, 'kWh'],
  [1000, 'kJ'],
  [1, 'J'],
  [1e-3, 'mJ'],
  [1e-6, 'µJ'],
];
const masses: readonly Unit[] = [
  [1e6, 't'],
  [1000, 'kg'],
  [1, 'g'],
  [1e-3, 'mg'],
  [1e-6, 'µg'],
];
const numbers: readonly Unit[] = [
  [1e12, ' trillion'],
  [1e9, ' billion'],
  [1e6, ' million'],
  [1, ''],
];

/** Two digits: no figure of cost is known better. */
const two = (value: number) => significant(value, 2);

/** Both ends in the unit of the larger, one figure where they read alike: "11 to 52 J". */
function between({ low, high }: Range, units: readonly Unit[], digits = two, space = ' '): string {
  const [size, name] = unitOf(high, units);
  const [from, to] = [digits(low / size), digits(high / size)];
  return `${from === to ? to : `${from} to ${to}`}${space}${name}`;
}

export const inJoules = (joules: Range): string => between(joules, energies);
export const inGrams = (grams: Range): string => between(grams, masses);
/** "70 to 310 million". */
export const inNumber = (count: Range): string => between(count, numbers, two, '');

const moneys: readonly Unit[] = [...numbers.slice(0, -1), [0.000095, ''], [1e-6, ' millionths']];

/** "$0.0016", "$2.3 to 39", from a million "$1.2 million", below a ten-thousandth "2.3 to 39 millionths of $1". */
export function inUsd({ low, high }: Range): string {
  const [unit, name] = unitOf(high, moneys);
  const size = name === '' ? 1 : unit;
  const [from, to] = [two(low / size), two(high / size)];
  const figure = from === to ? to : `${from} to ${to}`;
  return unit === 1e-6 ? `${figure}${name} of $1` : `$${figure}${name}`;
}

const raised = (power: number) =>
  [...String(power)].map((digit) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(digit)]).join('');

/** A power of ten on an axis: "$100,000", below a ten-thousandth "$10⁻⁶". */
export function usdTick(usd: number): string {
  return usd < 0.000095 ? `$10${raised(Math.round(Math.log10(usd)))}` : inUsd({ low: usd, high: usd });
}

/** How many times one is the other: "5 to 90 times", "as much as"; each end against each other end. */
export function times(more: Range, less: Range): string {
  const [low, high] = [more.low / less.high, more.high / less.low];
  const digits = (value: number) => (value >= 1000 ? inNumber({ low: two1(value), high: two1(value) }) : two(value));
  const [from, to] = [digits(low), digits(high)];
  return from === to ? `${to} times` : `${from} to ${to} times`;
}

const two1 = (value: number) => Number(value.toPrecision(2));

/** Which of two is certainly the larger: undefined where their ranges overlap. */
export function larger(near: Range, far: Range): 'near' | 'far' | undefined {
  if (near.low > far.high) return 'near';
  return far.low > near.high ? 'far' : undefined;
}
