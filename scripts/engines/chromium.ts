import type { Browser, Page } from '@playwright/test';
import { rejectable, type Engine, type OnPageError } from './engine';

/** A page of a Chromium that Playwright has launched. */
export async function engineOf(browser: Browser, onPageError?: OnPageError): Promise<Engine> {
  const page = await browser.newPage();
  page.on('pageerror', ({ message }) => onPageError?.(message));
  return engineOn(page);
}

/** A page that Playwright has opened; closing it closes its browser. */
export function engineOn(page: Page): Engine {
  const browser = page.context().browser();
  const { promise: gone, reject } = rejectable();
  page.once('crash', () => reject('The page crashed, most often for want of memory.'));
  page.once('close', () => reject('The page was closed before the run ended.'));
  browser?.once('disconnected', () => reject('The browser ended before the run did.'));
  return {
    page: {
      goto: async (url) => void (await page.goto(url)),
      evaluate: (run, argument) => page.evaluate(run as never, argument as never) as never,
      choose: (selector, path) => page.setInputFiles(selector, path),
    },
    gone,
    close: async () => browser?.close().catch(() => {}),
  };
}
