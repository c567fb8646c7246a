/** `npm start`: from a fresh clone to the production build served on http://localhost:4173 (`PORT` overrides). */
import { build, ensureModels, ensurePackages } from './ensure.mjs';

ensurePackages();
ensureModels();
build('--logLevel', 'warn');
const port = Number(process.env.PORT || 4173);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`PORT is a number from 1 to 65535, not ${process.env.PORT}.`);
  process.exit(2);
}
try {
  // Imported only now: on a fresh clone Vite has just been installed.
  const { serve } = await import('./serve.mjs');
  const { url } = await serve(port);
  console.log(`\nNearside is at ${url}  (Ctrl+C stops it)`);
} catch (error) {
  console.error(
    `Could not listen on port ${port}: ${error instanceof Error ? error.message : error}. Set PORT to another.`,
  );
  process.exit(1);
}
