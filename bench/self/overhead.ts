import type { Page } from '@playwright/test';
import { seededRandom } from '../../src/measure/random';
import { median, medianInterval, sorted } from '../../src/measure/statistics';
import type { Finding } from './finding';
import type { Comparison, Pair } from './page';

const TARGET_RATIO = 1.03;
/** Fresh pairs of workers: where an engine puts a worker's memory and code moves its speed by some percent. */
const OPENINGS = 3;

const compared: readonly Pick<Comparison, 'model' | 'target'>[] = [
  { model: 'movenet-lightning', target: 'tfjs-wasm@1' },
  { model: 'ppocr-v4-det', target: 'ort-wasm@1' },
];

/**
 * The product's median ÷ the bare one's: median of the ratios of neighbouring slices, so that drift cancels, with a 95 %
 * bootstrap interval of that median.
 */
export function ratioOf(pairs: readonly Pair[], seed: number): { ratio: number; low: number; high: number } {
  const ratios = sorted(pairs.map(({ productMs, bareMs }) => productMs / bareMs));
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
    const pairs: Pair[] = [];
    for (let seed = 1; seed <= OPENINGS; seed++) {
      const comparison = { ...cell, pairs: 20, sliceMs: 200, seed };
      pairs.push(...(await page.evaluate((asked) => window.compare(asked), comparison)));
    }
    const { ratio, low, high } = ratioOf(pairs, 1);
    findings.push({
      name: `steady median, product ÷ bare: ${cell.model} on ${cell.target}`,
      ratio: `${ratio.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
      target: `≤ ${TARGET_RATIO}`,
      ok: ratio <= TARGET_RATIO,
    });
  }
  return findings;
}
