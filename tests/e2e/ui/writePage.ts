import type { Locator, Page } from '@playwright/test';
import type { Taken } from '../../support/takeAway';
import { expect } from '../../support/test';

/** Plain JavaScript: on a busy machine a page hears of a quicker target's whole text at once, and nothing could be done in its middle. */
export const unhurried = /^TensorFlow\.js · JavaScript/;

/** The page where one writes, as its visitor finds it. */
export class WritePage {
  readonly beginning: Locator;
  readonly write: Locator;
  readonly stop: Locator;
  readonly here: Locator;
  readonly there: Locator;
  readonly headline: Locator;
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.beginning = page.getByRole('textbox', { name: 'The beginning of a story' });
    this.write = page.getByRole('button', { name: /^Write( again)?$/ }).first();
    this.stop = page.getByRole('button', { name: 'Stop', exact: true }).first();
    this.here = page.getByRole('region', { name: /^Here/ });
    this.there = page.getByRole('region', { name: /^There/ });
    this.headline = page.getByRole('heading', { level: 1 });
    this.alert = page.getByRole('alert');
  }

  /** With the student on one thread of WASM, the quickest there is, where nothing else is asked for. */
  async open({ at = '', on = /^ONNX Runtime · WASM ×1/ } = {}): Promise<this> {
    await this.page.goto(`${at}/#/try/write`);
    await expect(this.write).toBeEnabled();
    await this.page.getByRole('radio', { name: 'student' }).check({ force: true });
    await this.page.getByRole('button', { name: on }).click();
    // In the middle of a sentence no model ends its story.
    await this.beginning.fill('Once upon a time there was a fox who');
    return this;
  }

  /** What was written, without what the visitor wrote. */
  async words(): Promise<string> {
    return (await this.here.locator('.token').allTextContents()).join('');
  }

  /** Waits until nothing goes on, and something was written. */
  async over(): Promise<void> {
    await expect(this.page.locator('main')).toHaveAttribute('data-phase', 'idle');
    await expect(this.alert).toHaveCount(0);
    await this.tokens(1);
  }

  /** Does it as soon as so many tokens are there: a quick device would be done before a test could look. */
  async at(count: number, what: 'stop' | 'hide' | Taken): Promise<void> {
    await this.page.evaluate(
      ([least, act]) => {
        const observer = new MutationObserver(() => {
          if (document.querySelectorAll('.token').length < least) return;
          observer.disconnect();
          if (act === 'hide') {
            Object.defineProperty(document, 'hidden', { value: true, configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
          } else if (act === 'stop') {
            [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === 'Stop')?.click();
          } else new BroadcastChannel('take-away').postMessage(act);
        });
        observer.observe(document.body, { childList: true, subtree: true });
      },
      [count, what] as const,
    );
  }

  /** Presses a button as soon as the text is there and the model is still being checked, and marks the page with it. */
  async whileChecking(name: string): Promise<void> {
    await this.page.evaluate((wanted) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('main')?.dataset['phase'] !== 'checking') return;
        const button = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim() === wanted);
        if (!button) return;
        observer.disconnect();
        document.documentElement.dataset['pressed'] = wanted;
        button.click();
      });
      observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    }, name);
  }

  async tokens(count: number): Promise<void> {
    await expect.poll(() => this.here.locator('.token').count()).toBeGreaterThanOrEqual(count);
  }
}
