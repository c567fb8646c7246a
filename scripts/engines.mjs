/** `npm run test:engines`: the production build in Firefox and WebKit, as found or installed; ends with the count. */
import { build, ensureModels, ensurePackages } from './ensure.mjs';
import { ensureEngines } from './install-engines.mjs';
import { engineSuite } from './suites.mjs';

ensurePackages();
ensureEngines(['firefox', 'webkit']);
ensureModels();
build('--logLevel', 'warn');
const { passed, failed, skipped } = engineSuite('full');
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(failed === 0 ? 0 : 1);
