import { expect, vi } from 'vitest';
import type {} from '../../src/app/automation';
import type { Engine, EnginePage } from '../../scripts/engines/engine';
import type { RunParams } from '../../src/record/record';

/** A cell as a test reads it. */
export interface Answered {
  readonly target: string;
  /** The status, with the reason's sentences where there is one. */
  readonly outcome: string;
  readonly threads?: number;
  readonly summary?: string;
  readonly flags: readonly string[];
}

const PATIENCE = { timeout: 120_000, interval: 200 };

/** Someone who uses the page in a browser that is driven from outside. */
export class Visitor {
  readonly page: EnginePage;

  constructor(readonly engine: Engine) {
    this.page = engine.page;
  }

  /** @param query of the link */
  async opens(query = ''): Promise<void> {
    await this.page.goto(`${process.env.NEARSIDE_URL}${query}`);
    // WebKit's driver doesn't wait for module scripts.
    const isReady = () => this.page.evaluate(() => 'nearside' in window, undefined);
    await vi.waitFor(async () => expect(await isReady(), 'the page’s script').toBe(true), PATIENCE);
  }

  /** Runs through the page's own interface for scripts. */
  measures(params: Pick<RunParams, 'models' | 'targets'>): Promise<Answered[]> {
    return this.page.evaluate(
      async (asked): Promise<Answered[]> => {
        const { cells } = await window.nearside.run({ scenario: 'preview', seed: 7, ...asked });
        return cells.map((cell) => ({
          target: cell.target.id,
          outcome:
            'reason' in cell ? `${cell.status}: ${cell.reason.message} ${cell.reason.detail ?? ''}` : cell.status,
          threads: 'actual' in cell ? cell.actual?.threads : undefined,
          summary: 'answer' in cell ? cell.answer?.summary : undefined,
          flags: 'steady' in cell ? (cell.steady?.flags ?? []) : [],
        }));
      },
      { models: [...params.models], targets: [...params.targets] },
    );
  }

  /** Text of the first element that the selector finds; empty where there is none. */
  text(selector = 'body'): Promise<string> {
    return this.page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.innerText ?? '', selector);
  }

  async sees(what: RegExp | string, selector = 'body'): Promise<void> {
    await vi.waitFor(async () => expect(await this.text(selector)).toMatch(what), PATIENCE);
  }

  /** Waits for an element. */
  async finds(selector: string): Promise<void> {
    const isThere = () => this.page.evaluate((wanted) => document.querySelector(wanted) !== null, selector);
    await vi.waitFor(async () => expect(await isThere(), selector).toBe(true), PATIENCE);
  }

  /** Presses the button or link that is called so, once it is there and can be pressed. */
  async presses(name: string): Promise<void> {
    const press = () =>
      this.page.evaluate((wanted) => {
        const all = [...document.querySelectorAll<HTMLElement>('button, a')];
        const nameOf = (one: HTMLElement) => (one.getAttribute('aria-label') ?? one.innerText).trim();
        const usable = all.filter((one) => !(one as HTMLButtonElement).disabled);
        const found = usable.find((one) => nameOf(one) === wanted);
        found?.click();
        return found ? wanted : usable.map(nameOf).join(', ');
      }, name);
    await vi.waitFor(async () => expect(await press(), 'what can be pressed').toBe(name), PATIENCE);
  }
}

/** Every cell was measured and its answer agrees. */
export function expectCompleted(cells: readonly Answered[], targets: readonly string[]): void {
  expect(cells.map(({ target, outcome }) => [target, outcome])).toEqual(
    cells.map(({ target }) => [target, 'completed']),
  );
  expect(cells.map(({ target }) => target).toSorted()).toEqual([...targets].toSorted());
}
