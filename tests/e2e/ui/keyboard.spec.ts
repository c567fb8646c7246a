import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../../support/test';
import { PlayPage } from './playPage';

/** Presses Tab until it is there, and sees that it looks it. */
async function tabTo(page: Page, wanted: Locator, key = 'Tab'): Promise<void> {
  const isThere = () => wanted.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 60 && !(await isThere()); presses++) await page.keyboard.press(key);
  await expect(wanted).toBeFocused();
}

/** The focus is drawn: an outline on the element or, for a hidden input, on its label. */
async function expectFocusShown(focused: Locator): Promise<void> {
  const outline = await focused.evaluate((element) => {
    const seen = element.matches('.visually-hidden') ? (element.closest('label') as HTMLElement) : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(seen);
    return outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
  });
  expect(outline).toBeGreaterThanOrEqual(2);
}

test('from the top to a run and its results with Tab and Enter', async ({ page }) => {
  const play = await new PlayPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1' });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await expectFocusShown(page.getByRole('link', { name: 'Skip to the content' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Find a pose' })).toBeFocused();

  await tabTo(page, play.run);
  await expectFocusShown(play.run);
  await page.keyboard.press('Enter');
  // Run turns to Stop and back under the finger: the focus stays.
  await expect(play.stop).toBeFocused();
  await play.ended();
  await expect(play.run).toBeFocused();

  const evidence = page.getByText('As a table, with every phase');
  await tabTo(page, evidence);
  await expectFocusShown(evidence);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Median' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('region', { name: /phase by phase$/ })).toBeFocused();
  await tabTo(page, play.openRun);
  await expectFocusShown(play.openRun);
  await page.keyboard.press('Enter');
  await expect(play.headline).toHaveText(/^Run of/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'All runs' })).toBeFocused();
});

test('Stop is Enter away, and the focus stays', async ({ page }) => {
  const play = await new PlayPage(page).open({ scenario: 'thorough' });
  await tabTo(page, play.run);
  await page.keyboard.press('Enter');
  await expect(play.lane('WASM')).toContainText('runs so far');
  await page.keyboard.press('Enter');
  await play.ended();
  await expect(play.run).toBeFocused();
});

test('tasks, samples, networks, servers and scenarios from the keyboard', async ({ page }) => {
  const play = await new PlayPage(page).open();
  const task = page.getByRole('button', { name: 'Map a face' });
  await tabTo(page, task);
  await expectFocusShown(task);
  await page.keyboard.press('Space');
  await expect(task).toHaveAttribute('aria-pressed', 'true');
  await expect(task).toBeFocused();

  const sample = page.getByRole('button', { name: 'Coffee, no face' });
  await tabTo(page, sample);
  await expectFocusShown(sample);
  await page.keyboard.press('Enter');
  await expect(play.picture).toHaveAttribute('src', /coffee\.jpg$/);
  await expect(sample).toBeFocused();

  const network = page.getByRole('button', { name: '5G', exact: true });
  await tabTo(page, network);
  await expectFocusShown(network);
  await page.keyboard.press('Enter');
  await expect(network).toHaveAttribute('aria-pressed', 'true');
  const server = page.getByRole('combobox', { name: 'Server' });
  await tabTo(page, server);
  await expectFocusShown(server);
  const before = await server.inputValue();
  await page.keyboard.press('ArrowDown');
  await expect(server).not.toHaveValue(before);

  const preview = page.getByRole('radio', { name: 'Preview' });
  await tabTo(page, preview);
  await expectFocusShown(preview);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Quick' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Quick' })).toBeFocused();
});

test('a page that is opened starts at its top, the Tab key too', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  const play = await new PlayPage(page).open();
  await play.runToEnd();
  await play.openRun.scrollIntoViewIfNeeded();
  await play.openRun.click();
  await expect(play.headline).toBeInViewport();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'All runs' })).toBeFocused();
});

test('the race moves, and where no motion is wanted it jumps from one arrival to the next', async ({ page }) => {
  const play = await new PlayPage(page).open();
  await play.runToEnd();
  const race = page.getByRole('button', { name: /^Race them/ });
  /** Widths that the near lane's bar takes while the race goes on. */
  const widthsOfRace = async () => {
    const widths = await play.near.locator('.steady').evaluateHandle((bar) => {
      const seen = new Set<string>();
      const observer = new MutationObserver(() => seen.add((bar as HTMLElement).style.width));
      observer.observe(bar, { attributeFilter: ['style'] });
      return seen;
    });
    await race.click();
    await expect(page.getByRole('button', { name: 'Stop the race' })).toBeVisible();
    await expect(race).toBeVisible();
    return widths.evaluate((seen) => seen.size);
  };
  expect(await widthsOfRace()).toBeGreaterThan(3);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await widthsOfRace()).toBe(2);
});

test('the race is offered in real time and slowed down', async ({ page }) => {
  const play = await new PlayPage(page).open();
  await play.runToEnd();
  const pace = page.getByRole('group', { name: 'Pace of the race' });
  const [real, slow] = [pace.getByRole('radio', { name: 'Real time' }), pace.getByRole('radio', { name: /slower$/ })];
  const durationMs = () =>
    page.evaluate(async () => {
      const button = [...document.querySelectorAll('button')].find(({ innerText }) => innerText === 'Race them');
      const started = performance.now();
      button?.click();
      await new Promise<void>((resolve) => {
        const look = () => (button?.innerText === 'Race them' ? resolve() : requestAnimationFrame(look));
        requestAnimationFrame(() => requestAnimationFrame(look));
      });
      return performance.now() - started;
    });
  await pace.getByText('Real time').click();
  await expect(real).toBeChecked();
  const realMs = await durationMs();
  await pace.getByText(/slower$/).click();
  await expect(slow).toBeChecked();
  expect((await durationMs()) / realMs).toBeGreaterThan(4);
});
