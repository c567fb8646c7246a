import type { Browser } from '@playwright/test';
import { median, sorted } from '../../src/statistics/samples';
import { ratioText, type Finding } from './finding';

const MOST = 0.1;

/** Fresh workers: where an engine puts a worker's memory moves the share for as long as it lives. */
const OPENINGS = 3;

/** Networks that take a fraction of a millisecond: what comes before and after them can't take a tenth of that. */
const tiny: ReadonlySet<string> = new Set(['digits', 'sentence-polarity']);

/**
 * Pre- and post-processing of the task's first sample, as a share of the inference in the same answer, on ONNX Runtime's WASM
 * backend with as many threads as the page gives it.
 * @param url of the page of this folder
 * @param wanted whether a figure of this name is asked for
 */
export async function overheads(browser: Browser, url: string, wanted: (name: string) => boolean): Promise<Finding[]> {
  const findings: Finding[] = [];
  const page = await browser.newPage();
  await page.goto(url);
  for (const model of await page.evaluate(() => window.modelIds())) {
    const name = `pre- and post-processing ÷ inference on ort-wasm: ${model}`;
    if (!wanted(name)) continue;
    const openings: number[] = [];
    for (let opening = 0; opening < OPENINGS; opening++) {
      openings.push(median(sorted(await page.evaluate((id) => window.overhead(id, 'ort-wasm'), model))));
    }
    const shares = sorted(openings);
    const isBound = !tiny.has(model);
    const [lowest, highest] = [shares[0] as number, shares.at(-1) as number];
    const finding: Finding = {
      name,
      median: median(shares),
      interval: [lowest, highest],
      limit: isBound ? MOST : undefined,
      detail: `range of ${shares.length} workers`,
      ok: !isBound || median(shares) <= MOST,
    };
    findings.push(finding);
    console.error(`  ${name}: ${ratioText(finding)}`);
  }
  await page.close();
  return findings;
}
