/** Finds Firefox and WebKit to drive; installs them from Debian's packages where that is possible. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @typedef {'firefox' | 'webkit'} EngineName */

/** What each needs from Debian: WebGL wants a window, and a software WebGPU adapter wants Mesa's Vulkan. */
const packages = {
  firefox: ['firefox-esr', 'xvfb', 'mesa-vulkan-drivers'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** @param {string} program */
function inPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** @returns {string | undefined} path of an installed Firefox */
export function findFirefox() {
  const given = [process.env.FIREFOX_PATH, '/Applications/Firefox.app/Contents/MacOS/firefox'];
  return given.find((path) => path && existsSync(path)) ?? inPath('firefox-esr') ?? inPath('firefox');
}

/** @returns {{ driver: string, browser: string } | undefined} paths of WebKitGTK's driver and of the browser it drives */
export function findWebKit() {
  const driver = inPath('WebKitWebDriver');
  if (!driver) return undefined;
  // Debian keeps the browser out of the PATH: /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser.
  const browser = ['/usr/lib', '/usr/libexec']
    .flatMap((folder) => [folder, ...subfolders(folder)])
    .flatMap((folder) => subfolders(folder).filter((name) => /webkit(2)?gtk-[\d.]+$/.test(name)))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find((path) => existsSync(path));
  return browser ? { driver, browser } : undefined;
}

/** @param {string} folder */
function subfolders(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

/** A display to draw on, where one has to be made. */
const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY || inPath('Xvfb'));

const finders = { firefox: findFirefox, webkit: findWebKit };

/**
 * @param {EngineName} name
 * @returns {string | undefined} one sentence that says why the engine can't be driven here
 */
export function engineObstacle(name) {
  const needed = `on Debian: apt-get install ${packages[name].join(' ')}`;
  if (!finders[name]()) return `${name} is not installed (${needed}).`;
  return hasDisplay() ? undefined : `${name} has no display, and there is no Xvfb to make one (${needed}).`;
}

/**
 * Installs what is missing, as root on Debian; says in a line why an engine stays out.
 * @param {readonly EngineName[]} names
 */
export function ensureEngines(names) {
  const missing = names.filter((name) => engineObstacle(name));
  const isDebianRoot = process.platform === 'linux' && process.getuid?.() === 0 && inPath('apt-get');
  if (missing.length > 0 && isDebianRoot) {
    console.log(`Installing ${missing.join(' and ')} …`);
    const wanted = missing.flatMap((name) => packages[name]);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update'], { stdio: ['ignore', 'ignore', 'inherit'] });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...wanted], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  }
  for (const name of names) {
    const obstacle = engineObstacle(name);
    if (obstacle) console.log(`Skipped: ${obstacle}`);
  }
}
