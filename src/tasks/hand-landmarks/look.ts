import type { Tensor, TensorMap } from '../../domain/tensor';
import { cropPicture, pictureTensor, type CropBox } from '../picture';
import type { Pixels, TaskNetwork } from '../types';
import type { Point } from './crop';

/** The outputs by their names on the card. */
const [POINTS, PRESENCE, RIGHT] = ['Identity', 'Identity_1', 'Identity_2'] as const;

export interface Look {
  readonly presence: number;
  readonly right: number;
  /** 21, pixels of the picture. */
  readonly points: readonly Point[];
}

/** The 21 points as x, y, z in crop pixels. */
export function pointsOutput(outputs: TensorMap): Float32Array {
  return (outputs[POINTS] as Tensor).data as Float32Array;
}

/** Runs the network once on a square of the picture. */
export async function look(pixels: Pixels, square: CropBox, network: TaskNetwork): Promise<Look> {
  const input = network.card.inputs[0]!;
  const size = input.shape[1]!;
  const outputs = await network.run({
    [input.name]: pictureTensor(cropPicture(pixels, square, size, size), input.picture!),
  });
  const values = pointsOutput(outputs);
  const [cos, sin] = [Math.cos(square.angle), Math.sin(square.angle)];
  const scale = square.width / size;
  const points: Point[] = [];
  for (let i = 0; i < values.length; i += 3) {
    const [u, v] = [(values[i]! - size / 2) * scale, (values[i + 1]! - size / 2) * scale];
    points.push({ x: square.centreX + u * cos - v * sin, y: square.centreY + u * sin + v * cos });
  }
  const single = (name: string): number => ((outputs[name] as Tensor).data as Float32Array)[0]!;
  return { presence: single(PRESENCE), right: single(RIGHT), points };
}
