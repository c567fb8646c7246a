import type { Browser } from '@playwright/test';
import { seededRandom } from '../../src/measure/random';
import { median, medianInterval, sorted } from '../../src/measure/statistics';
import type { Finding } from './finding';

const MOST = 0.1;

/** Networks that take a fraction of a millisecond: what comes before and after them can't take a tenth of that. */
const tiny: ReadonlySet<string> = new Set(['digits', 'sentence-polarity']);

const models = [
  'blazeface',
  'emotion',
  'esrgan-slim-x2',
  'facemesh',
  'hand-landmark-lite',
  'movenet-lightning',
  'nanodet',
  'ppocr-v4-rec',
  'selfie-segmentation',
  'use-lite',
  ...tiny,
];

/**
 * Pre- and post-processing of the task's first sample, as a share of the inference in the same answer, on ONNX Runtime's WASM
 * backend with as many threads as the page gives it.
 * @param url of the page of this folder
 * @param only those whose name holds this text
 */
export async function overheads(browser: Browser, url: string, only = ''): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const model of models) {
    const name = `pre- and post-processing ÷ inference on ort-wasm: ${model}`;
    if (!name.includes(only)) continue;
    const page = await browser.newPage();
    await page.goto(url);
    const shares = sorted(await page.evaluate((id) => window.overhead(id, 'ort-wasm'), model));
    await page.close();
    const [low, high] = medianInterval(shares, { random: seededRandom(1) });
    const isBound = !tiny.has(model);
    findings.push({
      name,
      ratio: `${median(shares).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
      target: isBound ? `≤ ${MOST}` : 'none',
      ok: !isBound || median(shares) <= MOST,
    });
    console.error(`  ${name}: ${findings.at(-1)?.ratio}`);
  }
  return findings;
}
