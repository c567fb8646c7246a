import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { chromiumFlags, findBrowser } from '../../../scripts/browser.mjs';
import { cameraShows } from '../../support/fakeCamera';
import { longTasksDuring } from '../../support/mainThread';
import { sessionWorker, sessionWorkers } from '../../support/run';
import { alone, expect, test } from '../../support/test';

// The camera sees the astronaut; the page still has to be allowed to see it.
test.use({
  launchOptions: {
    executablePath: findBrowser(),
    args: [...chromiumFlags, ...cameraShows('models/samples/astronaut.png')],
  },
});

/** The live page as its visitor finds it. */
class LivePage {
  readonly start: Locator;
  readonly stop: Locator;
  readonly video: Locator;
  readonly alert: Locator;
  readonly rows: Locator;

  constructor(readonly page: Page) {
    this.start = page.getByRole('button', { name: 'Start the camera' });
    this.stop = page.getByRole('button', { name: 'Stop the camera' });
    this.video = page.getByLabel('Camera', { exact: true });
    this.alert = page.getByRole('alert');
    this.rows = page.getByRole('region', { name: 'Frames by target' }).locator('tbody').getByRole('row');
  }

  async open(task = 'pose'): Promise<this> {
    await this.page.goto(`/#/live/${task}`);
    await expect(this.start).toBeEnabled();
    return this;
  }

  target(title: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${title}(,|$)`) });
  }

  /** Picks a target and presses Start. */
  async begin(title: string): Promise<void> {
    await this.target(title).click();
    await this.start.click();
  }

  /** Waits for at least so many answered frames of the target that goes on. */
  async answers(count: number): Promise<void> {
    await this.page.locator('details').evaluate((figures) => figures.setAttribute('open', ''));
    await expect.poll(() => this.field('Answered')).toBeGreaterThanOrEqual(count);
  }

  /** The number that a column begins with, in the row of the target that goes on; NaN where there is none yet. */
  async field(column: string, row: Locator = this.page.locator('tr[aria-current]')): Promise<number> {
    if ((await row.count()) === 0) return NaN;
    const heads = await this.page.locator('thead th').allTextContents();
    const cells = await row.locator('th, td').allTextContents();
    return Number.parseFloat(cells[heads.indexOf(column)] ?? '');
  }

  /** The camera's own track: what its light follows. */
  track() {
    return this.video.evaluateHandle((video) => ((video as HTMLVideoElement).srcObject as MediaStream).getTracks()[0]);
  }
}

const joints = (page: Page) =>
  page.locator('.over.here path.joint').evaluate((path) => {
    const [, x, y] = /^M([\d.]+) ([\d.]+)/.exec(path.getAttribute('d') ?? '') ?? [];
    return [Number(x), Number(y)];
  });

test('frames are answered on one target and then on another; Stop ends the worker and the camera', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  const weights: string[] = [];
  page.on('request', (request) => request.url().includes('/models/') && weights.push(request.url()));
  const live = await new LivePage(page).open();
  await expect(page.getByRole('main')).toContainText(/Fetches up to [\d.]+ MB of weights and [\d.]+ MB of runtime/);
  // Nothing was fetched, no worker begun and no camera opened before Start.
  expect(weights).toEqual([]);
  expect(sessionWorkers(page)).toEqual([]);

  await live.begin('TensorFlow.js · WASM ×1');
  await expect(live.stop).toBeFocused();
  await live.answers(3);
  const track = await live.track();
  await expect(page.locator('.over.here')).toContainText('A pose: ');
  for (const column of ['p50', 'p95', 'Inference', 'A second']) expect(await live.field(column)).toBeGreaterThan(0);
  expect(await live.field('p95')).toBeGreaterThanOrEqual(await live.field('p50'));
  expect(await page.locator('.strip path.inference').getAttribute('d')).toMatch(/^M/);

  // The visitor looks into a mirror: the astronaut's face, left of the middle in the picture, is right of it.
  const [noseX = 0, noseY = 0] = await joints(page);
  expect(noseX).toBeGreaterThan(0.5);
  expect(noseX).toBeLessThan(0.62);
  expect(noseY).toBeLessThan(0.35);

  await live.target('ONNX Runtime · WASM ×1').click();
  await expect(live.rows).toHaveCount(2);
  await live.answers(3);
  expect(await track.evaluate((same) => same?.readyState)).toBe('live');
  await expect(live.rows.nth(0)).toContainText('TensorFlow.js · WASM ×1');
  await expect(live.rows.nth(1)).toContainText('ONNX Runtime · WASM ×1');
  expect(await live.field('p50', live.rows.nth(0))).toBeGreaterThan(0);
  expect(sessionWorkers(page)).toHaveLength(1);

  await live.stop.click();
  await expect(live.start).toBeFocused();
  expect(await track.evaluate((ended) => ended?.readyState)).toBe('ended');
  expect(await live.video.evaluate((video) => (video as HTMLVideoElement).srcObject)).toBeNull();
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
  await expect(live.rows).toHaveCount(2);
});

test('a slow target drops frames and says how many; leaving the page turns all off', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const live = await new LivePage(page).open();
  await live.begin('TensorFlow.js · JavaScript');
  await live.answers(1);
  const before = await live.field('Dropped');
  await live.answers(2);
  // The clip has 30 frames a second, and plain JavaScript takes several frames' time for one.
  await expect.poll(() => live.field('Dropped')).toBeGreaterThan(before);
  const track = await live.track();
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(live.video).toHaveCount(0);
  expect(await track.evaluate((ended) => ended?.readyState)).toBe('ended');
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
});

test('no task holds the page for more than 50 ms while frames are answered', alone, async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const live = await new LivePage(page).open();
  await live.begin('TensorFlow.js · WASM ×1');
  await live.answers(2);
  const seen = await longTasksDuring(page, async () => live.answers((await live.field('Answered')) + 30));
  expect(seen).toEqual([]);
});

test('a camera that is refused: a sentence, and nothing goes on', async ({ page }) => {
  const live = await new LivePage(page).open();
  await live.begin('TensorFlow.js · WASM ×1');
  await expect(live.alert).toHaveText(
    'The camera was refused. Allow it in the browser’s site settings, or upload a picture instead.',
  );
  await expect(live.start).toBeEnabled();
  await expect.poll(() => sessionWorkers(page)).toEqual([]);
});

test('a camera that is taken away, and a worker that dies: a sentence each, and it can be started again', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  const live = await new LivePage(page).open();
  await live.begin('TensorFlow.js · WASM ×1');
  await live.answers(1);
  // As the browser does it when a camera is unplugged.
  await (
    await live.track()
  ).evaluate((track) => {
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  });
  await expect(live.alert).toHaveText(
    'The camera stopped: it was unplugged or taken away. Connect it and start again.',
  );
  await expect.poll(() => sessionWorkers(page)).toEqual([]);

  await live.start.click();
  await live.answers(1);
  await expect(live.alert).toHaveCount(0);
  const track = await live.track();
  await (await sessionWorker(page, 'tfjs-wasm@1')).evaluate(() => self.close()).catch(() => {});
  await expect(live.alert).toContainText('The browser ended the worker that ran this model');
  expect(await track.evaluate((ended) => ended?.readyState)).toBe('ended');
  await expect(live.start).toBeEnabled();
});

test('the cloud’s answer follows as a ghost, later by its simulated trip; another task keeps the camera', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['camera']);
  const live = await new LivePage(page).open();
  await live.begin('TensorFlow.js · WASM ×1');
  await expect(
    page.getByText(/(trails by [\d.]+.(ms|s)|sooner), and [\d.]+.[kM]?B of this picture would leave/),
  ).toBeVisible();
  await expect(page.locator('.over.ghost path.joint')).toHaveCount(1);
  await page.getByText('Hide', { exact: true }).click();
  await expect(page.locator('.over.ghost')).toHaveCount(0);

  const track = await live.track();
  await page.evaluate(() => (location.hash = '#/live/face'));
  await expect(page.locator('.over.here')).toContainText(/face/i);
  expect(await track.evaluate((same) => same?.readyState)).toBe('live');
});

test('a hidden tab pauses it, and it goes on when the tab is shown', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const live = await new LivePage(page).open();
  const setHidden = (hidden: boolean) =>
    page.evaluate((isHidden) => {
      Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await live.begin('TensorFlow.js · WASM ×1');
  await live.answers(2);
  await setHidden(true);
  await expect(page.getByText('Paused while this tab is hidden.').first()).toBeVisible();
  await setHidden(false);
  await expect(page.getByText('Paused while this tab is hidden.')).toHaveCount(0);
  await live.answers((await live.field('Answered')) + 2);
});

test('its panel and its figures break no rule of accessibility', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const live = await new LivePage(page).open();
  const expectAccessible = async (width: number, colorScheme: 'light' | 'dark') => {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join()}`)).toEqual(
      [],
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  };
  await expect(live.start).toBeVisible();
  await expectAccessible(1440, 'light');
  await expectAccessible(360, 'dark');
  await live.begin('TensorFlow.js · WASM ×1');
  await live.answers(2);
  await expectAccessible(360, 'light');
  await expectAccessible(1440, 'dark');
  await expect(page.getByRole('status').filter({ hasText: /frames a second, half of them within/ })).toHaveCount(1);
});
