import { inMs } from '../src/domain/words';
import { modelRefText } from '../src/models/modelRef';
import type { Cell } from '../src/record/record';
import { cellLine } from './report';

/** What the page says of a cell while it is measured: small, for it is sent many times a second. */
export interface CellUpdate {
  readonly model: string;
  /** Of the weights, where it was asked for by name. */
  readonly precision?: string;
  readonly target: string;
  readonly twin?: number;
  readonly phase: string;
  readonly receivedBytes?: number;
  readonly totalBytes?: number;
  readonly n?: number;
  readonly medianMs?: number;
}

/** The part of a terminal or log that progress is written to. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const CLEAR_LINE = '\r\u001b[2K';

function liveText({ model, precision, target, twin, phase, ...soFar }: CellUpdate): string {
  const { receivedBytes, totalBytes, n, medianMs } = soFar;
  const share = receivedBytes !== undefined && totalBytes ? ` ${Math.round((100 * receivedBytes) / totalBytes)} %` : '';
  const measured = n !== undefined && medianMs !== undefined ? `  n ${n}  median ${inMs(medianMs)}` : '';
  const which = twin === undefined ? '' : twin === 0 ? ' A' : ' B';
  return `${modelRefText({ model, precision })}  ${target}${which}  ${phase}${share}${measured}`;
}

/** Writes how far a run is: a line for each finished cell and, on a terminal, one line that is alive below them. */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #total: number;
  #finished = 0;

  /** @param total cells of the run */
  constructor(stream: ProgressStream, total: number) {
    this.#stream = stream;
    this.#total = total;
  }

  update(update: CellUpdate): void {
    if (!this.#stream.isTTY) return;
    const text = `${this.#count} ${liveText(update)}`;
    // A line that wraps could not be cleared.
    this.#stream.write(CLEAR_LINE + text.slice(0, (this.#stream.columns ?? 80) - 1));
  }

  finish(cell: Cell): void {
    this.#finished++;
    this.clear();
    this.#stream.write(`${this.#count} ${cellLine(cell)}\n`);
  }

  /** Takes the live line away. */
  clear(): void {
    if (this.#stream.isTTY) this.#stream.write(CLEAR_LINE);
  }

  get #count(): string {
    return `[${this.#finished}/${this.#total}]`;
  }
}
