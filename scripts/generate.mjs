/** `npm run generate`: on a fresh clone too. `bench/` is TypeScript, which Vite loads. */
import { join } from 'node:path';
import { ensurePackages, root } from './ensure.mjs';

ensurePackages();
const { runnerImport } = await import('vite');
const { outlines } = await import('./outlines.mjs');
const entry = join(root, 'bench', 'generate', 'cli.ts');
const { module } = await runnerImport(entry, { root, logLevel: 'warn', plugins: [outlines()] });
const { main } = /** @type {typeof import('../bench/generate/cli.ts')} */ (module);
process.exitCode = await main(process.argv.slice(2));
