import { expect, type Locator, type Page } from '@playwright/test';

/** One thread of WASM and a preview: the quickest run there is, measured whole by one press. */
const quickest = { targets: 'tfjs-wasm@1', scenario: 'preview' };

/** The Try page as its visitor finds it: by what things are called. */
export class TryPage {
  /** What every verdict on here or there says. */
  static readonly verdict = /wins|Too close to call/;
  /** Whatever the next press is called. */
  readonly run: Locator;
  readonly every: Locator;
  readonly stop: Locator;
  readonly headline: Locator;
  readonly stage: Locator;
  readonly picture: Locator;
  /** The chart of backends. */
  readonly near: Locator;
  /** Here and there on one axis. */
  readonly race: Locator;
  /** Among the evidence, once there is any. */
  readonly openRun: Locator;
  readonly share: Locator;
  readonly server: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.run = page.getByRole('button', { name: /^(Run here|Run again|Measure every backend|Measure for longer)$/ });
    this.every = page.getByRole('button', { name: 'Measure every backend' });
    this.stop = page.getByRole('button', { name: /^(Stop|Enough, keep this)$/ });
    this.headline = page.getByRole('heading', { level: 1 });
    this.stage = page.getByRole('region', { name: 'Input and answer' });
    this.picture = this.stage.locator('.picture').getByRole('img');
    this.near = page.getByRole('figure', { name: /^Backends on/ });
    this.race = page.getByRole('figure', { name: 'One answer, here and there' });
    this.openRun = page.getByRole('link', { name: /^Open this run/ });
    this.share = page.getByRole('button', { name: /^Share/ });
    this.server = page.getByRole('slider', { name: /^How far away the server is/ });
    this.alert = page.getByRole('alert');
  }

  /** @param query parameters beside, or instead of, the quickest; undefined leaves one out */
  async open(query: Record<string, string | undefined> = {}, base = '/'): Promise<this> {
    const given = Object.entries({ ...quickest, ...query }).filter(([, value]) => value !== undefined);
    await this.page.goto(`${base}?${new URLSearchParams(given as [string, string][])}`);
    await expect(this.run.or(this.stop)).toBeEnabled();
    return this;
  }

  /** The button that says which task is shown, and opens the others. */
  get task(): Locator {
    return this.page.getByRole('button', { name: /Choose another task$/ });
  }

  async pick(task: string): Promise<void> {
    await this.task.click();
    await this.page.getByRole('dialog').getByRole('link', { name: task }).click();
    await expect(this.task).toHaveAccessibleName(`${task}. Choose another task`);
  }

  /** One press, to its verdict. */
  async runToEnd(): Promise<void> {
    await this.run.click();
    await expect(this.stop).toBeVisible();
    await this.ended();
  }

  /** Both presses: the first verdict, and every backend. */
  async runEvery(): Promise<void> {
    await this.runToEnd();
    await this.every.click();
    await expect(this.stop).toBeVisible();
    await this.ended();
  }

  async ended(): Promise<void> {
    await expect(this.stop).toBeHidden();
    await expect(this.run).toBeEnabled();
  }

  /** Where there is little room the evidence is folded. */
  async unfold(): Promise<void> {
    const evidence = this.page.locator('details.evidence');
    if ((await evidence.getAttribute('open')) === null) await evidence.locator('> summary').click();
  }

  lane(target: string | RegExp): Locator {
    return this.near.getByRole('listitem').filter({ hasText: target });
  }
}
