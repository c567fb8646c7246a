import type { Browser, Page } from '@playwright/test';
import { seededRandom } from '../../src/domain/random';
import { median, medianInterval, sorted } from '../../src/statistics/samples';
import { ratioText, type Finding } from './finding';
import type { Comparison, Pair } from './page';
import type { SideSpec } from './sides';

export interface Versus {
  readonly name: string;
  readonly ours: SideSpec;
  readonly other: SideSpec;
  /** The ratio that is allowed; absent where it only tells which of two runtimes suits a network. */
  readonly most?: number;
  /**
   * Fresh pairs of workers. Where an engine puts a worker's memory and code moves its speed by some 2 % for as long as it
   * lives, so it takes several to see a difference below that.
   */
  readonly openings: number;
  /** Share by which the ratio may be off 1, to either side. */
  readonly within?: number;
  /** Slices of each side in an opening, 10 unless told. */
  readonly pairs?: number;
  /** True for a page that is not cross-origin isolated, where pictures can't lie in shared memory. */
  readonly unisolated?: boolean;
}

const bare = (model: string, target: string): Versus => ({
  name: `steady median, product ÷ bare: ${model} on ${target}`,
  ours: { kind: 'product', model, target },
  other: { kind: 'bare', model, target },
  most: 1.02,
  openings: 6,
});

const converted = (model: string): Versus => ({
  name: `steady median, converted on ort-wasm@1 ÷ same weights on tfjs-wasm@1: ${model}`,
  ours: { kind: 'product', model, target: 'ort-wasm@1' },
  other: { kind: 'product', model, target: 'tfjs-wasm@1' },
  openings: 3,
});

/** Speed may not depend on what weights hold, or drawing them would tell nothing of a model's. */
const drawn = (model: string, precision: string): Versus => ({
  name: `time of a token, drawn weights ÷ real ones on ort-wasm@1: ${model} ${precision}`,
  ours: { kind: 'drawn', model, precision, target: 'ort-wasm@1' },
  other: { kind: 'product', model, precision, target: 'ort-wasm@1' },
  within: 0.03,
  openings: 6,
});

const pipeline = (model: string, unisolated = false): Versus => ({
  name: `whole answers${unisolated ? ' without isolation' : ''}, product ÷ Human, same weights on tfjs-wasm@1: ${model}`,
  ours: { kind: 'pipeline', model, target: 'tfjs-wasm@1' },
  other: { kind: 'human', model, target: 'tfjs-wasm@1' },
  most: 1,
  openings: 3,
  unisolated,
});

const versus: readonly Versus[] = [
  bare('movenet-lightning', 'tfjs-wasm@1'),
  bare('ppocr-v4-det', 'ort-wasm@1'),
  ...['movenet-lightning', 'blazeface', 'facemesh', 'nanodet', 'selfie-segmentation', 'use-lite'].map(converted),
  drawn('story', 'fp32'),
  drawn('story', 'int4'),
  pipeline('movenet-lightning'),
  pipeline('movenet-lightning', true),
  pipeline('facemesh'),
  pipeline('nanodet'),
];

/**
 * Our median ÷ the other's: within an opening the median of the ratios of neighbouring slices, so that drift
 * cancels; then the median of the openings, with its 95 % bootstrap interval. Slices of one opening share its memory and
 * are no independent samples: resampling them would give too narrow an interval.
 */
export function ratioOf(
  openings: readonly (readonly Pair[])[],
  seed: number,
): { ratio: number; low: number; high: number } {
  const ratios = sorted(openings.map((pairs) => median(sorted(pairs.map(({ ourMs, otherMs }) => ourMs / otherMs)))));
  const [low, high] = medianInterval(ratios, { random: seededRandom(seed) });
  return { ratio: median(ratios), low, high };
}

/** Serves the page without the header that isolates it. */
async function withoutIsolation(page: Page, url: string): Promise<void> {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const { 'cross-origin-opener-policy': _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
}

/**
 * @param url of the page of this folder
 * @param wanted whether a figure of this name is asked for
 */
export async function comparisons(
  browser: Browser,
  url: string,
  wanted: (name: string) => boolean,
  list: readonly Versus[] = versus,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, ours, other, most, openings: count, pairs = 10, within, unisolated } of list) {
    if (!wanted(name)) continue;
    const openings: Pair[][] = [];
    const page = await browser.newPage();
    if (unisolated) await withoutIsolation(page, url);
    await page.goto(url);
    for (let seed = 1; seed <= count; seed++) {
      const comparison: Comparison = { ours, other, pairs, sliceMs: 200, seed };
      openings.push(await page.evaluate((asked) => window.compare(asked), comparison));
    }
    await page.close();
    const { ratio, low, high } = ratioOf(openings, 1);
    const ok = (most === undefined || ratio <= most) && (within === undefined || Math.abs(ratio - 1) <= within);
    const limit = most ?? (within === undefined ? undefined : 1 + within);
    const detail = within === undefined ? undefined : `from ${1 - within} on`;
    const finding: Finding = { name, median: ratio, interval: [low, high], limit, detail, ok };
    findings.push(finding);
    console.error(`  ${name}: ${ratioText(finding)}`);
  }
  return findings;
}
