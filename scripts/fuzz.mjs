/**
 * `npm run test:fuzz [-- --seed N --count N --only KIND]`: seeded mutated inputs of every kind in `tests/fuzz/`, a process each, so
 * that one that hangs or dies is counted and not waited for. Prints what became of them; exits with 1 where one was met with
 * anything but acceptance or a sentence.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureModels, ensurePackages, root } from './ensure.mjs';

/** @typedef {{ accepted: number, refused: number, raw: string[], hung: string[], crashed: string[] }} Fuzzed */

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000' },
    only: { type: 'string' },
    /** Set on the processes that this one starts. */
    child: { type: 'string' },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];

/** Every input together; one alone is judged by the kind itself. */
const LONGEST_MS = 10 * 60_000;
const folder = join(root, 'tests/fuzz');
/** @param {string} kind */
const nameOf = (kind) => `fuzz${kind[0]?.toUpperCase()}${kind.slice(1)}`;

/**
 * Runs one kind in this process and prints what came of it as JSON, on a line of its own.
 * @param {string} kind
 */
async function runHere(kind) {
  const { runnerImport } = await import('vite');
  const { outlines } = await import('./outlines.mjs');
  const entry = join(folder, `${kind}.ts`);
  const { module } = await runnerImport(entry, { root, logLevel: 'warn', plugins: [outlines()] });
  const fuzz = /** @type {Record<string, (seed: number, count: number) => Promise<Fuzzed>>} */ (module)[nameOf(kind)];
  if (!fuzz) throw new Error(`tests/fuzz/${kind}.ts exports no ${nameOf(kind)}.`);
  process.stdout.write(`\n${JSON.stringify(await fuzz(seed, count))}\n`);
}

/**
 * @param {string} kind
 * @returns {Promise<Fuzzed>}
 */
function runApart(kind) {
  const none = { accepted: 0, refused: 0, raw: [], hung: [], crashed: [] };
  return new Promise((resolve) => {
    const script = fileURLToPath(import.meta.url);
    const args = [script, '--child', kind, '--seed', String(seed), '--count', String(count)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    let isLate = false;
    const timer = setTimeout(() => (isLate = child.kill('SIGKILL')), LONGEST_MS);
    child.stdout.on('data', (chunk) => (text += chunk));
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const last = text.trim().split('\n').at(-1) ?? '';
      if (isLate) resolve({ ...none, hung: [`${kind} did not come back in ${LONGEST_MS / 60_000} minutes`] });
      else if (code === 0 && last.startsWith('{')) resolve(JSON.parse(last));
      else resolve({ ...none, crashed: [`the process of ${kind} ended with ${signal ?? code}`] });
    });
  });
}

ensurePackages();
if (values.child) {
  await runHere(values.child);
} else {
  ensureModels();
  const kinds = readdirSync(folder)
    // What serves a kind has a hyphen in its name or lies in a folder.
    .filter((name) => /^[a-z]+\.ts$/i.test(name))
    .map((name) => name.replace(/\.ts$/, ''))
    .filter((kind) => !values.only || kind === values.only);
  if (kinds.length === 0) {
    console.error(`There is no kind '${values.only}' in tests/fuzz/.`);
    process.exit(2);
  }
  const head = ['', 'accepted', 'refused', 'raw', 'hung', 'crashed'];
  const rows = [head];
  let isBad = false;
  for (const kind of kinds) {
    const { accepted, refused, raw, hung, crashed } = await runApart(kind);
    rows.push([kind, accepted, refused, raw.length, hung.length, crashed.length].map(String));
    const faults = Object.entries({ raw, hung, crashed }).flatMap(([name, list]) =>
      list.slice(0, 10).map((fault) => `${kind}, ${name}: ${fault}`),
    );
    if (faults.length > 0) isBad = true;
    for (const fault of faults) console.error(fault);
  }
  console.log(`seed ${seed}, ${count} of each kind`);
  for (const row of rows) console.log(row.map((field, at) => (at ? field.padStart(9) : field.padEnd(10))).join(''));
  process.exit(isBad ? 1 : 0);
}
