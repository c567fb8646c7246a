import type { LiveCell } from '../measure/cell';
import type { RunParams, RunRecord } from '../results/record';
import { known } from './known';
import { startRun } from './start';

/** What `npm run bench` and other scripts drive the page through: `window.nearside`. */
export interface Automation {
  readonly known: typeof known;
  /** Runs, calling back with each change of a cell and, after each final one, with the record so far. */
  run(
    params: RunParams,
    on?: { cell?: (cell: LiveCell) => void; record?: (record: RunRecord) => void },
  ): Promise<RunRecord>;
  /** Ends the run at once; its promise resolves with what was measured. */
  stop(): void;
}

declare global {
  interface Window {
    nearside: Automation;
  }
}

export function exposeAutomation(): void {
  let controller = new AbortController();
  window.nearside = {
    known,
    run(params, on = {}) {
      controller = new AbortController();
      return startRun(params, { signal: controller.signal, onCell: on.cell, onRecord: on.record });
    },
    stop: () => controller.abort(),
  };
}
