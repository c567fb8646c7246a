import { whitePicture } from '../example.fixture';
import type { Frame } from './worker';

export const model = 'digits';

export async function request(): Promise<Frame> {
  const { data, width, height } = whitePicture(28);
  const image = new ImageData(data as Uint8ClampedArray<ArrayBuffer>, width, height);
  return { bitmap: await createImageBitmap(image), mirrored: true };
}
