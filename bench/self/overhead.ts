import type { Browser } from '@playwright/test';
import { median, sorted } from '../../src/statistics/samples';
import type { Finding } from './finding';

const MOST = 0.1;

/** Fresh workers: where an engine puts a worker's memory moves the share for as long as it lives. */
const OPENINGS = 3;

/** Networks that take a fraction of a millisecond: what comes before and after them can't take a tenth of that. */
const tiny: ReadonlySet<string> = new Set(['digits', 'sentence-polarity']);

/**
 * Pre- and post-processing of the task's first sample, as a share of the inference in the same answer, on ONNX Runtime's WASM
 * backend with as many threads as the page gives it.
 * @param url of the page of this folder
 * @param only those whose name holds this text
 */
export async function overheads(browser: Browser, url: string, only = ''): Promise<Finding[]> {
  const findings: Finding[] = [];
  const page = await browser.newPage();
  await page.goto(url);
  for (const model of await page.evaluate(() => window.modelIds())) {
    const name = `pre- and post-processing ÷ inference on ort-wasm: ${model}`;
    if (!name.includes(only)) continue;
    const openings: number[] = [];
    for (let opening = 0; opening < OPENINGS; opening++) {
      openings.push(median(sorted(await page.evaluate((id) => window.overhead(id, 'ort-wasm'), model))));
    }
    const shares = sorted(openings);
    const isBound = !tiny.has(model);
    findings.push({
      name,
      ratio: `${median(shares).toFixed(3)} (${shares.map((share) => share.toFixed(3)).join(', ')})`,
      target: isBound ? `≤ ${MOST}` : 'none',
      ok: !isBound || median(shares) <= MOST,
    });
    console.error(`  ${name}: ${findings.at(-1)?.ratio}`);
  }
  await page.close();
  return findings;
}
