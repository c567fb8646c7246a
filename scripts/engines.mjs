/** `npm run test:engines`: the production build in Firefox and WebKit, as found or installed; ends with the count. */
import { ensureModels, ensurePackages, run } from './ensure.mjs';
import { ensureEngines } from './install-engines.mjs';
import { engineSuite } from './suites.mjs';

ensurePackages();
ensureEngines(['firefox', 'webkit']);
ensureModels();
run('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn']);
const { passed, failed, skipped } = engineSuite('full');
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
