import { listed } from '../../domain/words';
import type { Refusal } from '../server';

/** A figure that may be unknown; null is never replaced by a guess. */
export type Figure = number | null;

/** What is disputed or read off a coarse scale, as its two ends. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export const exactly = (value: number): Range => ({ low: value, high: value });
export const sum = (...ranges: readonly Range[]): Range => ({
  low: ranges.reduce((all, { low }) => all + low, 0),
  high: ranges.reduce((all, { high }) => all + high, 0),
});
export const times = ({ low, high }: Range, factor: number): Range => ({ low: low * factor, high: high * factor });

type Known<Figures> = { readonly [Name in keyof Figures]: number };

/** The same figures once none of them is unknown, or a sentence that names those that are. */
export function known<const Figures extends Readonly<Record<string, Figure>>>(
  what: string,
  figures: Figures,
  names: Readonly<Record<keyof Figures & string, string>>,
): Known<Figures> | Refusal {
  const entries = Object.entries(figures);
  const name = (key: string) => names[key] ?? key;
  const unknown = entries.filter(([, value]) => value === null).map(([key]) => name(key));
  if (unknown.length > 0) {
    return { problem: `${what} can’t be told: ${listed(unknown)} ${unknown.length > 1 ? 'are' : 'is'} unknown.` };
  }
  const impossible = entries.find(([, value]) => !(Number.isFinite(value) && (value as number) >= 0));
  if (impossible) {
    return { problem: `${what} can’t be told: ${name(impossible[0])} can’t be ${String(impossible[1])}.` };
  }
  return figures as Known<Figures>;
}

export const isRefusal = (result: object): result is Refusal => 'problem' in result;
