import type { Mask } from '../types';

/** Alpha below the first is nothing, above the second whole: most of the network's doubt lies outside a person's edge. */
const FROM = 0.35;
const TO = 0.8;

/** Smoothstep from `FROM` to `TO`, by sixteen times the alpha: what the 3 × 3 sum comes to. */
const curve = Uint8ClampedArray.from({ length: 255 * 16 + 1 }, (_, sum) => {
  const t = Math.min(1, Math.max(0, (sum / (255 * 16) - FROM) / (TO - FROM)));
  return 255 * t * t * (3 - 2 * t);
});

/**
 * A mask made fit to be enlarged, as alpha: its values averaged over 3 × 3 pixels (1 2 1 each way), which evens the network's chequered
 * edge, then steepened. Keeps its buffers, since it runs for every frame of a camera.
 */
export class SoftEdge {
  #width = 0;
  #height = 0;
  #rows = new Uint16Array(0);
  #alpha = new Uint8ClampedArray(0);

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  /** One byte a pixel; the same array every time that the size is the same. */
  get alpha(): Uint8ClampedArray {
    return this.#alpha;
  }

  read({ width, height, values }: Mask): void {
    if (width !== this.#width || height !== this.#height) {
      [this.#width, this.#height] = [width, height];
      this.#rows = new Uint16Array(width * height);
      this.#alpha = new Uint8ClampedArray(width * height);
    }
    const [rows, alpha] = [this.#rows, this.#alpha];
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const here = values[i]!;
        const left = x > 0 ? values[i - 1]! : here;
        const right = x + 1 < width ? values[i + 1]! : here;
        rows[i] = left + 2 * here + right;
      }
    }
    for (let y = 0, i = 0; y < height; y++) {
      const up = y > 0 ? -width : 0;
      const down = y + 1 < height ? width : 0;
      for (let x = 0; x < width; x++, i++) alpha[i] = curve[rows[i + up]! + 2 * rows[i]! + rows[i + down]!]!;
    }
  }
}
