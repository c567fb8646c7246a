import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { chromiumFlags, softwareGpuFlags } from '../scripts/browser.mjs';
import { engineOf } from '../scripts/engines/chromium';
import type { Engine, OnPageError } from '../scripts/engines/engine';
import { launchFirefox } from '../scripts/engines/firefox';
import { launchWebKit } from '../scripts/engines/webkit';
import { ensureBrowser } from '../scripts/install-browser.mjs';
import { engineObstacle, ensureEngines, findFirefox, findWebKit } from '../scripts/install-engines.mjs';
import { UsageError } from './usage';

/** A browser that is there and can be launched. */
export interface FoundBrowser {
  readonly path: string;
  launch(softwareGpu: boolean, onPageError: OnPageError): Promise<Engine>;
}

const LAUNCH_TIMEOUT_MS = 60_000;

const firefoxAt = (path: string): FoundBrowser => ({
  path,
  launch: (softwareGpu, onPageError) => launchFirefox(path, { softwareGpu, onPageError }),
});

function webkitAt(path: string, driver: string): FoundBrowser {
  return { path, launch: () => launchWebKit({ driver, browser: path }, { sharedMemory: false }) };
}

const chromiumAt = (path: string): FoundBrowser => ({
  path,
  launch: async (softwareGpu, onPageError) => engineOf(await launchChromium(path, softwareGpu), onPageError),
});

/** Installs the engine where that is possible. @throws UsageError where it can't be driven here */
function installed<Found>(name: 'firefox' | 'webkit', find: () => Found | undefined): Found {
  if (engineObstacle(name)) ensureEngines([name]);
  const found = find();
  const obstacle = engineObstacle(name);
  if (obstacle || !found) throw new UsageError(obstacle ?? `${name} was not found.`);
  return found;
}

/**
 * Finds the browser to drive, and installs it where it is missing and that is possible.
 * @param choice `chromium`, `firefox`, `webkit` or a path: of a Firefox or a MiniBrowser by their names, else of a Chromium
 * @throws UsageError when it can't be had, or is no file
 */
export function findChosenBrowser(choice: string, softwareGpu: boolean): FoundBrowser {
  const isFile = statSync(choice, { throwIfNoEntry: false })?.isFile();
  const isWebKit = choice === 'webkit' || (isFile && /^minibrowser/i.test(basename(choice)));
  if (isWebKit) {
    if (softwareGpu) throw new UsageError('--software-gpu is for Chromium and Firefox: WebKitGTK has no WebGPU.');
    const found = installed('webkit', findWebKit);
    return webkitAt(isFile ? choice : found.browser, found.driver);
  }
  if (choice === 'firefox') return firefoxAt(installed('firefox', findFirefox));
  if (choice === 'chromium') return chromiumAt(ensureBrowser());
  if (isFile) return /firefox/i.test(basename(choice)) ? firefoxAt(choice) : chromiumAt(choice);
  throw new UsageError(`--browser is chromium, firefox, webkit or the path of a browser; there is no file ${choice}.`);
}

/** @throws UsageError when the program does not start as a browser */
export async function launch(found: FoundBrowser, softwareGpu: boolean, onPageError: OnPageError): Promise<Engine> {
  try {
    return await found.launch(softwareGpu, onPageError);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw notStarted(found.path, error);
  }
}

/** @throws UsageError when the program does not start as a Chromium */
export async function launchChromium(path: string, softwareGpu: boolean): Promise<Browser> {
  try {
    return await chromium.launch({
      executablePath: path,
      args: [...chromiumFlags, ...(softwareGpu ? softwareGpuFlags : [])],
      timeout: LAUNCH_TIMEOUT_MS,
      // A stop from the keyboard must leave the page alive until its results are out.
      handleSIGINT: false,
      handleSIGTERM: false,
    });
  } catch (error) {
    throw notStarted(path, error);
  }
}

function notStarted(path: string, error: unknown): UsageError {
  const [reason] = String(error instanceof Error ? error.message : error).split('\n');
  return new UsageError(`${path} could not be started as a browser: ${reason}`);
}
