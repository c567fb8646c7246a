import type { Page } from '@playwright/test';
import { alone, test } from './test';

/** The parts of Chromium's trace events that are read here; times in µs. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Processor time of the thread while the event lasted. */
  readonly tdur?: number;
}

/** A task that holds the page for longer is a long task, by the Long Tasks API's own limit. */
const longMs = 50;

const mark = 'traced page';

/**
 * Tasks of the page's main thread that took over 50 ms of processor time while `go` went on, longest first, in ms. The Long
 * Tasks API counts by the clock, and a machine whose cores are taken by the model can take the page's thread away in the middle
 * of a task; processor time is the page's own work and nothing else. Where another test runs beside it, though, the same work takes more of
 * it: cores share their caches.
 */
export async function longTasksDuring(page: Page, go: () => Promise<unknown>): Promise<number[]> {
  if (!test.info().tags.includes(alone.tag))
    throw new Error(`A test that counts long tasks carries the tag ${alone.tag}.`);
  const browser = page.context().browser();
  if (!browser) throw new Error('Tracing needs the browser that this page belongs to.');
  const devtools = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])));
  const traceConfig = { includedCategories: ['toplevel', 'blink.user_timing'], excludedCategories: ['*'] };
  await devtools.send('Tracing.start', { traceConfig, transferMode: 'ReportEvents' });
  try {
    await page.evaluate((name) => performance.mark(name), mark);
    await go();
  } finally {
    const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
    await devtools.send('Tracing.end');
    await complete;
    await devtools.detach();
  }

  // Other renderers run beside it: Chromium keeps a spare one ready.
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const begun = events.find(({ name }) => name === mark);
  // The task that set the mark began before it: in it the driver reads in its own script, which is not the page's work.
  const tasks = events.filter(
    (event) =>
      begun &&
      event.ph === 'X' &&
      event.name.endsWith('::RunTask') &&
      threadOf(event) === threadOf(begun) &&
      event.ts >= begun.ts,
  );
  if (!tasks.some(({ tdur }) => tdur))
    throw new Error('The trace holds no task of a page: Chromium may have renamed them.');
  return tasks
    .map(({ tdur = 0 }) => tdur / 1000)
    .filter((ms) => ms > longMs)
    .sort((a, b) => b - a);
}
