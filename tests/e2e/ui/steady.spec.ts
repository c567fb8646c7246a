import type { Page } from '@playwright/test';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

/** A shift of the layout that no press of a button asked for (Layout Instability API), with what moved. */
interface Shift {
  readonly value: number;
  readonly moved: readonly string[];
}

interface ShiftEntry extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
  readonly sources: readonly {
    readonly node: Node | null;
    readonly previousRect: DOMRect;
    readonly currentRect: DOMRect;
  }[];
}

async function watchShifts(page: Page): Promise<() => Promise<Shift[]>> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as ShiftEntry[]) {
        if (hadRecentInput) continue;
        const moved = sources.map(({ node, previousRect, currentRect }) => {
          const name = node instanceof Element ? `${node.tagName}.${node.className}` : (node?.nodeName ?? 'gone');
          return `${name}: ${previousRect.y} to ${currentRect.y}, ${previousRect.height} to ${currentRect.height} high`;
        });
        shifts.push({ value, moved });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);
}

const total = (shifts: readonly Shift[]) => shifts.reduce((sum, { value }) => sum + value, 0);

for (const width of [1440, 360]) {
  test(`at ${width} px nothing moves as the sample arrives, nor as its answer does`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const shifts = await watchShifts(page);
    // Slow enough that the page is drawn before the picture is there.
    await page.route('**/samples/*', async (route) => {
      const response = await route.fetch();
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      await route.fulfill({ response });
    });
    const play = await new TryPage(page).open();
    await expect(play.picture).toBeVisible();
    const arrived = await shifts();
    expect(total(arrived), JSON.stringify(arrived, undefined, 2)).toBeLessThan(0.01);
    await play.run.click();
    await expect(page.getByRole('img', { name: /^A pose:/ })).toBeVisible();
    const answered = await shifts();
    expect(total(answered) - total(arrived), JSON.stringify(answered, undefined, 2)).toBeLessThan(0.01);
  });
}
