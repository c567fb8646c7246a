import type { OptionType } from '../../bench/options';

/** One thing that `npm run far` does, a file of its own beside this one. */
export interface Command {
  /** The option that asks for it, without dashes: one of `options`. */
  readonly asked: string;
  readonly options: Readonly<Record<string, OptionType>>;
  /** For `--help`: what to write, and what comes of it. */
  readonly usage: string;
  /**
   * @param given the options' values, as often as each was given; `''` for one that takes none
   * @returns the exit code
   * @throws UsageError for what can't be done as asked: its message is shown, and the exit code is 2
   */
  readonly run: (given: ReadonlyMap<string, readonly string[]>, print: (line: string) => void) => Promise<number>;
}
