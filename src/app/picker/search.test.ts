import { describe, expect, it } from 'vitest';
import { tasks } from '../../tasks/registry';
import { entriesOf, find, folded, meant } from './search';

const entries = entriesOf(tasks);
const found = (query: string) => find(entries, query).flatMap((family) => family.tasks.map(({ id }) => id));

it('shows every task once without a query, in families that hold one', () => {
  const all = find(entries, '  ');
  expect(all.map(({ id }) => id)).toEqual(['people', 'things', 'words', 'write']);
  expect(found('').toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());
  for (const { id, tasks: held } of all) expect(held.every(({ family }) => family === id)).toBe(true);
});

describe('finds a task by', () => {
  it.each([
    ['what it does', 'enlarge', 'super-resolution'],
    ['its model', 'movenet', 'pose'],
    ['a model that runs before its own', 'BlazeFace', 'face-landmarks'],
    ['what it finds', '80 kinds', 'object-detection'],
    ['its address', 'tone', 'sentence-polarity'],
    ['what a sample shows', 'shop sign', 'text-recognition'],
    ['words in any order', 'face map', 'face-landmarks'],
    ['a name without its signs', 'ppocr', 'text-recognition'],
    ['a word without its accents and case', 'CÁT', 'super-resolution'],
  ])('%s', (_, query, id) => {
    expect(found(query)).toContain(id);
  });
});

it('puts what the verb says before what is said elsewhere', () => {
  expect(found('text')[0]).toBe('text-recognition');
  expect(found('face').slice(0, 2).toSorted()).toEqual(['emotion', 'face-landmarks']);
});

it('wants every word', () => {
  expect(found('read')).toContain('digit-recognition');
  expect(found('read face')).not.toContain('digit-recognition');
});

it('suggests a word that finds something for a mistyped one, and none for nonsense', () => {
  expect(found('objcts')).toEqual([]);
  expect(meant(entries, 'objcts')).toBe('objects');
  expect(found(meant(entries, 'find objcts') ?? '')).toEqual(['object-detection']);
  expect(meant(entries, 'xyzzy plugh')).toBeUndefined();
});

it('takes any text', () => {
  for (const query of ['(', '\\', '.*', '🙂', 'a'.repeat(10_000)]) expect(() => find(entries, query)).not.toThrow();
});

it('folds names that are written with signs', () => {
  expect(folded('PP-OCRv4')).toBe('ppocrv4');
  expect(folded('Café')).toBe('cafe');
});
