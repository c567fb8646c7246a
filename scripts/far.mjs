/** `npm run far`: on a fresh clone too. The far side finds its rows as Vite does, which is why Vite loads it. */
import { join } from 'node:path';
import { ensurePackages, root } from './ensure.mjs';

ensurePackages();
const { runnerImport } = await import('vite');
const { outlines } = await import('./outlines.mjs');
const entry = join(root, 'tools', 'far', 'cli.ts');
const { module } = await runnerImport(entry, { root, logLevel: 'warn', plugins: [outlines()] });
const { main } = /** @type {typeof import('../tools/far/cli.ts')} */ (module);
process.exitCode = await main(process.argv.slice(2));
