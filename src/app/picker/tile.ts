import { sampleOf } from '../../tasks/registry';
import type { PictureSample, TaskMeta } from '../../tasks/types';

/** What stands for a task: a part of one of its samples, or words of it set as type. */
export type TileFace =
  | {
      readonly picture: PictureSample;
      readonly x: number;
      readonly y: number;
      readonly zoom: number;
      readonly ground?: string;
    }
  | { readonly text: string };

export function faceOf(task: TaskMeta): TileFace {
  const { sample: id, x = 0.5, y = 0.5, zoom = 1, ground, text } = task.tile ?? {};
  const sample = sampleOf(task, id);
  if ('picture' in sample) return { picture: sample, x, y, zoom, ground };
  return { text: text ?? `“${sample.texts[0] ?? task.verb}”` };
}
