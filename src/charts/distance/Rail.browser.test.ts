import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../app/tokens/colour.css';
import '../../app/tokens/dimension.css';
import '../../app/tokens/type.css';
import '../../app/base.css';
import Rail from './Rail.svelte';

const props = { value: 40, label: 'How far away the server is', breakEven: { firstMs: 16, connectedMs: 117 } };
const slider = () => page.getByRole('slider', { name: props.label });
const says = (text: string) => expect.element(slider()).toHaveAttribute('aria-valuetext', text);

describe('the rail', () => {
  it('says in words how far away the server is', async () => {
    await render(Rail, props);
    await says('40 milliseconds away, same continent');
    await expect.element(page.getByText('40 ms away', { exact: true })).toBeVisible();
  });

  it('moves by milliseconds, from place to place and to its ends with the keyboard', async () => {
    await render(Rail, props);
    (slider().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
    await says('42 milliseconds away, between same continent and other side of the world');
    await userEvent.keyboard('{PageUp}');
    await says('250 milliseconds away, other side of the world');
    await userEvent.keyboard('{PageDown}{PageDown}');
    await says('5 milliseconds away, same city');
    await userEvent.keyboard('{Home}');
    await says('2 milliseconds away, nearer than same city');
    await userEvent.keyboard('{End}');
    await says('400 milliseconds away, farther than other side of the world');
  });

  it('goes to a named place that is pressed', async () => {
    await render(Rail, props);
    await page.getByRole('button', { name: 'other side of the world · 250 ms' }).click();
    await says('250 milliseconds away, other side of the world');
    await expect
      .element(page.getByRole('button', { name: 'other side of the world · 250 ms' }))
      .toHaveAttribute('aria-pressed', 'true');
  });

  it('follows a pointer, and catches at a named place', async () => {
    await render(Rail, props);
    const input = slider().element() as HTMLInputElement;
    input.value = String(0.912 * Number(input.max));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await says('250 milliseconds away, other side of the world');
    input.value = String(0.3 * Number(input.max));
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await says('9.8 milliseconds away, between same city and same continent');
  });

  it('names its zones as fully as there is room, and none over another or past the end', async () => {
    for (const width of [320, 700]) {
      const { container, unmount } = await render(Rail, props);
      container.style.width = `${width}px`;
      await expect
        .poll(() => [...container.querySelectorAll('.zone')].some(({ textContent }) => textContent))
        .toBe(true);
      await expect
        .poll(() => {
          const boxes = [...container.querySelectorAll('.zone')].map((zone) => zone.getBoundingClientRect());
          const rail = container.querySelector('.rail')!.getBoundingClientRect();
          return boxes.every(({ left, right }, index) => {
            const next = boxes[index + 1];
            return left >= rail.left && right <= rail.right + 0.5 && (!next || right <= next.left);
          });
        })
        .toBe(true);
      unmount();
    }
  });

  it('gives nothing away where the winner is not known', async () => {
    const { container } = await render(Rail, { ...props, breakEven: undefined });
    expect(container.querySelectorAll('.zone, .even')).toHaveLength(0);
  });

  it('takes nothing while it is disabled', async () => {
    await render(Rail, { ...props, disabled: true });
    await expect.element(slider()).toBeDisabled();
    await expect.element(page.getByRole('button', { name: 'same city · 5 ms' })).toBeDisabled();
  });
});
