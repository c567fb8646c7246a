/** Test suites as commands that are run to their end and counted. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { root } from './ensure.mjs';

/** @typedef {{ passed: number, failed: number, skipped?: number }} Count */
/** @typedef {{ name: string, ms: number, why?: string }} Ran `why`: its error, where it failed */

const reports = {
  vitest: '.cache/vitest.json',
  engines: '.cache/engines.json',
  together: '.cache/e2e-together.json',
  alone: '.cache/e2e-alone.json',
};

/**
 * Runs one suite to its end, whatever the others did.
 * @param {string[]} command of an installed package
 * @param {string} report JSON that the suite writes
 * @param {(report: any) => Count} count
 * @param {NodeJS.ProcessEnv} [env] beside the present one
 * @returns {Count} of tests
 */
function suite(command, report, count, env = {}) {
  rmSync(join(root, report), { force: true });
  mkdirSync(dirname(join(root, report)), { recursive: true });
  const { status } = spawnSync('npx', ['--no-install', ...command], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const ok = status === 0;
  const counted = existsSync(join(root, report))
    ? count(JSON.parse(readFileSync(join(root, report), 'utf8')))
    : { passed: 0, failed: 0 };
  // A file that could not be loaded, or a suite that crashed, fails without a failed test.
  return ok || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

/**
 * Runs commands that look at files and write none, as many at once as there are cores: each uses one. What a command prints is
 * shown when it has ended, in one piece.
 * @param {string[][]} commands of installed packages, those that take longest first
 * @returns {Promise<Count[]>} each command is one
 */
export async function checks(commands) {
  const waiting = [...commands];
  /** @type {Count[]} */
  const counts = [];
  const lane = async () => {
    for (let command = waiting.shift(); command; command = waiting.shift()) {
      const { ok, text } = await printed(command);
      console.log(`\n${command.join(' ')}: ${ok ? 'passed' : 'failed'}\n${text}`.trimEnd());
      counts.push({ passed: Number(ok), failed: Number(!ok) });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return counts;
}

/** @param {string[]} command @returns {Promise<{ ok: boolean, text: string }>} */
function printed(command) {
  return new Promise((resolve) => {
    const child = spawn('npx', ['--no-install', ...command], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (piece) => (text += piece));
    }
    child.once('error', ({ message }) => resolve({ ok: false, text: message }));
    child.once('close', (code) => resolve({ ok: code === 0, text }));
  });
}

/** @param {string[]} args @param {string} report @param {NodeJS.ProcessEnv} [env] */
function vitest(args, report, env) {
  return suite(
    ['vitest', 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    report,
    ({ numPassedTests, numFailedTests, numPendingTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests,
    }),
    env,
  );
}

/** Unit and component tests. */
export const unitSuite = () => vitest([], reports.vitest);

/**
 * The production build in Firefox and WebKit; an engine that can't be driven here is skipped, and its tests say why.
 * @param {'full' | 'short'} form
 */
export const engineSuite = (form) =>
  vitest(['--config', 'tests/engines/vitest.config.ts', '--root', '.'], reports.engines, { NEARSIDE_ENGINES: form });

/** @param {string[]} args @param {string} report */
const playwright = (args, report) =>
  suite(
    ['playwright', 'test', ...args],
    report,
    ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }),
    { NEARSIDE_E2E_REPORT: report },
  );

/** The production build in Chromium: a test a core, then one by one those that nothing may run beside. */
export const endToEndSuites = () => [
  playwright(['--grep-invert', '@alone', '--workers', String(availableParallelism())], reports.together),
  playwright(['--grep', '@alone'], reports.alone),
];

/** @param {any} report of Vitest @returns {Ran[]} */
const ranByVitest = (report) =>
  (report.testResults ?? []).flatMap((/** @type {any} */ file) => {
    const name = relative(root, file.name);
    const tests = file.assertionResults.map((/** @type {any} */ test) => ({
      name: `${name} · ${test.fullName}`,
      ms: test.duration ?? 0,
      ...(test.status === 'failed' && { why: test.failureMessages?.[0] ?? '' }),
    }));
    // A file that could not be loaded has no tests.
    return file.status === 'failed' && tests.length === 0 ? [{ name, ms: 0, why: file.message ?? '' }] : tests;
  });

/** @param {any} suite of Playwright's report, or the report itself @returns {Ran[]} */
const ranByPlaywright = (suite) => [
  ...(suite.specs ?? []).map((/** @type {any} */ spec) => {
    const results = spec.tests.flatMap((/** @type {any} */ test) => test.results);
    return {
      name: `tests/e2e/${spec.file} · ${spec.title}`,
      ms: Math.max(0, ...results.map((/** @type {any} */ result) => result.duration)),
      ...(!spec.ok && { why: results.find((/** @type {any} */ result) => result.error)?.error.message ?? '' }),
    };
  }),
  ...(suite.suites ?? []).flatMap(ranByPlaywright),
];

/** Of all suites that wrote a report: those that took longest, and once more those that failed, which a long log may have lost. */
export function printOutliers() {
  /** @param {string} path */
  const read = (path) => (existsSync(join(root, path)) ? JSON.parse(readFileSync(join(root, path), 'utf8')) : {});
  const ran = [
    ...ranByVitest(read(reports.vitest)),
    ...ranByVitest(read(reports.engines)),
    ...ranByPlaywright(read(reports.together)),
    ...ranByPlaywright(read(reports.alone)),
  ];
  console.log('\nThe slowest ten:');
  for (const { name, ms } of ran.toSorted((a, b) => b.ms - a.ms).slice(0, 10))
    console.log(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
  for (const { name, why } of ran)
    if (why !== undefined) console.log(`\nFailed: ${name}\n${why.split('\n').slice(0, 12).join('\n').slice(0, 1500)}`);
}
