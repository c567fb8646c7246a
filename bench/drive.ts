import type { Engine } from '../scripts/engines/engine';
import type { Cell, RunParams, RunRecord } from '../src/record/record';
import { beginRun, takeNews } from './page';
import type { CellUpdate } from './progress';

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

/**
 * Runs the parameters in a page that holds Nearside. Each cell is kept as it is finished, so that a crash loses the
 * unfinished ones only.
 */
export async function drive(engine: Engine, options: DriveOptions): Promise<Driven> {
  const { page, gone } = engine;
  const { params, signal, onUpdate, onFinished } = options;
  let soFar: RunRecord | undefined;
  let isStopped = false;
  try {
    if (signal.aborted) return {};
    await Promise.race([beginRun(page, params), gone]);
    for (;;) {
      const news = await Promise.race([takeNews(page), gone]);
      news.updates.forEach(onUpdate);
      for (const json of news.records) {
        const fresh = JSON.parse(json) as RunRecord;
        soFar = { ...fresh, cells: [...(soFar?.cells ?? []), ...fresh.cells] };
        fresh.cells.forEach(onFinished);
      }
      if (news.finished !== undefined) return { record: JSON.parse(news.finished) as RunRecord };
      if (news.failed !== undefined) return { record: soFar, problem: firstLine(news.failed) };
      if (signal.aborted && !isStopped) {
        isStopped = true;
        await Promise.race([page.evaluate(() => window.nearside.stop(), undefined), gone]);
      }
    }
  } catch (error) {
    // A crash makes the call in the page fail as well, in the driver's words; the news of the page's end says it better.
    const reason = await Promise.race([gone, Promise.resolve(error)]).catch((better: unknown) => better);
    return { record: soFar, problem: firstLine(reason) };
  }
}

function firstLine(error: unknown): string {
  const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
  return first.replace(/^page\.evaluate: (?:\w*Error: )?/, '');
}
