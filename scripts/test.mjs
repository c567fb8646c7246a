/**
 * `npm test`: from a fresh clone to one line with the count of tests passed and failed. Installs packages and a browser where
 * they are missing, assembles the models and builds; then types, lint, format and dead code, unit and component tests, and
 * end-to-end tests over the production build.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureModels, ensurePackages, root, run } from './ensure.mjs';
import { ensureBrowser } from './install-browser.mjs';

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ name: string, ms: number }} Timed */

const reports = { vitest: '.cache/vitest.json', playwright: '.cache/playwright.json' };

/**
 * Runs one suite to its end, whatever the others did.
 * @param {string[]} command of an installed package
 * @param {string} [report] JSON that the suite writes
 * @param {(report: any) => Count} [count]
 * @returns {Count} of tests; a command without a report is one
 */
function suite(command, report, count) {
  if (report) rmSync(join(root, report), { force: true });
  const { status } = spawnSync('npx', ['--no-install', ...command], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEARSIDE_E2E_REPORT: reports.playwright },
    shell: process.platform === 'win32',
  });
  const ok = status === 0;
  if (!report || !count) return { passed: Number(ok), failed: Number(!ok) };
  const counted = existsSync(join(root, report))
    ? count(JSON.parse(readFileSync(join(root, report), 'utf8')))
    : { passed: 0, failed: 0 };
  // A file that could not be loaded, or a suite that crashed, fails without a failed test.
  return ok || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

/** @param {any} report of Vitest @returns {Timed[]} */
const timedByVitest = (report) =>
  (report.testResults ?? []).flatMap((/** @type {any} */ file) =>
    file.assertionResults.map((/** @type {any} */ test) => ({
      name: `${relative(root, file.name)} · ${test.fullName}`,
      ms: test.duration ?? 0,
    })),
  );

/** @param {any} suite of Playwright's report, or the report itself @returns {Timed[]} */
const timedByPlaywright = (suite) => [
  ...(suite.specs ?? []).map((/** @type {any} */ spec) => ({
    name: `tests/e2e/${spec.file} · ${spec.title}`,
    ms: Math.max(
      0,
      ...spec.tests
        .flatMap((/** @type {any} */ test) => test.results)
        .map((/** @type {any} */ result) => result.duration),
    ),
  })),
  ...(suite.suites ?? []).flatMap(timedByPlaywright),
];

function printSlowest() {
  /** @param {string} path */
  const read = (path) => (existsSync(join(root, path)) ? JSON.parse(readFileSync(join(root, path), 'utf8')) : {});
  const timed = [...timedByVitest(read(reports.vitest)), ...timedByPlaywright(read(reports.playwright))];
  console.log('\nThe slowest ten:');
  for (const { name, ms } of timed.sort((a, b) => b.ms - a.ms).slice(0, 10))
    console.log(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
}

ensurePackages();
ensureBrowser();
ensureModels();
mkdirSync(join(root, '.cache'), { recursive: true });
run('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn']);

const counts = [
  suite(['tsc', '-p', '.']),
  suite(['svelte-check', '--fail-on-warnings']),
  suite(['eslint', '.']),
  suite(['prettier', '--check', '.']),
  suite(['knip']),
  suite(
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports.vitest}`],
    reports.vitest,
    ({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests }),
  ),
  suite(['playwright', 'test'], reports.playwright, ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
  })),
];
const total = counts.reduce((sum, { passed, failed }) => ({
  passed: sum.passed + passed,
  failed: sum.failed + failed,
}));
printSlowest();
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
