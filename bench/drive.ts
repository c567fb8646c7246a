import type { Page } from '@playwright/test';
import type {} from '../src/app/automation';
import type { Cell, RunParams, RunRecord } from '../src/record/record';
import type { CellUpdate } from './progress';

declare global {
  interface Window {
    benchCell(update: CellUpdate): Promise<void>;
    /** @param json the record so far, holding only the cells not sent before */
    benchRecord(json: string): Promise<void>;
  }
}

export interface DriveOptions {
  readonly params: RunParams;
  /** Ends the run; what was measured is still returned. */
  readonly signal: AbortSignal;
  readonly onUpdate: (update: CellUpdate) => void;
  readonly onFinished: (cell: Cell) => void;
}

export interface Driven {
  /** What was measured; absent where nothing was. */
  readonly record?: RunRecord;
  /** One sentence, where the run did not come to its end by itself or by a stop. */
  readonly problem?: string;
}

/** Runs inside the page: nothing from outside the function is there. */
async function runInPage(params: RunParams): Promise<string> {
  const LEAST_MS_BETWEEN_UPDATES = 100;
  const sent = new Set<string>();
  let updatedAt = 0;
  let lastPhase = '';
  const record = await window.nearside.run(params, {
    cell({ key: cell, model, target, twin, phase, download, soFar }) {
      const key = `${cell} ${phase}`;
      const now = performance.now();
      if (key === lastPhase && now - updatedAt < LEAST_MS_BETWEEN_UPDATES) return;
      lastPhase = key;
      updatedAt = now;
      const bytes = { receivedBytes: download?.received, totalBytes: download?.total };
      void window.benchCell({ model, target: target.id, twin, phase, ...bytes, ...soFar });
    },
    record(soFar) {
      const keyOf = ({ model, precision, target, twin }: (typeof soFar.cells)[number]) =>
        [model, precision, target.id, twin].join(' ');
      const fresh = soFar.cells.filter((cell) => !sent.has(keyOf(cell)));
      for (const cell of fresh) sent.add(keyOf(cell));
      void window.benchRecord(JSON.stringify({ ...soFar, cells: fresh }));
    },
  });
  return JSON.stringify(record);
}

/** Rejects with a sentence once the page can't answer any more. */
function pageGone(page: Page): Promise<never> {
  const { promise, reject } = withRejection();
  page.once('crash', () => reject(new Error('The page crashed, most often for want of memory.')));
  page.once('close', () => reject(new Error('The page was closed before the run ended.')));
  page
    .context()
    .browser()
    ?.once('disconnected', () => reject(new Error('The browser ended before the run did.')));
  return promise;
}

function withRejection(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<never>((_, fail) => (reject = fail));
  // Nobody may be waiting any more when the page is closed after a run.
  promise.catch(() => {});
  return { promise, reject };
}

/**
 * Runs the parameters in a page that holds Nearside. Each cell is kept as it is finished, so that a crash loses the
 * unfinished ones only.
 */
export async function drive(page: Page, { params, signal, onUpdate, onFinished }: DriveOptions): Promise<Driven> {
  let soFar: RunRecord | undefined;
  const gone = pageGone(page);
  await page.exposeFunction('benchCell', onUpdate);
  await page.exposeFunction('benchRecord', (json: string) => {
    const fresh = JSON.parse(json) as RunRecord;
    soFar = { ...fresh, cells: [...(soFar?.cells ?? []), ...fresh.cells] };
    fresh.cells.forEach(onFinished);
  });
  const stop = () => void page.evaluate(() => window.nearside.stop()).catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) return {};
    const json = await Promise.race([page.evaluate(runInPage, params), gone]);
    return { record: JSON.parse(json) as RunRecord };
  } catch (error) {
    // A crash makes the call in the page fail as well, in Playwright's words; the page's own event says it better.
    const reason = await Promise.race([gone, Promise.resolve(error)]).catch((better: unknown) => better);
    return { record: soFar, problem: sentenceOf(reason) };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function sentenceOf(error: unknown): string {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
  return first.replace(/^page\.evaluate: (?:\w*Error: )?/, '');
}
