/**
 * Draws the samples of the page, by strokes of the project's own: MNIST's pictures are CC BY-SA 3.0 and do not ship.
 *
 *     npx tsx models/digits/draw-samples.ts
 */
import { writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { seededRandom } from '../../src/domain/random';
import { anotherHand, draw } from './train/draw';
import { digits, star, type Strokes } from './train/drawings';

const strokesOf = (digit: number, variant: number): Strokes =>
  digits.filter((one) => one.digit === digit)[variant]!.strokes;

/** Its flag is as long as a 7's and as steep as a 1's: also the reference, where the probabilities are open to the smallest error. */
const between: Strokes = 'l 24,38 50,8 54,8 54,95';

const samples: Readonly<Record<string, { strokes: Strokes; seed?: number; ink: number; paper: number }>> = {
  seven: { strokes: strokesOf(7, 1), seed: 3, ink: 25, paper: 252 },
  four: { strokes: strokesOf(4, 1), seed: 5, ink: 235, paper: 38 },
  three: { strokes: strokesOf(3, 0), seed: 8, ink: 25, paper: 252 },
  between: { strokes: between, ink: 25, paper: 252 },
  star: { strokes: star, seed: 2, ink: 25, paper: 252 },
};

for (const [name, { strokes, seed, ink, paper }] of Object.entries(samples)) {
  const move = seed === undefined ? undefined : anotherHand(seededRandom(seed));
  const { width, height, data } = draw(strokes, { size: 320, width: 0.08, ink, paper, move });
  const png = new PNG({ width, height });
  png.data.set(data);
  writeFileSync(
    new URL(`../../static/samples/digit-${name}.png`, import.meta.url),
    PNG.sync.write(png, { colorType: 2 }),
  );
}
