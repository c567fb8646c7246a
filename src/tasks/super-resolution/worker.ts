import type { Tensor } from '../../domain/tensor';
import { pictureTensor } from '../picture';
import { resizeByTaps } from '../pixels/taps';
import { pictureNetwork } from '../pictureNetwork';
import type { Pixels, ReferenceOutput, TaskWorker } from '../types';
import { inDb, type Closeness, type SuperResolutionAnswer } from './answer';
import { enlargeBicubic } from './bicubic';
import { picturePsnrDb, psnrDb } from './psnr';
import { pngBytes } from './sentBytes';
import { subjectOf } from './subject';

/** @param output [1, height, width, 3]: red, green and blue, 0–255 and a little beyond, which is cut off and rounded */
export function readEnlarged({ data, shape }: Tensor): Pixels {
  const [, height = 0, width = 0] = shape;
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let p = 0; p < width * height; p++) {
    for (let c = 0; c < 3; c++) pixels[p * 4 + c] = Number(data[p * 3 + c]);
    pixels[p * 4 + 3] = 255;
  }
  return { width, height, data: pixels };
}

/** Of the one network there is. */
const SCALE = 2;

function summarise({ width, height }: Pixels, psnr: Closeness | undefined): string {
  const size = `The middle of the picture, at ${width / SCALE} × ${height / SCALE} pixels, enlarged to ${width} × ${height}`;
  if (!psnr) return `${size}.`;
  const rivals = `bicubic ${inDb(psnr.bicubic)}, bilinear ${inDb(psnr.bilinear)}`;
  return `${size}: PSNR ${inDb(psnr.network)} against the original, where ${rivals}.`;
}

export const task: TaskWorker<SuperResolutionAnswer> = {
  async answer(input, networks) {
    const { pixels: picture, network, spec, output } = pictureNetwork(input, networks, 'Enlarging');
    const side = spec.shape[1]!;
    const { small, truth } = subjectOf(picture, side, output.shape[1]! / side);
    const outputs = await network.run({ [spec.name]: pictureTensor(small, spec.picture, spec.dtype) });
    const enlarged = readEnlarged(outputs[output.name] as Tensor);
    const { width, height } = enlarged;
    // By the exact filter: it is what the network is measured against.
    const bilinear = resizeByTaps(small, width, height);
    const bicubic = enlargeBicubic(small, width, height);
    const psnr = truth && {
      network: picturePsnrDb(enlarged.data, truth.data),
      bicubic: picturePsnrDb(bicubic.data, truth.data),
      bilinear: picturePsnrDb(bilinear.data, truth.data),
    };
    return {
      kind: 'super-resolution',
      summary: summarise(enlarged, psnr),
      width,
      height,
      ...(psnr && { psnrDb: psnr }),
      pictures: { small, enlarged, bilinear, bicubic, ...(truth && { truth }) },
    };
  },

  sentBytes: ({ pictures }) => (pictures ? pngBytes(pictures.enlarged) : 0),

  /** PSNR of the output against the reference at the positions that the reference keeps, dB. */
  agreement(card, outputs, reference) {
    const name = card.outputs[0]?.name as string;
    const { data } = outputs[name] as Tensor;
    const { values, stride } = reference.find((output) => output.name === name) as ReferenceOutput;
    return psnrDb(
      values.map((_, index) => Number(data[index * stride])),
      values,
    );
  },
};
