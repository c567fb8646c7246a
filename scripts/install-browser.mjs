/** Makes sure there is a Chromium to test with: an installed one, else Playwright's own, else Debian's package when root. */
import { spawnSync } from 'node:child_process';
import { findBrowser } from './browser.mjs';

/** @param {string} command @param {string[]} args */
const attempt = (command, args) =>
  spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;

/** @returns {string} path of the browser */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  const isDebianRoot = process.platform === 'linux' && process.getuid?.() === 0 && attempt('apt-get', ['--version']);
  console.log('No Chrome or Chromium found; installing one …');
  const installed =
    attempt('npx', ['--no-install', 'playwright', 'install', 'chromium']) ||
    (isDebianRoot &&
      attempt('apt-get', ['update']) &&
      attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']));
  const path = installed ? findBrowser() : undefined;
  if (path) return path;
  console.error('No browser could be installed. Install Chrome or Chromium, or set CHROME_PATH to one.');
  return process.exit(1);
}
