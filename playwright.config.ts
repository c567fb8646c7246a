import { defineConfig } from '@playwright/test';
import { chromiumFlags, findBrowser, softwareGpuFlags } from './scripts/browser.mjs';

const minute = 60_000;

/** End-to-end tests over the production build, every backend on a software GPU where there is no other. */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.cache/e2e',
  globalSetup: './tests/support/server.ts',
  // One at a time, save where the whole suite runs: there, tests that are not tagged to be alone share the cores.
  workers: 1,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 4 * minute,
  expect: { timeout: minute },
  reporter: process.env.NEARSIDE_E2E_REPORT
    ? [['line'], ['json', { outputFile: process.env.NEARSIDE_E2E_REPORT }]]
    : [['line']],
  use: {
    baseURL: process.env.NEARSIDE_URL,
    browserName: 'chromium',
    // Most tests are of what the server says, not of what was kept.
    serviceWorkers: 'block',
    launchOptions: { executablePath: findBrowser(), args: [...chromiumFlags, ...softwareGpuFlags] },
  },
});
