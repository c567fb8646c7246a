import type { Browser } from '@playwright/test';
import type { RunParams } from '../../src/record/record';
import type {} from '../../src/app/automation';
import type { Finding } from './finding';

const LONGEST_MS = 50;

const params: RunParams = {
  models: ['movenet-lightning', 'ppocr-v4-rec', 'use-lite'],
  targets: ['tfjs-wasm', 'ort-wasm'],
  scenario: 'preview',
  seed: 1,
};

/**
 * Longest main-thread task while a run goes on, counted by an observer of its own beside the product's. The Long Tasks API
 * tells of none up to 50 ms.
 */
export async function longestTask(
  browser: Browser,
  url: string,
  wanted: (name: string) => boolean,
): Promise<Finding[]> {
  const name = `longest main-thread task during a run ÷ ${LONGEST_MS} ms`;
  if (!wanted(name)) return [];
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'networkidle' });
    const longTasksMs = await page.evaluate(async (asked) => {
      const durations: number[] = [];
      const observer = new PerformanceObserver((list) =>
        durations.push(...list.getEntries().map(({ duration }) => duration)),
      );
      observer.observe({ type: 'longtask' });
      const { cells } = await window.nearside.run(asked);
      if (!cells.some(({ status }) => status === 'completed')) throw new Error('No cell of the run was completed.');
      durations.push(...observer.takeRecords().map(({ duration }) => duration));
      return durations;
    }, params);
    const worstMs = Math.max(0, ...longTasksMs);
    return [
      {
        name,
        median: worstMs / LONGEST_MS,
        limit: 1,
        detail: worstMs === 0 ? 'none seen' : `${worstMs} ms`,
        ok: worstMs <= LONGEST_MS,
      },
    ];
  } finally {
    await context.close();
  }
}
