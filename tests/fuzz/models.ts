import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fuzzed } from './support/outcome';

/** What became of one mutated model. */
export type Outcome = 'accepted' | 'refused' | 'raw';

/** Sent by the process that converts: which mutation it has done, and what came of it. */
export interface Done {
  readonly index: number;
  readonly outcome: Outcome;
  /** What was mutated, and what was printed. */
  readonly detail: string;
}

/** A model of a few nodes converts in well under a second; the first waits for two runtimes to start. */
const SILENCE_MS = 60_000;

/** Converts mutations `from` … `count` − 1 in a process of their own, until one of them hangs or crashes. */
function stretch(seed: number, from: number, count: number, folder: string, counts: Fuzzed): Promise<number> {
  const script = fileURLToPath(new URL('support/convertModels.ts', import.meta.url));
  const child = fork(script, [String(seed), String(from), String(count), folder], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve) => {
    let next = from;
    let hung = false;
    const silent = () => {
      hung = true;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(silent, SILENCE_MS);
    child.on('message', ({ index, outcome, detail }: Done) => {
      clearTimeout(timer);
      timer = setTimeout(silent, SILENCE_MS);
      next = index + 1;
      if (outcome === 'raw') counts.raw.push(detail);
      else counts[outcome]++;
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (next >= count) return resolve(count);
      const label = `mutation ${next} of seed ${seed}`;
      if (hung) counts.hung.push(label);
      else counts.crashed.push(`${label}: exit code ${code}, signal ${signal}`);
      resolve(next + 1);
    });
  });
}

/**
 * Mutates small model folders (JSON, text and weights; graphs and layers) and converts each, in processes that may hang or
 * crash without harm. The same seed makes the same mutations.
 */
export async function fuzzModels(seed: number, count: number): Promise<Fuzzed> {
  const counts: Fuzzed = { accepted: 0, refused: 0, raw: [], hung: [], crashed: [] };
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-models-'));
  try {
    for (let next = 0; next < count;) next = await stretch(seed, next, count, folder, counts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return counts;
}
