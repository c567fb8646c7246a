import { significant } from '../../domain/number';
import { quoted } from '../../domain/text';
import type { Figure } from './figures';
import { inputRows, type CostInputs, type InputKey, type InputRow, type OwnInputs } from './inputRows';

export const defaultInputs = Object.fromEntries(inputRows.map(({ key, value }) => [key, value])) as CostInputs;

/** Where nobody set anything: what rows leave open is not given, rather than unknown. */
export const untouched = Object.fromEntries(inputRows.map(({ key, value }) => [key, value ?? undefined])) as OwnInputs;

const rows: readonly (InputRow & { readonly key: InputKey })[] = inputRows;

/** @returns a sentence for the first figure that can't be; undefined where all can */
export function inputsProblem(inputs: OwnInputs): string | undefined {
  for (const { key, title, least, most, unit } of rows) {
    const value = inputs[key] ?? null;
    if (value !== null && !(value >= least && value <= most)) {
      return `${title} is from ${significant(least, 9)} to ${significant(most, 9)}${unit && ` ${unit}`}.`;
    }
  }
  const crossed = (low: Figure = null, high: Figure = null) => low !== null && high !== null && low > high;
  if (crossed(inputs.networkKwhPerGBLow, inputs.networkKwhPerGBHigh))
    return 'The network’s energy has its least above its most.';
  return crossed(inputs.nearWattsLow, inputs.nearWattsHigh)
    ? 'This device’s power has its least above its most.'
    : undefined;
}

const UNKNOWN = 'unknown';
const NUMBER = /^\d{1,13}(\.\d{1,9})?$/;
const LONGEST = 1000;

/** Digits alone: no exponent, and as many as read back to the same figure within a billionth. */
const written = (value: number) => value.toFixed(9).replace(/\.?0+$/, '');

/** What differs from the defaults, for a link: `grid-50_buy-4000_idle-unknown`; empty where nothing does. */
export function writeInputs(inputs: OwnInputs): string {
  return rows
    .flatMap(({ key, code }) => {
      const value = inputs[key];
      if (value === undefined || value === untouched[key]) return [];
      return `${code}-${value === null ? UNKNOWN : written(value)}`;
    })
    .join('_');
}

export interface ReadInputs {
  readonly inputs: OwnInputs;
  /** A sentence for each thing that was refused; what it was about stands at its default. */
  readonly problems: readonly string[];
}

/** Reads what {@link writeInputs} wrote, or somebody else did. */
export function readInputs(text: string): ReadInputs {
  if (text === '') return { inputs: untouched, problems: [] };
  if (text.length > LONGEST)
    return { inputs: untouched, problems: [`The figures of cost take ${LONGEST} characters at most.`] };
  const given: Partial<Record<InputKey, Figure>> = {};
  const problems: string[] = [];
  for (const part of text.split('_')) {
    const read = readPart(part);
    if ('problem' in read) problems.push(read.problem);
    else if (read.key in given) problems.push(`${quoted(part)} comes twice: the first counts.`);
    else given[read.key] = read.value;
  }
  const inputs = { ...untouched, ...given };
  const problem = inputsProblem(inputs);
  return problem ? { inputs: untouched, problems: [...problems, problem] } : { inputs, problems };
}

function readPart(part: string): { key: InputKey; value: Figure } | { problem: string } {
  const at = part.indexOf('-');
  const [code, figure] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  const row = rows.find((each) => each.code === code);
  if (!row)
    return {
      problem: `There is no figure of cost ${quoted(code)}. Known: ${rows.map((each) => each.code).join(', ')}.`,
    };
  if (figure === UNKNOWN) return { key: row.key, value: null };
  if (!NUMBER.test(figure))
    return { problem: `${row.title}: ${quoted(figure)} is no number. It is written as ${code}-1.5.` };
  const value = Number(figure);
  const problem = inputsProblem({ ...blank, [row.key]: value });
  return problem ? { problem } : { key: row.key, value };
}

const blank = Object.fromEntries(rows.map(({ key }) => [key, null])) as OwnInputs;
