import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../app/tokens/colour.css';
import '../../app/tokens/dimension.css';
import '../../app/tokens/type.css';
import '../../app/base.css';
import { completed, context, wrong } from '../../judge/verdict.fixture';
import type { Cell } from '../../record/record';
import { sampleRecord } from '../../record/record.fixture';
import DecisionCard from './DecisionCard.svelte';

const environment = { ...sampleRecord().environment, ...context.environment };
const cells = [completed('ort-webgpu', 20), completed('ort-wasm', 60, { threads: 4 }), completed('tfjs-wasm@1', 90)];
const show = (of: readonly Cell[] = cells, changes: Partial<Parameters<typeof render<typeof DecisionCard>>[1]> = {}) =>
  render(DecisionCard, { cells: of, environment, scenario: 'quick', ...changes });

function clipboard(write: (text: string) => Promise<void>) {
  const writeText = vi.fn(write);
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue({ writeText } as unknown as Clipboard);
  return writeText;
}
afterEach(() => vi.restoreAllMocks());

describe('the decision card', () => {
  it('says what to ship, what to fall back to and what each takes', async () => {
    const screen = await show();
    await expect.element(screen.getByRole('heading')).toHaveTextContent('Ship ort-webgpu, fall back to ort-wasm');
    await expect.element(screen.getByText('4.0 MB model + 16.9 MB runtime')).toBeVisible();
    await expect.element(screen.getByText('60 ms on ONNX Runtime · WASM ×4')).toBeVisible();
    await expect.element(screen.getByText(/^for the fallback only: without them 90 ms on one thread/)).toBeVisible();
    await expect.element(screen.getByText(/so far; the rest may change this/)).not.toBeInTheDocument();
  });

  it('says of how many backends it is while a run goes on', async () => {
    const screen = await show(cells, { progress: { done: 3, of: 7 } });
    await expect.element(screen.getByText('Of 3 of 7 backends so far; the rest may change this.')).toBeVisible();
    await screen.rerender({ cells: [] });
    await expect.element(screen.getByText(/^As soon as a backend has given a right answer/)).toBeVisible();
  });

  it('names nothing where nothing was right', async () => {
    const screen = await show([wrong('ort-wasm', 3)]);
    await expect.element(screen.getByText(/^Nothing to ship/)).toBeVisible();
    expect(screen.container.querySelector('[role=tab]')).toBeNull();
  });

  it('goes to the code by the keyboard, for both runtimes', async () => {
    const screen = await show();
    const [ship, code] = [screen.getByRole('tab', { name: 'What to ship' }), screen.getByRole('tab', { name: 'Code' })];
    (ship.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(code).toHaveFocus();
    await expect.element(code).toHaveAttribute('aria-selected', 'true');
    await expect.element(screen.getByRole('tabpanel')).toHaveAccessibleName('Code');
    const text = () => screen.container.querySelector('pre')?.textContent ?? '';
    await expect.poll(text).toContain("executionProviders: ['webgpu']");
    expect(text()).toContain("executionProviders: ['wasm']");
    await userEvent.click(screen.getByText('TensorFlow.js', { exact: true }));
    await expect.poll(text).toContain("tf.setBackend('wasm')");
    (code.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    await expect.element(ship).toHaveFocus();
    expect(screen.container.querySelector('pre')).toBeNull();
  });

  it('copies what is shown, and says so', async () => {
    const writeText = clipboard(async () => {});
    const screen = await show();
    const copy = screen.getByRole('button', { name: 'Copy' });
    await copy.click();
    await expect.element(screen.getByRole('status')).toHaveTextContent('Copied.');
    expect(writeText.mock.lastCall?.[0]).toMatch(/^MoveNet Lightning: Ship ort-webgpu, fall back to ort-wasm\.\n/);
    await screen.getByRole('tab', { name: 'Code' }).click();
    await expect.element(screen.getByRole('status')).toHaveTextContent('');
    await expect.element(copy).toBeEnabled();
    await copy.click();
    expect(writeText.mock.lastCall?.[0]).toBe(screen.container.querySelector('pre')?.textContent);
  });

  it('says what to do where copying is refused', async () => {
    clipboard(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    const screen = await show();
    await screen.getByRole('button', { name: 'Copy' }).click();
    await expect.element(screen.getByRole('status')).toHaveTextContent('Select the text and copy it by hand.');
  });

  it('stays within 290 pixels', async () => {
    const screen = await show();
    (screen.container as HTMLElement).style.width = '290px';
    await screen.getByRole('tab', { name: 'Code' }).click();
    await expect.poll(() => screen.container.querySelector('pre')).not.toBeNull();
    expect(screen.container.scrollWidth).toBeLessThanOrEqual(290);
  });
});
