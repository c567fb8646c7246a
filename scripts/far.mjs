/**
 * `npm run far`: on a fresh clone too. The far side finds its rows as Vite does, and fetches each when it is needed: what loads
 * them stays open until the command is done, which `runnerImport` doesn't.
 */
import { join } from 'node:path';
import { ensurePackages, root } from './ensure.mjs';

ensurePackages();
// `npm run far -- --list | head`: whoever reads has had enough.
process.stdout.on('error', (error) => {
  if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE') throw error;
  process.exit(0);
});
const { createServer } = await import('vite');
const { outlines } = await import('./outlines.mjs');
const { together } = await import('./together.mjs');
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'warn',
  appType: 'custom',
  plugins: [outlines(), together()],
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
try {
  const module = await vite.ssrLoadModule(join(root, 'tools', 'far', 'cli.ts'));
  const { main } = /** @type {typeof import('../tools/far/cli.ts')} */ (module);
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await vite.close();
}
