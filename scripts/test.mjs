/**
 * `npm test`: from a fresh clone to one line with the count of tests passed and failed. Installs packages and browsers where
 * they are missing, assembles the models and builds; then types, lint, format and dead code, unit and component tests, and
 * end-to-end tests over the production build, in Chromium and in short in Firefox and WebKit.
 */
import { build, ensureModels, ensurePackages } from './ensure.mjs';
import { ensureBrowser } from './install-browser.mjs';
import { ensureEngines } from './install-engines.mjs';
import { checks, endToEndSuites, engineSuite, printOutliers, unitSuite } from './suites.mjs';

ensurePackages();
ensureBrowser();
ensureEngines(['firefox', 'webkit']);
ensureModels();
build('--logLevel', 'warn');

const counts = [
  ...(await checks([
    ['eslint', '.'],
    ['svelte-check', '--fail-on-warnings'],
    ['prettier', '--check', '.'],
    ['tsc', '-p', '.'],
    ['knip'],
  ])),
  unitSuite(),
  ...endToEndSuites(),
  engineSuite('short'),
];
const total = counts.reduce((sum, { passed, failed }) => ({
  passed: sum.passed + passed,
  failed: sum.failed + failed,
}));
printOutliers();
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
