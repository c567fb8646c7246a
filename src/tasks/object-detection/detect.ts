import type { TensorMap } from '../../domain/tensor';
import { fitPicture, pictureTensor } from '../picture';
import type { Pixels, TaskNetwork } from '../types';
import { decodeGrid, type Detection, type Grid } from './decode';
import { labels } from './labels';
import { suppress } from './suppress';

/** Below this a find is not shown. NanoDet's own demo draws from here on. */
export const MIN_SCORE = 0.35;
/** NanoDet's own values for suppression. */
const MAX_OVERLAP = 0.6;
export const MAX_OBJECTS = 100;

/** Cells across each grid of the 416-pixel frame. */
const FRAME = 416;
const STRIDES = [8, 16, 32];

/**
 * The head's grids, told apart by their shapes: [1, cells, 80] for scores, [1, cells, 44] for distances.
 * @returns those of which both outputs are there, finest first
 */
export function gridsFrom(outputs: TensorMap): Grid[] {
  return STRIDES.flatMap((stride) => {
    const side = FRAME / stride;
    const values = (width: number) =>
      Object.values(outputs).find(({ shape }) => shape[1] === side * side && shape[2] === width)?.data;
    const [scores, distances] = [values(labels.length), values(44)];
    if (!scores || !distances) return [];
    return [{ side, stride, scores: scores as Float32Array, distances: distances as Float32Array }];
  });
}

/** Objects in frame pixels, surest first. */
export function detectionsFrom(grids: readonly Grid[]): Detection[] {
  const candidates = grids.flatMap((grid) => decodeGrid(grid, MIN_SCORE));
  return suppress(candidates, MAX_OVERLAP, MAX_OBJECTS);
}

/** Runs the detector once. The boxes come back as shares of the picture's sides, within it. */
export async function findObjects(pixels: Pixels, detector: TaskNetwork): Promise<Detection[]> {
  const input = detector.card.inputs[0];
  if (!input?.picture) throw new Error('The detector has no picture input.');
  const { pixels: fitted, transform } = fitPicture(pixels, FRAME, FRAME, input.picture.fit, input.picture.pad);
  const outputs = await detector.run({ [input.name]: pictureTensor(fitted, input.picture, input.dtype) });
  const grids = gridsFrom(outputs);
  if (grids.length < STRIDES.length) throw new Error('The detector gave fewer grids than it has.');
  const across = (x: number) => share((x - transform.offsetX) / transform.scaleX / pixels.width);
  const down = (y: number) => share((y - transform.offsetY) / transform.scaleY / pixels.height);
  return detectionsFrom(grids)
    .map(({ kind, score, left, top, right, bottom }) => {
      return { kind, score, left: across(left), top: down(top), right: across(right), bottom: down(bottom) };
    })
    .filter(({ left, top, right, bottom }) => right > left && bottom > top);
}

const share = (value: number) => Math.min(1, Math.max(0, value));
