/** `npm run bench` and `npm run bench:self`: on a fresh clone too. `bench/` is TypeScript, which Vite loads. */
import { join } from 'node:path';
import { ensurePackages, root } from './ensure.mjs';

ensurePackages();
const { runnerImport } = await import('vite');
const { outlines } = await import('./outlines.mjs');
const { together } = await import('./together.mjs');
const [, , ...args] = process.argv;
const isSelf = args[0] === '--self';
const entry = join(root, 'bench', ...(isSelf ? ['self', 'cli.ts'] : ['cli.ts']));
const { module } = await runnerImport(entry, { root, logLevel: 'warn', plugins: [outlines(), together()] });
process.exitCode = await /** @type {typeof import('../bench/cli.ts')} */ (module).main(isSelf ? args.slice(1) : args);
