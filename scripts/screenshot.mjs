/** `npm run screenshot`: the README's picture, taken of a real run in the production build: `static/screenshot.png`. */
import { chromium } from '@playwright/test';
import { chromiumFlags, softwareGpuFlags } from './browser.mjs';
import { ensureBrowser } from './install-browser.mjs';
import { serve } from './serve.mjs';

const targets = ['tfjs-wasm', 'tfjs-wasm@1', 'tfjs-cpu', 'tfjs-webgl', 'ort-webgl'];
const { url, close } = await serve(0);
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...chromiumFlags, ...softwareGpuFlags] });
const page = await browser.newPage({ viewport: { width: 1280, height: 980 }, colorScheme: 'light' });
await page.goto(`${url}?models=movenet-lightning&targets=${targets.join(',')}&scenario=quick&autorun=1`);
await page.getByRole('link', { name: 'Open this run' }).waitFor({ timeout: 300_000 });
await page.screenshot({ path: 'static/screenshot.png' });
await browser.close();
await close();
