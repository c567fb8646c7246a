import { randomBytes } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { UsageError } from './usage';

/** A file that is whole or not there: written beside its place and moved into it. */
export class OutputFile {
  readonly #path: string;
  readonly #beside: string;

  /**
   * Reserves the place, so that a path that can't be written to is found before hours are measured.
   * @throws UsageError saying why it can't be written
   */
  constructor(path: string) {
    this.#path = path;
    this.#beside = `${path}.${randomBytes(4).toString('hex')}.tmp`;
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(`${path} is a folder; name a file.`);
    }
    try {
      closeSync(openSync(this.#beside, 'wx'));
    } catch (error) {
      throw new UsageError(`${path} can't be written: ${error instanceof Error ? error.message : error}`);
    }
  }

  write(text: string): void {
    writeFileSync(this.#beside, text);
    renameSync(this.#beside, this.#path);
  }

  /** Gives the place up; does nothing once written. */
  discard(): void {
    rmSync(this.#beside, { force: true });
  }
}
