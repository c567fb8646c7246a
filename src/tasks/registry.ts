import { part } from '../domain/part';
import type { TaskMeta, TaskSample, TaskView } from './types';

const metas = import.meta.glob<TaskMeta>('./*/meta.ts', { eager: true, import: 'meta' });
const views = import.meta.glob<TaskView>('./*/View.svelte', { import: 'default' });

/** Offered first, in this order. A task that isn't named here comes after them, by its verb: a new one needs no place here. */
const first = [
  'pose',
  'object-detection',
  'face-landmarks',
  'emotion',
  'hand-landmarks',
  'person-segmentation',
  'text-recognition',
  'digit-recognition',
  'super-resolution',
  'sentence-similarity',
  'sentence-polarity',
  'text-generation',
];
const placeOf = ({ id }: TaskMeta) => (first.includes(id) ? first.indexOf(id) : first.length);

/** Every task, found by folder, in the order the page offers them. */
export const tasks: readonly TaskMeta[] = Object.values(metas).sort(
  (a, b) => placeOf(a) - placeOf(b) || a.verb.localeCompare(b.verb),
);

export function taskOf(id: string): TaskMeta | undefined {
  return tasks.find((task) => task.id === id);
}

/** The task whose page has this address; its id is understood too. */
export function taskAt(address: string): TaskMeta | undefined {
  return tasks.find((task) => task.address === address) ?? taskOf(address);
}

/** Loads the component that draws a task's answer. */
export async function viewOf(taskId: string): Promise<TaskView | undefined> {
  const load = views[`./${taskId}/View.svelte`];
  return load && part(load);
}

/** The sample of that id, or the task's first. */
export function sampleOf(task: TaskMeta, id?: string): TaskSample {
  return task.samples.find((sample) => sample.id === id) ?? (task.samples[0] as TaskSample);
}
