/**
 * Renders the text recognition samples and the pictures of the reference inputs, with the words given here:
 *
 *   npx tsx tools/models/ocr-pictures.ts
 *
 * Wants Chromium and the DejaVu fonts 2.37 (free licence; Debian's fonts-dejavu-extra). Another font version gives
 * other pixels: run ocr-reference.ts afterwards.
 */
import { chromium, type Page } from '@playwright/test';
import { chromiumFlags, findBrowser } from '../../scripts/browser.mjs';

const root = new URL('../..', import.meta.url);

interface Picture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly style: string;
  readonly body: string;
}

const pictures: readonly Picture[] = [
  {
    file: 'static/samples/text-sign.png',
    width: 320,
    height: 128,
    style: `body { background: #2a4a42; color: #f6ecd2; text-align: center; }
      .edge { position: absolute; inset: 7px; border: 2px solid #c9a45c; border-radius: 9px; }
      h1 { font: bold 37px/44px 'DejaVu Serif Condensed'; padding-top: 21px; letter-spacing: 0.5px; }
      p { font: 25px/32px 'DejaVu Sans'; color: #e9c987; padding-top: 4px; }`,
    body: `<div class="edge"></div><h1>Fresh bread</h1><p>until noon</p>`,
  },
  {
    file: 'static/samples/text-page.png',
    width: 640,
    height: 480,
    style: `body { background: #6b5442; }
      article { position: absolute; left: 58px; top: 30px; width: 524px; height: 420px; padding: 36px 54px;
        background: #f8f4ea; color: #2a2723; transform: rotate(-1.6deg);
        box-shadow: 0 6px 0 -2px #4d3a2b; }
      h1 { font: bold 31px/38px 'DejaVu Serif'; padding-bottom: 14px; }
      p { font: 22px/38px 'DejaVu Serif'; white-space: pre; }`,
    body: `<article><h1>The near side</h1><p>The moon keeps one face to us.
We call it the near side, and we
know its seas by name. The other
half was a guess until 1959, when
a small probe flew round it and
sent home 29 blurred pictures.
Most answers were close at hand.</p></article>`,
  },
  {
    file: 'models/ppocr-v4-det/reference/lines.png',
    width: 320,
    height: 96,
    style: `body { background: #fff; color: #111; }
      p { font: 26px/36px 'DejaVu Sans'; padding-left: 20px; position: relative; top: 11px; }`,
    body: `<p>Two lines of text</p><p>wait to be found</p>`,
  },
  {
    file: 'models/ppocr-v4-rec/reference/line.png',
    width: 320,
    height: 48,
    style: `body { background: #fff; color: #111; }
      p { font: 28px/48px 'DejaVu Sans'; text-align: center; }`,
    body: `<p>Platform 7, 08:45</p>`,
  },
];

async function render(page: Page, { file, width, height, style, body }: Picture): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.setContent(
    `<!doctype html><style>* { margin: 0; box-sizing: border-box; } html, body { height: 100%; } ${style}</style>${body}`,
  );
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: new URL(file, root).pathname });
  console.log(`${file} ${width}×${height}`);
}

const browser = await chromium.launch({ executablePath: findBrowser(), args: chromiumFlags });
try {
  const page = await browser.newPage();
  for (const picture of pictures) await render(page, picture);
} finally {
  await browser.close();
}
