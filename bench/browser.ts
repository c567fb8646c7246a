import { existsSync, statSync } from 'node:fs';
import { chromium, firefox, webkit, type Browser, type BrowserType } from '@playwright/test';
import { chromiumFlags, softwareGpuFlags } from '../scripts/browser.mjs';
import { ensureBrowser } from '../scripts/install-browser.mjs';
import { UsageError } from './usage';

/** A browser that is there and can be launched. */
export interface FoundBrowser {
  readonly type: BrowserType;
  readonly path: string;
}

const LAUNCH_TIMEOUT_MS = 60_000;

/**
 * Finds the browser to drive. Installs a Chromium when none is there; Firefox and WebKit only where they are Playwright's
 * own builds, which are the ones it can drive.
 * @param choice `chromium`, `firefox`, `webkit` or the path of a Chromium
 * @throws UsageError when it is not installed, or is no file
 */
export function findChosenBrowser(choice: string, softwareGpu: boolean): FoundBrowser {
  if (choice === 'firefox' || choice === 'webkit') {
    if (softwareGpu) throw new UsageError('--software-gpu is for Chromium: the flags of a software GPU are its own.');
    const type = { firefox, webkit }[choice];
    const path = type.executablePath();
    if (existsSync(path)) return { type, path };
    throw new UsageError(`${choice} is not installed for Playwright: run \`npx playwright install ${choice}\` first.`);
  }
  if (choice === 'chromium') return { type: chromium, path: ensureBrowser() };
  if (statSync(choice, { throwIfNoEntry: false })?.isFile()) return { type: chromium, path: choice };
  const problem = `--browser is chromium, firefox, webkit or the path of a Chromium; there is no file ${choice}.`;
  throw new UsageError(problem);
}

/** @throws UsageError when the program does not start as a browser */
export async function launch({ type, path }: FoundBrowser, softwareGpu: boolean): Promise<Browser> {
  try {
    return await type.launch({
      executablePath: path,
      args: type === chromium ? [...chromiumFlags, ...(softwareGpu ? softwareGpuFlags : [])] : [],
      timeout: LAUNCH_TIMEOUT_MS,
      // A stop from the keyboard must leave the page alive until its results are out.
      handleSIGINT: false,
      handleSIGTERM: false,
    });
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('\n');
    throw new UsageError(`${path} could not be started as a browser: ${reason}`);
  }
}
