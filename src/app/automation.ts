import type { LiveCell } from '../measure/liveCell';
import type { RunParams, RunRecord } from '../record/record';
import { textInput } from '../input/input';
import { tasks } from '../tasks/registry';
import type { WriteEvent } from '../workloads/generation/writer';
import { known } from './known';
import type { TextAsked, TextDone } from './writeText';
import { part } from '../domain/part';

const startPart = () => import('./start');
const addPart = () => import('../models/addModel');
const drawPart = () => import('../decoder/drawnCard');
const writePart = () => import('./writeText');

/** What `npm run bench` and other scripts drive the page through: `window.nearside`. */
export interface Automation {
  readonly known: typeof known;
  /**
   * Runs, calling back with each change of a cell and, after each final one, with the record so far.
   * @param texts read instead of the sample, the question first; then every model must be one that reads texts
   */
  run(
    params: RunParams,
    on?: { cell?: (cell: LiveCell) => void; record?: (record: RunRecord) => void },
    texts?: readonly string[],
  ): Promise<RunRecord>;
  /**
   * Makes a decoder with drawn weights one of the models that can be run.
   * @param config as `config.json` has it
   * @throws Problem where there is no such decoder
   */
  draw(id: string, title: string, config: Readonly<Record<string, unknown>>): Promise<void>;
  /** Writes a text, in a session of its own, calling back with what is read and written. */
  write(asked: TextAsked, onEvent?: (event: WriteEvent) => void): Promise<TextDone>;
  /** Ends the run or the text at once; its promise resolves with what was measured or written. */
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
    async run(params, on = {}, texts) {
      const { signal } = (controller = new AbortController());
      const { startRun } = await part(startPart);
      const reading = tasks.filter(({ input }) => input === 'texts');
      const own = texts && new Map(reading.map(({ id }) => [id, textInput(texts)]));
      return startRun(params, { signal, onCell: on.cell, onRecord: on.record }, own);
    },
    async draw(id, title, config) {
      const [{ drawnCard }, { addModel }] = await Promise.all([part(drawPart), part(addPart)]);
      addModel(drawnCard(id, title, { ...config }));
    },
    async write(asked, onEvent) {
      const { signal } = (controller = new AbortController());
      const { writeText } = await part(writePart);
      return writeText(asked, { signal, onEvent });
    },
    stop: () => controller.abort(),
  };
}
