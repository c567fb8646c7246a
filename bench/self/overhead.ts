import type { Page } from '@playwright/test';
import { seededRandom } from '../../src/measure/random';
import { median, medianInterval, sorted } from '../../src/measure/statistics';
import type { Finding } from './finding';
import type { Comparison, Pair } from './page';

const TARGET_RATIO = 1.03;
/**
 * Fresh pairs of workers. Where an engine puts a worker's memory and code moves its speed by some 2 % for as long as it
 * lives, so it takes several to see a difference below that.
 */
const OPENINGS = 6;

const compared: readonly Pick<Comparison, 'model' | 'target'>[] = [
  { model: 'movenet-lightning', target: 'tfjs-wasm@1' },
  { model: 'ppocr-v4-det', target: 'ort-wasm@1' },
];

/**
 * The product's median ÷ the bare one's: within an opening the median of the ratios of neighbouring slices, so that drift
 * cancels; then the median of the openings, with its 95 % bootstrap interval. Slices of one opening share its memory and
 * are no independent samples: resampling them would give too narrow an interval.
 */
export function ratioOf(
  openings: readonly (readonly Pair[])[],
  seed: number,
): { ratio: number; low: number; high: number } {
  const ratios = sorted(
    openings.map((pairs) => median(sorted(pairs.map(({ productMs, bareMs }) => productMs / bareMs)))),
  );
  const [low, high] = medianInterval(ratios, { random: seededRandom(seed) });
  return { ratio: median(ratios), low, high };
}

/**
 * Compares the steady median through the product's session worker with the same runtime called bare.
 * @param page holding the page of this folder
 */
export async function overheads(page: Page): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const cell of compared) {
    const openings: Pair[][] = [];
    for (let seed = 1; seed <= OPENINGS; seed++) {
      const comparison = { ...cell, pairs: 10, sliceMs: 200, seed };
      openings.push(await page.evaluate((asked) => window.compare(asked), comparison));
    }
    const { ratio, low, high } = ratioOf(openings, 1);
    findings.push({
      name: `steady median, product ÷ bare: ${cell.model} on ${cell.target}`,
      ratio: `${ratio.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
      target: `≤ ${TARGET_RATIO}`,
      ok: ratio <= TARGET_RATIO,
    });
  }
  return findings;
}
