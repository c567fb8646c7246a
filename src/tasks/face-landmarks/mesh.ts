import type { TensorMap } from '../../domain/tensor';
import { cropPicture, pictureTensor, type CropBox } from '../picture';
import { rounded } from '../rounded';
import type { Pixels, TaskNetwork } from '../types';

/** x and y as parts of the picture's width and height, z as a part of its width: nearer the camera is smaller. */
export type MeshPoint = readonly [x: number, y: number, z: number];

/** FaceMesh of MediaPipe (Kartynnik et al. 2019, arXiv:1907.06724): 468 points. */
const MESH_VALUES = 468 * 3;

/** Side of the crop that FaceMesh sees, in sides of the face's box: MediaPipe's value. */
export const CROP_SIDES = 1.5;

/** The 468 points as x, y, z in crop pixels, told from the other outputs by their number. */
export function meshOutput(outputs: TensorMap): ArrayLike<number> {
  const mesh = Object.values(outputs).find(({ shape }) => shape.at(-1) === MESH_VALUES);
  if (!mesh) throw new Error(`The face network gave no output of ${MESH_VALUES} values.`);
  return mesh.data as Float32Array;
}

function presence(outputs: TensorMap): number {
  const flag = Object.values(outputs).find(({ shape }) => shape.at(-1) === 1);
  if (!flag) throw new Error('The face network did not say whether it saw a face.');
  return (flag.data as Float32Array)[0]!;
}

/** Points of the upright crop, in its pixels, back where they are in the picture. */
export function toPicture(values: ArrayLike<number>, crop: CropBox, cropSize: number, picture: Pixels): MeshPoint[] {
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  const scale = crop.width / cropSize;
  const points: MeshPoint[] = [];
  for (let i = 0; i < values.length; i += 3) {
    const u = (values[i]! - cropSize / 2) * scale;
    const v = (values[i + 1]! - cropSize / 2) * scale;
    points.push([
      rounded((crop.centreX + u * cos - v * sin) / picture.width),
      rounded((crop.centreY + u * sin + v * cos) / picture.height),
      rounded((values[i + 2]! * scale) / picture.width),
    ]);
  }
  return points;
}

/** Runs FaceMesh once on a square crop. `presence` (0–1) says how surely the crop holds a face. */
export async function meshFace(
  pixels: Pixels,
  crop: CropBox,
  network: TaskNetwork,
): Promise<{ presence: number; points: MeshPoint[] }> {
  const input = network.card.inputs[0]!;
  const size = input.shape[1]!;
  const tensor = pictureTensor(cropPicture(pixels, crop, size, size), input.picture!);
  const outputs = await network.run({ [input.name]: tensor });
  return { presence: presence(outputs), points: toPicture(meshOutput(outputs), crop, size, pixels) };
}
