import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { ConversionError } from './errors';

/** The same file under two names: by whatever path, through links of either kind. */
function sameFile(a: string, b: string): boolean {
  const [first, second] = [a, b].map((file) => statSync(file, { bigint: true, throwIfNoEntry: false }));
  return !!first && !!second && first.dev === second.dev && first.ino === second.ino;
}

/** The file that a result would be written over, of those that it is made from; undefined where it is none of them. */
export function overwritten(out: string, sources: readonly string[]): string | undefined {
  return sources.find((source) => sameFile(out, source));
}

/** Writes beside the target first, under a name that nothing has, so that no half-written file is ever found under its own. */
export function writeWhole(out: string, bytes: Uint8Array): void {
  const partial = `${out}.${process.pid}.part`;
  let ours = false;
  try {
    writeFileSync(partial, bytes, { flag: 'wx' });
    ours = true;
    renameSync(partial, out);
  } catch (error) {
    if (ours) rmSync(partial, { force: true });
    throw new ConversionError(`${out} can't be written: ${(error as Error).message}`);
  }
}
