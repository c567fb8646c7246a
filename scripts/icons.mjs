/**
 * `node scripts/icons.mjs`: draws the icons of the installed page, `static/icons/*.png`, from its mark, `static/icon.svg`. Run by hand
 * when the mark changes; the pictures are committed, so that a build needs no browser.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, findBrowser } from './browser.mjs';
import { root } from './ensure.mjs';

const mark = readFileSync(join(root, 'static/icon.svg'), 'utf8');

/**
 * `share`: of the picture's width that the mark takes. Systems cut a maskable icon to shapes that leave a circle of 80 % only, and draw
 * the corners of a touch icon themselves: both have paper behind them.
 */
const icons = [
  { name: 'icon-192', size: 192, share: 1 },
  { name: 'icon-512', size: 512, share: 1 },
  { name: 'maskable-512', size: 512, share: 0.8, paper: '#fbfaf7' },
  { name: 'apple-touch-180', size: 180, share: 0.86, paper: '#fbfaf7' },
];

const folder = join(root, 'static/icons');
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: findBrowser(), args: chromiumFlags });
for (const { name, size, share, paper = 'transparent' } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const style = `body{margin:0;display:grid;place-items:center;height:100vh;background:${paper}}svg{width:${share * 100}%}`;
  await page.setContent(`<style>${style}</style>${mark}`);
  await page.screenshot({ path: join(folder, `${name}.png`), omitBackground: true });
  await page.close();
}
await browser.close();
