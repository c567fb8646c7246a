import type { Mask } from '../types';
import { paintBackground } from './backgrounds';
import { BackgroundBlur } from './blur';
import type { Look } from './choice.svelte';
import { traceContour } from './contour';
import { SoftEdge } from './edge';

export interface Scene {
  readonly mask: Mask;
  /** The canvas's size, pixels. */
  readonly width: number;
  readonly height: number;
  /** The picture's own pixels; without them the rest can't be blurred and stays as it is. */
  readonly source?: CanvasImageSource;
  /** True where nothing of the picture lies below the canvas in step with the mask: then the source is drawn as well. */
  readonly whole: boolean;
}

/** How dark the rest is beside an outlined person. */
const DIM = 0.55;

/**
 * Draws what is not the person over the picture: dimmed, blurred or replaced. The person is left out and shows through from
 * below. Keeps its canvases; a frame of 640 × 480 allocates nothing.
 */
export class Compositor {
  readonly #context: CanvasRenderingContext2D | null;
  readonly #edge = new SoftEdge();
  readonly #blur = new BackgroundBlur();
  #rest?: OffscreenCanvas;
  #restPixels?: ImageData;
  #backdrop?: OffscreenCanvas;
  #painted = '';

  constructor(readonly canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext('2d');
  }

  /** @param stroke colour of the outline */
  draw(scene: Scene, { way, background, colour }: Readonly<Look>, stroke: string): void {
    const context = this.#context;
    const rest = this.#readMask(scene.mask);
    if (!context || !rest) return;
    const { width, height, source, whole } = scene;
    const { canvas } = this;
    // Setting the size clears the canvas and drops its memory, so only when it changes.
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    else context.clearRect(0, 0, width, height);
    context.imageSmoothingQuality = 'medium';

    if (way === 'outline') context.globalAlpha = DIM;
    context.drawImage(rest, 0, 0, width, height);
    context.globalAlpha = 1;
    if (way !== 'outline') {
      const behind = way === 'replace' ? this.#paint(width, height, background, colour) : this.#blurred(scene, rest);
      context.globalCompositeOperation = 'source-in';
      if (behind) context.drawImage(behind, 0, 0, width, height);
      else context.clearRect(0, 0, width, height);
    }
    if (whole && source) {
      context.globalCompositeOperation = 'destination-over';
      context.drawImage(source, 0, 0, width, height);
    }
    context.globalCompositeOperation = 'source-over';
    if (way === 'outline') this.#outline(context, stroke);
  }

  /** Black wherever the rest is, at the mask's own size. */
  #readMask(mask: Mask): OffscreenCanvas | undefined {
    const edge = this.#edge;
    edge.read(mask);
    if (!this.#rest || this.#restPixels?.width !== mask.width || this.#restPixels.height !== mask.height) {
      this.#rest = new OffscreenCanvas(mask.width, mask.height);
      this.#restPixels = new ImageData(mask.width, mask.height);
    }
    const { data } = this.#restPixels;
    for (let i = 0, t = 3; i < edge.alpha.length; i++, t += 4) data[t] = 255 - edge.alpha[i]!;
    const context = this.#rest.getContext('2d');
    context?.putImageData(this.#restPixels, 0, 0);
    return context ? this.#rest : undefined;
  }

  #blurred({ source, width, height }: Scene, rest: OffscreenCanvas): OffscreenCanvas | undefined {
    return source && this.#blur.render(source, rest, width, height);
  }

  #paint(width: number, height: number, background: Look['background'], colour: string): OffscreenCanvas | undefined {
    const wanted = [width, height, background, colour].join();
    if (this.#painted !== wanted || !this.#backdrop) {
      this.#backdrop = new OffscreenCanvas(width, height);
      const context = this.#backdrop.getContext('2d');
      if (!context) return undefined;
      paintBackground(context, background, colour);
      this.#painted = wanted;
    }
    return this.#backdrop;
  }

  #outline(context: CanvasRenderingContext2D, stroke: string): void {
    const { width, height } = context.canvas;
    const { width: maskWidth, height: maskHeight, alpha } = this.#edge;
    const [scaleX, scaleY] = [width / maskWidth, height / maskHeight];
    context.beginPath();
    traceContour(alpha, maskWidth, maskHeight, 128, (x0, y0, x1, y1) => {
      context.moveTo(x0 * scaleX, y0 * scaleY);
      context.lineTo(x1 * scaleX, y1 * scaleY);
    });
    const line = Math.max(width, height) / 170;
    context.lineCap = 'round';
    context.lineWidth = line * 1.9;
    context.strokeStyle = 'rgb(0 0 0 / 0.45)';
    context.stroke();
    context.lineWidth = line;
    context.strokeStyle = stroke;
    context.stroke();
  }
}
