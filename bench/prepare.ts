import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { build as buildSite, ensureModels, root } from '../scripts/ensure.mjs';
import { UsageError } from './usage';

/**
 * Makes the production build. Always: one that is older than the sources would be measured under a newer commit's name.
 * @param build false takes the build that is there: in `dist/`, or where `NEARSIDE_DIST` says, as the end-to-end tests do
 * @returns the build's folder, relative to the repository
 * @throws UsageError when there is nothing to take
 */
export function prepareBuild(build: boolean): string {
  if (build) {
    ensureModels();
    buildSite('--logLevel', 'warn');
    return 'dist';
  }
  const folder = process.env.NEARSIDE_DIST ?? 'dist';
  if (existsSync(resolve(root, folder, 'index.html'))) return folder;
  throw new UsageError(`There is no build in ${folder}/: leave --no-build out once.`);
}
