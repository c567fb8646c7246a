import type { EnginePage } from '../scripts/engines/engine';
import type {} from '../src/app/automation';
import type { RunParams, RunRecord } from '../src/record/record';
import type { Arch } from './arch';
import type { CellUpdate } from './progress';

/** What a run in a page has to tell; kept there until it is taken, since not every protocol lets a page call out. */
export interface News {
  readonly updates: readonly CellUpdate[];
  /** Records so far as JSON, each holding only the cells not told before. */
  readonly records: readonly string[];
  /** The whole record as JSON, once the run has ended. */
  readonly finished?: string;
  /** What the run failed with. */
  readonly failed?: string;
}

declare global {
  interface Window {
    benchRun: {
      updates: CellUpdate[];
      records: string[];
      finished?: string;
      failed?: string;
      /** Lets whoever waits for news know of some. */
      wake: () => void;
    };
  }
}

/** What the build knows. WebKit's driver doesn't wait for module scripts, so this does. */
export function knownIn(page: EnginePage): Promise<typeof window.nearside.known> {
  return page.evaluate(async (waitMs) => {
    while (!('nearside' in window)) await new Promise((resolve) => setTimeout(resolve, waitMs));
    return window.nearside.known;
  }, 50);
}

/** Makes a decoder with drawn weights one of the page's models. @returns false where the build can't */
export function drawIn(page: EnginePage, arch: Arch): Promise<boolean> {
  return page.evaluate(async ({ id, title, config }) => {
    if (!('draw' in window.nearside)) return false;
    await window.nearside.draw(id, title, config);
    return true;
  }, arch);
}

/** Begins the run. The function is called inside the page: nothing from outside is there. */
export function beginRun(page: EnginePage, params: RunParams): Promise<void> {
  return page.evaluate((asked) => {
    const LEAST_MS_BETWEEN_UPDATES = 100;
    const told = new Set<string>();
    let updatedAt = 0;
    let lastPhase = '';
    const news: Window['benchRun'] = { updates: [], records: [], wake: () => {} };
    window.benchRun = news;
    const run = window.nearside.run(asked, {
      cell({ key: cell, model, precision, target, twin, phase, download, soFar }) {
        const key = `${cell} ${phase}`;
        const now = performance.now();
        if (key === lastPhase && now - updatedAt < LEAST_MS_BETWEEN_UPDATES) return;
        lastPhase = key;
        updatedAt = now;
        const bytes = { receivedBytes: download?.received, totalBytes: download?.total };
        news.updates.push({ model, precision, target: target.id, twin, phase, ...bytes, ...soFar });
        news.wake();
      },
      record(soFar) {
        const keyOf = ({ model, precision, target, twin }: RunRecord['cells'][number]) =>
          [model, precision, target.id, twin].join(' ');
        const fresh = soFar.cells.filter((cell) => !told.has(keyOf(cell)));
        for (const cell of fresh) told.add(keyOf(cell));
        news.records.push(JSON.stringify({ ...soFar, cells: fresh }));
        news.wake();
      },
    });
    run
      .then(
        (record) => (news.finished = JSON.stringify(record)),
        (error: unknown) => (news.failed = error instanceof Error ? error.message : String(error)),
      )
      .then(() => news.wake());
  }, params);
}

/** Takes the news there is; waits a while where there is none. */
export function takeNews(page: EnginePage): Promise<News> {
  return page.evaluate(async (waitMs) => {
    const { benchRun: news } = window;
    const isEmpty = news.updates.length + news.records.length === 0 && !news.finished && !news.failed;
    if (isEmpty) {
      await new Promise<void>((resolve) => {
        news.wake = resolve;
        setTimeout(resolve, waitMs);
      });
    }
    const { finished, failed } = news;
    return { updates: news.updates.splice(0), records: news.records.splice(0), finished, failed };
  }, 1000);
}
