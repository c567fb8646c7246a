import { describe, expect, it } from 'vitest';
import { lessons } from './registry';

const folders = (files: Record<string, unknown>) =>
  Object.keys(files)
    .map((path) => path.split('/')[1])
    .sort();

it('every lesson folder has all its files', () => {
  const ids = lessons.map(({ id }) => id).sort();
  expect(ids.length).toBeGreaterThan(0);
  expect(folders(import.meta.glob('./*/Lesson.svelte'))).toEqual(ids);
  expect(folders(import.meta.glob('./*/words.ts')).filter((folder) => folder !== 'parts')).toEqual(ids);
});

describe.each(lessons.map((lesson) => [lesson.id, lesson] as const))('%s', (_, lesson) => {
  it('asks a question, says what is learnt and how long it takes', () => {
    expect(lesson.title).toMatch(/^[A-Z].+\?$/);
    expect(lesson.learnt).toMatch(/^[A-Z].+\.$/);
    expect(lesson.subject).toMatch(/^[A-Z]\S+/);
    expect(lesson.minutes).toBeGreaterThan(0);
  });

  it('has steps that an address can name, told apart', () => {
    const ids = lesson.steps.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z-]+$/);
  });
});
