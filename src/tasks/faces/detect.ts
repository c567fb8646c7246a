import type { TensorMap } from '../../domain/tensor';
import { fitPicture, pictureTensor, type CropBox, type FitTransform } from '../picture';
import type { Pixels, TaskNetwork } from '../types';
import { decodeGrid, suppress, type FaceBox, type Grid } from './anchors';

/** Below this a find is not called a face. MediaPipe's own default. */
export const MIN_SCORE = 0.5;
const MAX_OVERLAP = 0.3;

/** Faces of one picture that the network behind the detector looks at, the surest first: each costs a run. */
export const MAX_FACES = 4;

/**
 * The detector's faces in its own outputs, surest first. The four outputs are told apart by their shapes:
 * 512 anchors on the fine grid, 384 on the coarse one; one value for a score, sixteen for a box.
 * @throws when an output of one of those shapes is missing
 */
export function detectionsFrom(outputs: TensorMap): FaceBox[] {
  const values = (anchors: number, width: number): ArrayLike<number> => {
    const wanted = Object.values(outputs).find(({ shape }) => shape[1] === anchors && shape[2] === width);
    if (!wanted) throw new Error(`The detector gave no output of ${anchors} × ${width} values.`);
    return wanted.data as Float32Array;
  };
  const grids: Grid[] = [
    { logits: values(512, 1), boxes: values(512, 16), perCell: 2 },
    { logits: values(384, 1), boxes: values(384, 16), perCell: 6 },
  ];
  return suppress(
    grids.flatMap((grid) => decodeGrid(grid, MIN_SCORE)),
    MAX_OVERLAP,
  );
}

function unfit(box: FaceBox, { scaleX, scaleY, offsetX, offsetY }: FitTransform): FaceBox {
  return {
    x: (box.x - offsetX) / scaleX,
    y: (box.y - offsetY) / scaleY,
    width: box.width / scaleX,
    height: box.height / scaleY,
    score: box.score,
    points: box.points.map(({ x, y }) => ({ x: (x - offsetX) / scaleX, y: (y - offsetY) / scaleY })),
  };
}

/** Runs the detector once. The faces come back in the picture's own pixels, surest first. */
export async function findFaces(pixels: Pixels, detector: TaskNetwork): Promise<FaceBox[]> {
  const input = detector.card.inputs[0]!;
  const spec = input.picture!;
  const [, height, width] = input.shape;
  const { pixels: fitted, transform } = fitPicture(pixels, width!, height!, spec.fit, spec.pad);
  const outputs = await detector.run({ [input.name]: pictureTensor(fitted, spec) });
  return detectionsFrom(outputs).map((box) => unfit(box, transform));
}

/** The square around a face: `sides` times the box's longer side, turned so that the eyes are level. */
export function faceCrop(box: FaceBox, sides: number): CropBox {
  const [rightEye, leftEye] = box.points;
  const angle = rightEye && leftEye ? Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x) : 0;
  const side = Math.max(box.width, box.height) * sides;
  return { centreX: box.x + box.width / 2, centreY: box.y + box.height / 2, width: side, height: side, angle };
}
