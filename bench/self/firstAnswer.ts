import type { Browser, Page } from '@playwright/test';
import type { RunRecord } from '../../src/record/record';
import { repeated, type Finding } from './finding';

const MOST = 1.5;
const REPEATS = 5;
const HOVER_MS = 300;
const TARGET = 'tfjs-wasm';

/** From the press of the button, which a mouse moves onto as a visitor's does, to the answer on the picture, ms. */
async function pressToAnswer(page: Page): Promise<number> {
  const run = page.getByRole('button', { name: 'Run here' });
  await run.hover();
  const waiting = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const button = [...document.querySelectorAll('button')].find(
          (one) => one.innerText === 'Run here' && one.checkVisibility(),
        );
        const observer = new MutationObserver(() => {
          if (!document.querySelector('img[alt^="A pose"]')) return;
          observer.disconnect();
          resolve(performance.now() - pressedMs);
        });
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        let pressedMs = 0;
        button?.addEventListener('click', () => (pressedMs = performance.now()), { capture: true, once: true });
      }),
  );
  // As long as a hand takes from there to the press.
  await page.waitForTimeout(HOVER_MS);
  await run.click();
  return waiting;
}

/** What the newest stored run says of its phases up to the first answer, ms. */
async function phases(page: Page): Promise<number> {
  const record = await page.evaluate(
    () =>
      new Promise<RunRecord | undefined>((resolve, reject) => {
        const opening = indexedDB.open('nearside');
        opening.onerror = () => reject(opening.error as Error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction('records').objectStore('records').getAll();
          asked.onerror = () => reject(asked.error as Error);
          asked.onsuccess = () => {
            opening.result.close();
            const runs = asked.result as RunRecord[];
            resolve(runs.sort((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1));
          };
        };
      }),
  );
  const {
    runtimeMs = 0,
    downloadMs = 0,
    createMs = 0,
    firstMs = 0,
    preMs = 0,
    postMs = 0,
    rpcMs = 0,
  } = record?.cells[0]?.phases ?? {};
  return runtimeMs + downloadMs + createMs + firstMs + preMs + postMs + rpcMs;
}

/** How long a visitor waits for the first answer when everything is cached ÷ what the run says that its own phases took. */
export async function firstAnswer(
  browser: Browser,
  url: string,
  wanted: (name: string) => boolean,
): Promise<Finding[]> {
  const name = `press to first answer from a warm cache ÷ its own phases: movenet-lightning on ${TARGET}`;
  if (!wanted(name)) return [];
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const repeats: { ratio: number; span: string }[] = [];
    // The first fills the caches.
    for (let repeat = 0; repeat <= REPEATS; repeat++) {
      await page.goto(`${url}?targets=${TARGET}&scenario=preview`, { waitUntil: 'networkidle' });
      const waitedMs = await pressToAnswer(page);
      await page.getByRole('button', { name: 'Run again' }).first().waitFor();
      if (repeat === 0) continue;
      const ownMs = await phases(page);
      repeats.push({ ratio: waitedMs / ownMs, span: `${Math.round(waitedMs)} ms ÷ ${Math.round(ownMs)} ms` });
    }
    return [repeated(name, MOST, repeats)];
  } finally {
    await context.close();
  }
}
