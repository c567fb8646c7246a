import type { Browser } from '@playwright/test';
import { repeated, type Finding } from './finding';

const MOST = 1.5;
const REPEATS = 3;

/**
 * How long a quick run of MoveNet takes on the targets that the page measures by itself, with the scenario's openings ÷ with all
 * samples from one opening, as it was before openings became the unit of chance.
 * @param url of the page of this folder
 */
export async function wallTime(browser: Browser, url: string, wanted: (name: string) => boolean): Promise<Finding[]> {
  const name = 'wall time of a quick run of movenet-lightning, several openings ÷ one';
  if (!wanted(name)) return [];
  const page = await browser.newPage();
  try {
    await page.goto(url);
    // Runtimes and weights come from the cache in every run that counts.
    await page.evaluate(() => window.quickRunMs(1));
    const repeats: { ratio: number; span: string }[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const [several, one] = [
        await page.evaluate(() => window.quickRunMs()),
        await page.evaluate(() => window.quickRunMs(1)),
      ];
      repeats.push({ ratio: several / one, span: `${(several / 1000).toFixed(1)} s ÷ ${(one / 1000).toFixed(1)} s` });
    }
    return [repeated(name, MOST, repeats)];
  } finally {
    await page.close();
  }
}
