import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Pixels } from '../types';
import type { SuperResolutionAnswer } from './answer';
import View from './View.svelte';

function plain(side: number, red: number): Pixels {
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let i = 0; i < data.length; i += 4) data[i] = red;
  return { width: side, height: side, data };
}

const withTruth: SuperResolutionAnswer = {
  kind: 'super-resolution',
  summary: 'The middle of the picture, at 4 × 4 pixels, enlarged to 8 × 8.',
  width: 8,
  height: 8,
  psnrDb: { network: 27.64, bicubic: 28.12, bilinear: 26.55 },
  pictures: {
    small: plain(4, 10),
    enlarged: plain(8, 20),
    bilinear: plain(8, 30),
    bicubic: plain(8, 40),
    truth: plain(8, 50),
  },
};
const { small, enlarged, bilinear, bicubic } = withTruth.pictures!;
const { psnrDb: _, ...rest } = withTruth;
const withoutTruth: SuperResolutionAnswer = { ...rest, pictures: { small, enlarged, bilinear, bicubic } };

const slider = () => page.getByRole('slider', { name: 'Divide between' });
/** Red of the picture on either side: right, then left. */
const shown = (container: Element) =>
  [...container.querySelectorAll('canvas')].map((canvas) => canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data[0]);
const divide = (container: Element) => container.querySelector<HTMLElement>('.compare')!.style.cssText;

describe('two enlargements, one beside the other', () => {
  it('are the network and bilinear, divided in the middle', async () => {
    const { container } = await render(View, { answer: withTruth });
    await expect.element(page.getByRole('img', { name: withTruth.summary })).toBeVisible();
    expect(shown(container)).toEqual([20, 30]);
    await expect.element(slider()).toHaveAttribute('aria-valuetext', '50 % Bilinear, 50 % Network');
    const [right, left] = container.querySelectorAll('canvas');
    expect(getComputedStyle(right!).imageRendering).toBe('pixelated');
    expect(right!.getBoundingClientRect()).toEqual(left!.getBoundingClientRect());
  });

  it('are divided elsewhere by the keyboard', async () => {
    const { container } = await render(View, { answer: withTruth });
    slider().element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(slider()).toHaveValue('51');
    await userEvent.keyboard('{End}');
    expect(divide(container)).toContain('100%');
    await userEvent.keyboard('{Home}{ArrowLeft}');
    expect(divide(container)).toContain(' 0%');
  });

  it('are divided where the pointer is while it is pressed, and keep the keyboard', async () => {
    const { container } = await render(View, { answer: withTruth });
    const box = container.querySelector<HTMLElement>('.compare')!;
    const { left, top, width } = box.getBoundingClientRect();
    const at = (type: string, share: number) =>
      box.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          pointerId: 1,
          clientX: left + width * share,
          clientY: top + 5,
          cancelable: true,
        }),
      );
    box.setPointerCapture = () => {};
    box.hasPointerCapture = () => true;
    at('pointerdown', 0.25);
    await expect.element(slider()).toHaveValue('25');
    expect(document.activeElement).toBe(slider().element());
    at('pointermove', 0.8);
    await expect.element(slider()).toHaveValue('80');
    at('pointermove', 3);
    await expect.element(slider()).toHaveValue('100');
  });

  it('are compared with whatever is picked, the original too', async () => {
    const { container } = await render(View, { answer: withTruth });
    await page.getByRole('radio', { name: 'Original' }).click({ force: true });
    expect(shown(container)).toEqual([20, 50]);
    await page.getByRole('radio', { name: 'Input' }).click({ force: true });
    expect(shown(container)).toEqual([20, 10]);
    await expect.element(slider()).toHaveAttribute('aria-valuetext', '50 % Input, 50 % Network');
  });
});

it('tells how close each comes', async () => {
  await render(View, { answer: withTruth });
  const rows = page.getByRole('table').element().querySelectorAll('tbody tr');
  expect([...rows].map((row) => row.textContent.replace(/\s+/g, ' ').trim())).toEqual([
    expect.stringMatching(/^Network ?27\.6 dB$/),
    expect.stringMatching(/^Bicubic ?28\.1 dB$/),
    expect.stringMatching(/^Bilinear ?26\.6 dB$/),
  ]);
  await expect.element(page.getByText('Bicubic comes closest to the original here.')).toBeVisible();
});

it('offers no original and no figures where there are none', async () => {
  const { rerender } = await render(View, { answer: withTruth });
  await page.getByRole('radio', { name: 'Original' }).click({ force: true });
  await rerender({ answer: withoutTruth });
  expect(page.getByRole('radio', { name: 'Original' }).query()).toBeNull();
  expect(page.getByRole('table').query()).toBeNull();
  await expect.element(page.getByText('no original to measure it against')).toBeVisible();
  await expect.element(slider()).toHaveAttribute('aria-valuetext', '50 % Bilinear, 50 % Network');
});

it('shows the picture itself where a record kept no enlargement', async () => {
  const { pictures: _, ...kept } = withTruth;
  const { container } = await render(View, { answer: kept, url: '/samples/astronaut.jpg', width: 512, height: 512 });
  expect(container.querySelector('img')).not.toBeNull();
  expect(container.querySelector('canvas')).toBeNull();
});

it('covers the middle of a camera’s frame', async () => {
  const frame = await createImageBitmap(new ImageData(64, 32));
  const { container } = await render(View, { answer: withTruth, frame, width: 64, height: 32 });
  const [outer, inner] = ['.frame', '.compare'].map((name) =>
    container.querySelector(name)!.getBoundingClientRect(),
  ) as [DOMRect, DOMRect];
  expect(outer.width / outer.height).toBeCloseTo(2, 1);
  expect(inner.height).toBeCloseTo(outer.height, 0);
  expect(inner.width).toBeCloseTo(inner.height, 0);
  expect(inner.left - outer.left).toBeCloseTo(outer.right - inner.right, 0);
});
