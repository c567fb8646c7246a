import { part } from '../domain/part';
import type { LessonComponent, LessonMeta } from './types';

const metas = import.meta.glob<LessonMeta>('./*/meta.ts', { eager: true, import: 'meta' });
const components = import.meta.glob<LessonComponent>('./*/Lesson.svelte', { import: 'default' });

/** Taught in this order; a lesson that isn't named here comes after them, by its title. */
const first = ['near-or-far'];
const placeOf = ({ id }: LessonMeta) => (first.includes(id) ? first.indexOf(id) : first.length);

/** Every lesson, found by folder. */
export const lessons: readonly LessonMeta[] = Object.values(metas).sort(
  (a, b) => placeOf(a) - placeOf(b) || a.title.localeCompare(b.title),
);

export function lessonOf(id: string): LessonMeta | undefined {
  return lessons.find((lesson) => lesson.id === id);
}

/**
 * Fetches what shows a lesson.
 * @throws Problem where it can't be fetched
 */
export async function loadLesson(id: string): Promise<LessonComponent | undefined> {
  const load = components[`./${id}/Lesson.svelte`];
  return load && part(load);
}
