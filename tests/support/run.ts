import { expect, type JSHandle, type Page, type Worker } from '@playwright/test';
import type { CellPhase, LiveCell } from '../../src/measure/liveCell';
import { checkRecord } from '../../src/results/check';
import type { Cell, CompletedCell, RunParams, RunRecord } from '../../src/record/record';

/** What a run has said so far, kept in the page so that no event is lost between two looks. */
interface Log {
  readonly cells: LiveCell[];
  /** One for each cell that became final: the record as it was handed out then. */
  readonly records: RunRecord[];
  readonly waiting: { wants: (cell: LiveCell) => boolean; resolve: () => void }[];
  readonly finished: Promise<RunRecord>;
}

interface Wanted {
  readonly target: string;
  /** Any model where it is left out. */
  readonly model?: string;
  readonly phase: CellPhase;
  /** At least so many steady samples. */
  readonly n?: number;
  /** At least so many bytes of the download. */
  readonly received?: number;
}

/** A run that goes on in the page, driven through `window.nearside`. */
export class Run {
  constructor(
    readonly page: Page,
    readonly log: JSHandle<Log>,
  ) {}

  /** Waits until a cell of this target has come to this phase; fails when the run ends before. */
  async reaches(wanted: Wanted): Promise<void> {
    await this.log.evaluate((log, { target, model = '', phase, n = 0, received = 0 }) => {
      const wants = (cell: LiveCell) =>
        cell.target.id === target &&
        cell.model.startsWith(model) &&
        cell.phase === phase &&
        (cell.soFar?.n ?? 0) >= n &&
        (cell.download?.received ?? 0) >= received;
      if (log.cells.some(wants)) return;
      const over = log.finished.then(() => {
        throw new Error(`The run ended before ${target} came to ${phase}.`);
      });
      return Promise.race([new Promise<void>((resolve) => log.waiting.push({ wants, resolve })), over]);
    }, wanted);
  }

  stop(): Promise<void> {
    return this.page.evaluate(() => window.nearside.stop());
  }

  /** Waits for the end. The record has gone through JSON as an export does, and through the check that imports do. */
  async record(): Promise<RunRecord> {
    const json = await this.log.evaluate(async ({ finished }) => JSON.stringify(await finished));
    const checked = checkRecord(JSON.parse(json));
    expect(checked).not.toHaveProperty('problem');
    return (checked as { record: RunRecord }).record;
  }

  /** The records handed out while the run went on, oldest first. */
  async records(): Promise<RunRecord[]> {
    return JSON.parse(await this.log.evaluate(({ records }) => JSON.stringify(records))) as RunRecord[];
  }

  /** The newest answer of a target: what the record leaves out where the input is the visitor's own. */
  async answer<A>(target: string): Promise<A> {
    const json = await this.log.evaluate(
      ({ cells }, id) => JSON.stringify(cells.findLast((cell) => cell.target.id === id && cell.answer)?.answer),
      target,
    );
    return JSON.parse(json) as A;
  }

  /** Phases a target's cell went through, in order, repeats left out. */
  async phases(target: string): Promise<CellPhase[]> {
    const all = await this.log.evaluate(
      ({ cells }, id) => cells.filter((cell) => cell.target.id === id).map(({ phase }) => phase),
      target,
    );
    return all.filter((phase, index) => phase !== all[index - 1]);
  }
}

/** Starts a run in a page that shows Nearside; `texts` are read instead of the sample's. */
export async function begin(
  page: Page,
  params: Omit<RunParams, 'seed'> & { seed?: number },
  texts?: readonly string[],
): Promise<Run> {
  const log = await page.evaluateHandle(
    ([asked, own]): Log => {
      const cells: LiveCell[] = [];
      const records: RunRecord[] = [];
      const waiting: Log['waiting'] = [];
      const onCell = (cell: LiveCell) => {
        cells.push(cell);
        for (const { wants, resolve } of waiting) if (wants(cell)) resolve();
      };
      const onRecord = (record: RunRecord) => void records.push(record);
      const finished = window.nearside.run(asked, { cell: onCell, record: onRecord }, own);
      // Whoever asks for the record gets the error; nobody asking is no unhandled rejection.
      finished.catch(() => {});
      return { cells, records, waiting, finished };
    },
    [{ seed: 7, ...params }, texts] as const,
  );
  return new Run(page, log);
}

/** Runs to the end. */
export async function runToEnd(page: Page, params: Parameters<typeof begin>[1]): Promise<RunRecord> {
  return (await begin(page, params)).record();
}

export function cellOf(record: RunRecord, target: string, model?: string): Cell {
  const found = record.cells.filter((cell) => cell.target.id === target && (!model || cell.model === model));
  expect(found, `cells of ${target}`).toHaveLength(1);
  return found[0] as Cell;
}

/** A cell that was measured and whose answer is right. */
export function expectCompleted(cell: Cell): CompletedCell {
  const reason = 'reason' in cell ? `: ${cell.reason.message} ${cell.reason.detail ?? ''}` : '';
  expect(cell.status, `${cell.model} on ${cell.target.id}${reason}`).toBe('completed');
  return cell as CompletedCell;
}

/** @returns the one sentence that says why there is no time */
export function expectReason(cell: Cell, status: Cell['status'], code: string): string {
  expect(cell.status).toBe(status);
  if (!('reason' in cell)) throw new Error(`${cell.target.id} gives no reason.`);
  expect(cell.reason.code).toBe(code);
  return cell.reason.message;
}

/** Workers that hold a model, the target each was started for being its name. */
export async function sessionWorker(page: Page, target: string): Promise<Worker> {
  for (const worker of sessionWorkers(page)) {
    if ((await worker.evaluate(() => self.name)) === target) return worker;
  }
  throw new Error(`No worker runs ${target}.`);
}

export const sessionWorkers = (page: Page): Worker[] =>
  page.workers().filter((worker) => worker.url().includes('session.worker'));
