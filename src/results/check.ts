import * as v from 'valibot';
import { RECORD_SCHEMA, type Cell, type RunRecord, type Steady } from '../record/record';
import { hasControlCharacters, quoted } from '../domain/text';
import { editions } from './editions/editions';

export type Checked = { readonly record: RunRecord } | { readonly problem: string };

type Path = (string | number)[];

const DEEPEST = 32;
const poisonous = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Checks a run of any edition and brings it to the newest. It is checked against its own edition's schema and against what no
 * schema says: no key that could reach a prototype, no control characters, no nesting past 32 levels, no statistics out of
 * order. Markup is text like any other and stays.
 * @returns a fresh record of the newest edition, or one sentence that names the first field at fault
 */
export function checkRecord(value: unknown): Checked {
  const problem = findUnsafe(value, 0);
  if (problem) return { problem: problem.sentence(fieldName(problem.path)) };
  const name = schemaOf(value);
  if (name === undefined) return { problem: 'It is no run of Nearside.' };
  const first = editions.findIndex((edition) => edition.name === name);
  if (first < 0) return { problem: `It is ${name}; this page reads up to ${RECORD_SCHEMA}.` };
  let current = value;
  for (const { schema, upgrade } of editions.slice(first)) {
    const parsed = v.safeParse(schema, current, { abortEarly: true });
    if (!parsed.success) return { problem: explain(parsed.issues[0]) };
    current = upgrade ? upgrade(parsed.output) : parsed.output;
  }
  const record = current as RunRecord;
  if (Number.isNaN(Date.parse(record.createdAt))) return { problem: 'createdAt is not a date.' };
  for (const [index, cell] of record.cells.entries()) {
    for (const [series, steady] of seriesOf(cell)) {
      if (isDisordered(steady)) return { problem: `cells[${index}].${series} has its statistics out of order.` };
    }
  }
  return { record };
}

/** `nearside.run/1` and its like; undefined for anything that is no run, or says so in another form. */
export function schemaOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'schema')) return undefined;
  const { schema } = value as { schema: unknown };
  return typeof schema === 'string' && /^nearside\.run\/\d{1,6}$/.test(schema) ? schema : undefined;
}

interface Unsafe {
  readonly path: Path;
  readonly sentence: (field: string) => string;
}

/** Recursion is safe here: it ends at {@link DEEPEST}. */
function findUnsafe(value: unknown, depth: number): Unsafe | undefined {
  if (typeof value === 'string') {
    return hasControlCharacters(value) ? unsafe((field) => `${field} holds control characters.`) : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) return unsafe(() => `It is nested more than ${DEEPEST} levels deep.`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = findUnsafe(value[index], depth + 1);
      if (found) return within(index, found);
    }
    return undefined;
  }
  for (const [key, member] of Object.entries(value)) {
    if (poisonous.has(key)) return unsafe((field) => `${field} has a key ${quoted(key)}, which no record may have.`);
    if (hasControlCharacters(key)) return unsafe((field) => `${field} has a key with control characters.`);
    const found = findUnsafe(member, depth + 1);
    if (found) return within(key, found);
  }
  return undefined;
}

function within(key: string | number, found: Unsafe): Unsafe {
  return { ...found, path: [key, ...found.path] };
}

function unsafe(sentence: Unsafe['sentence']): Unsafe {
  return { path: [], sentence };
}

/** `cells[3].steady.medianMs`; a key that is no plain name is quoted, as it comes from outside. */
function fieldName(path: Path): string {
  if (path.length === 0) return 'The record';
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : /^\w{1,40}$/.test(key) ? `.${key}` : `[${quoted(key)}]`))
    .join('')
    .replace(/^\./, '');
}

const nouns: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a pair of numbers',
  strict_tuple: 'a pair of numbers',
  strict_object: 'an object',
  loose_object: 'an object',
  record: 'an object',
  integer: 'a whole number',
  finite: 'a finite number',
  iso_timestamp: 'a date and time',
};

function explain(issue: v.BaseIssue<unknown>): string {
  const field = fieldName((issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key))));
  const limit = String(issue.requirement);
  const size = typeof issue.input === 'string' ? 'characters' : 'entries';
  if (issue.expected === 'never') return `${field} is no field of a run record.`;
  if (issue.received === 'undefined') return `${field} is missing.`;
  switch (issue.type) {
    case 'max_length':
      return `${field} has more than ${limit} ${size}.`;
    case 'min_length':
      return `${field} has fewer than ${limit} ${size}.`;
    case 'max_value':
      return `${field} is above ${limit}.`;
    case 'min_value':
      return `${field} is below ${limit}.`;
    case 'gt_value':
      return `${field} is not above ${limit}.`;
    case 'literal':
    case 'picklist':
    case 'variant':
      return `${field} is not one of ${String(issue.expected).replace(/[()"]/g, '').replaceAll(' | ', ', ')}.`;
    case 'regex':
      return `${field} holds characters that it may not.`;
    default:
      return nouns[issue.type] ? `${field} is not ${nouns[issue.type]}.` : `${field} is not valid.`;
  }
}

const seriesOf = (cell: Cell): [string, Steady][] =>
  Object.entries({ steady: 'steady' in cell ? cell.steady : undefined, answers: cell.answers }).flatMap(
    ([name, steady]) => (steady ? [[name, steady]] : []),
  );

/**
 * Percentiles that fall, or an interval that ends before it begins, would draw nonsense and mean a forged or broken record.
 * The median of several openings is a mean of theirs, and may lie past a percentile of all samples taken together.
 */
function isDisordered({ minMs, medianMs, openings, p90Ms, p99Ms, ci95Ms }: Steady): boolean {
  const ascending = [minMs, ...(openings === 1 ? [medianMs] : []), p90Ms, p99Ms].filter((ms) => ms !== undefined);
  const rises = ascending.every((ms, index) => ms >= (ascending[index - 1] ?? 0));
  return !rises || medianMs < minMs || (ci95Ms !== undefined && ci95Ms[0] > ci95Ms[1]);
}
