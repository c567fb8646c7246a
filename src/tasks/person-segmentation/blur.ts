/** The longer side of the smallest picture in the pyramid is at most this: blur as strong as a call's, at any size. */
const SMALLEST = 44;

interface Level {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
}

/**
 * Blurs the background without the person in it: halved again and again, then doubled as often, each with the canvas's own
 * bilinear filter. Close to a Gaussian, a few passes over small pictures, and the same everywhere: Safari's canvas has no
 * `filter`, and a wide one costs more.
 */
export class BackgroundBlur {
  #levels: Level[] = [];

  #resize(width: number, height: number): void {
    const first = this.#levels[0]?.canvas;
    const [w, h] = [Math.ceil(width / 2), Math.ceil(height / 2)];
    if (first?.width === w && first.height === h) return;
    this.#levels = [];
    for (let [x, y] = [w, h]; ; [x, y] = [Math.ceil(x / 2), Math.ceil(y / 2)]) {
      const canvas = new OffscreenCanvas(x, y);
      const context = canvas.getContext('2d');
      if (context) this.#levels.push({ canvas, context });
      if (Math.max(x, y) <= SMALLEST || !context) return;
    }
  }

  /**
   * @param background alpha says where the background is; stretched to the picture
   * @param width of the result when it is drawn, pixels
   * @returns a picture of half that size; drawn on again at the next call
   */
  render(
    source: CanvasImageSource,
    background: CanvasImageSource,
    width: number,
    height: number,
  ): OffscreenCanvas | undefined {
    this.#resize(width, height);
    const levels = this.#levels;
    for (const [index, { canvas, context }] of levels.entries()) {
      context.globalCompositeOperation = 'copy';
      context.drawImage(levels[index - 1]?.canvas ?? source, 0, 0, canvas.width, canvas.height);
      if (index > 0) continue;
      // A person smeared into the background would stand around the cut-out as a glow.
      context.globalCompositeOperation = 'destination-in';
      context.drawImage(background, 0, 0, canvas.width, canvas.height);
    }
    const smallest = levels.at(-1);
    if (smallest) makeWhole(smallest);
    for (let index = levels.length - 2; index >= 0; index--) {
      const { canvas, context } = levels[index]!;
      context.globalCompositeOperation = 'copy';
      context.drawImage(levels[index + 1]!.canvas, 0, 0, canvas.width, canvas.height);
    }
    return levels[0]?.canvas;
  }
}

/** Colours are right where alpha is small; laid over itself three times it is whole, and reaches under the person's edge. */
function makeWhole({ canvas, context }: Level): void {
  context.globalCompositeOperation = 'source-over';
  for (let time = 0; time < 3; time++) context.drawImage(canvas, 0, 0);
}
