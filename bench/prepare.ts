import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureModels, root, run } from '../scripts/ensure.mjs';
import { UsageError } from './usage';

/**
 * Makes the production build. Always: one that is older than the sources would be measured under a newer commit's name.
 * @param build false takes what is in `dist/`
 * @throws UsageError when there is nothing to take
 */
export function prepareBuild(build: boolean): void {
  if (build) {
    ensureModels();
    run('npx', ['--no-install', 'vite', 'build', '--logLevel', 'warn']);
  } else if (!existsSync(join(root, 'dist', 'index.html'))) {
    throw new UsageError('There is no build in dist/: leave --no-build out once.');
  }
}
