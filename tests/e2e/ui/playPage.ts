import { expect, type Locator, type Page } from '@playwright/test';

/** One thread of WASM and a preview: the quickest run there is. */
const quickest = { targets: 'tfjs-wasm@1', scenario: 'preview' };

/** The play page as its visitor finds it: by what things are called. */
export class PlayPage {
  readonly run: Locator;
  readonly stop: Locator;
  readonly headline: Locator;
  readonly stage: Locator;
  readonly picture: Locator;
  readonly near: Locator;
  readonly far: Locator;
  /** There once a run has ended. */
  readonly openRun: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.run = page.getByRole('button', { name: /^Run (here|again)$/ });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.headline = page.getByRole('heading', { level: 1 });
    this.stage = page.getByRole('region', { name: 'Input and answer' });
    this.picture = this.stage.locator('.picture').getByRole('img');
    this.near = page.getByRole('figure', { name: /^(Near side|Backends on)/ });
    this.far = page.getByRole('figure', { name: /^Far side/ });
    this.openRun = page.getByRole('link', { name: /^Open this run/ });
    this.alert = page.getByRole('alert');
  }

  /** @param query parameters beside, or instead of, the quickest; undefined leaves one out */
  async open(query: Record<string, string | undefined> = {}, base = '/'): Promise<this> {
    const given = Object.entries({ ...quickest, ...query }).filter(([, value]) => value !== undefined);
    await this.page.goto(`${base}?${new URLSearchParams(given as [string, string][])}`);
    await expect(this.run.or(this.stop)).toBeEnabled();
    return this;
  }

  pick(task: string): Promise<void> {
    return this.page.getByRole('button', { name: task, exact: true }).click();
  }

  async runToEnd(): Promise<void> {
    await this.run.click();
    await expect(this.stop).toBeVisible();
    await this.ended();
  }

  async ended(): Promise<void> {
    await expect(this.openRun).toBeVisible();
    await expect(this.run).toBeEnabled();
  }

  lane(target: string | RegExp): Locator {
    return this.near.getByRole('listitem').filter({ hasText: target });
  }
}
