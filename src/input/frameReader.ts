import { Problem } from '../domain/problem';
import type { Pixels } from '../tasks/types';

/** Reads frames in a worker through one canvas that is made once. */
export class FrameReader {
  #canvas?: OffscreenCanvas;

  /**
   * @param frame taken over: closed where it is not the one handed back
   * @param mirrored turns left and right round, so that the visitor sees themselves as in a mirror and the answer fits
   * @returns the pixels, and a frame that looks like them
   * @throws Problem `input` where the browser gives no canvas
   */
  read(frame: ImageBitmap, mirrored: boolean): { pixels: Pixels; frame: ImageBitmap } {
    const { width, height } = frame;
    this.#canvas ??= new OffscreenCanvas(width, height);
    const canvas = this.#canvas;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (!context) throw new Problem('input', 'The browser gave no canvas to read the camera with.');
    context.setTransform(mirrored ? -1 : 1, 0, 0, 1, mirrored ? width : 0, 0);
    context.drawImage(frame, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const pixels = { width, height, data };
    if (!mirrored) return { pixels, frame };
    frame.close();
    return { pixels, frame: canvas.transferToImageBitmap() };
  }
}
