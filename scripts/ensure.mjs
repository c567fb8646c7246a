/**
 * Makes a fresh clone ready: installs dependencies when `node_modules` is not what the lock file says, and with `--models`
 * assembles the models. Plain Node, no dependency: it runs before there are any.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a command with its output shown.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function run(command, args, env = process.env) {
  // npm and npx are scripts on Windows, which only a shell starts.
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env,
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Makes a production build with Vite. Told so: a process that loads TypeScript by Vite itself has made its own environment a
 * development one, and a build that inherits that carries Svelte's checks, a sixth more script and other times.
 * @param {string[]} args
 */
export function build(...args) {
  run('npx', ['--no-install', 'vite', 'build', ...args], { ...process.env, NODE_ENV: 'production' });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Nearside needs Node 20.19 or later; this is ${process.versions.node}.`);
  process.exit(1);
}

function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.nearside-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages from the lock file …');
  // Vite's preview sets NODE_ENV to production, and npm would leave out what builds and tests.
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
}

export function ensurePackages() {
  checkNode();
  installPackages();
}

export function ensureModels() {
  run('npx', ['--no-install', 'tsx', 'tools/models/assemble.ts']);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensurePackages();
  if (process.argv.includes('--models')) ensureModels();
}
