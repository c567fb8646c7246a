/** `npm run far`: on a fresh clone too. The far side finds its rows as Vite does, which is why Vite loads it. */
import { join } from 'node:path';
import { ensurePackages, root } from './ensure.mjs';

ensurePackages();
const { createServer, createServerModuleRunner } = await import('vite');
const { outlines } = await import('./outlines.mjs');
// Chips are fetched one by one as they are asked for: `runnerImport` would be closed by then.
const server = await createServer({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [outlines()],
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  const { main } = /** @type {typeof import('../tools/far/cli.ts')} */ (
    await runner.import(join(root, 'tools', 'far', 'cli.ts'))
  );
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await runner.close();
  await server.close();
}
