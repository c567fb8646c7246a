/** `npm run screenshot`: the README's picture, taken of a real run in the production build: `tests/screenshot.png`. */
import { chromium } from '@playwright/test';
import { chromiumFlags, softwareGpuFlags } from './browser.mjs';
import { ensureBrowser } from './install-browser.mjs';
import { serve } from './serve.mjs';

const targets = ['ort-wasm', 'ort-wasm@1', 'tfjs-wasm', 'tfjs-wasm@1', 'tfjs-cpu', 'ort-webgl'];
const { url, close } = await serve(0, process.env.NEARSIDE_DIST);
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: [...chromiumFlags, ...softwareGpuFlags],
});
const page = await browser.newPage({
  viewport: { width: 1280, height: 1290 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
});
await page.goto(`${url}?models=movenet-lightning&targets=${targets.join(',')}&scenario=quick&autorun=1`);
await page.getByRole('link', { name: 'Open this run' }).waitFor({ timeout: 300_000 });
await page.screenshot({ path: 'tests/screenshot.png' });
await browser.close();
await close();
