import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import DrawingPad from './DrawingPad.svelte';
import { FIELD } from './pen';

const pictures: Blob[] = [];
let closed = 0;
const props = {
  onpicture: (picture: Promise<Blob>) => void picture.then((blob) => pictures.push(blob)),
  onclose: () => void closed++,
};

beforeEach(() => {
  pictures.length = 0;
  closed = 0;
});

const pad = () => page.getByRole('application', { name: 'Drawing pad' });

/** Greys of a picture as it would be decoded, and its share of ink. */
async function read(blob: Blob) {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const greyAt = (x: number, y: number) => data[(Math.round(y * height) * width + Math.round(x * width)) * 4]!;
  const inked = Array.from({ length: width * height }, (_, p) => data[p * 4]!).filter((grey) => grey < 128).length;
  return { width, height, greyAt, share: inked / (width * height) };
}

type At = readonly [x: number, y: number];

/** A pointer's event at a place given as shares of the pad. */
function point(type: string, [x, y]: At, pointerId = 1): void {
  const svg = pad().element();
  const box = svg.getBoundingClientRect();
  // Capture is only given to a pointer that the browser knows.
  svg.setPointerCapture = () => {};
  const clientX = box.left + x * box.width;
  const clientY = box.top + y * box.height;
  svg.dispatchEvent(new PointerEvent(type, { pointerId, button: 0, bubbles: true, clientX, clientY }));
}

function drag(...places: At[]): void {
  point('pointerdown', places[0]!);
  for (const place of places.slice(1)) point('pointermove', place);
  point('pointerup', places.at(-1)!);
}

describe('the drawing pad', () => {
  it('gives a picture at the end of each stroke, with all strokes so far, and stays open', async () => {
    await render(DrawingPad, props);
    drag([0.25, 0.2], [0.25, 0.5], [0.25, 0.8]);
    await vi.waitFor(() => expect(pictures).toHaveLength(1), { timeout: 15_000 });
    drag([0.75, 0.2], [0.75, 0.8]);
    await vi.waitFor(() => expect(pictures).toHaveLength(2), { timeout: 15_000 });
    const [one, two] = [await read(pictures[0]!), await read(pictures[1]!)];
    expect([one.width, one.height]).toEqual([FIELD, FIELD]);
    expect([one.greyAt(0.25, 0.5), one.greyAt(0.75, 0.5), one.greyAt(0.5, 0.5)]).toEqual([0, 255, 255]);
    expect([two.greyAt(0.25, 0.5), two.greyAt(0.75, 0.5)]).toEqual([0, 0]);
    expect(closed).toBe(0);
  });

  it('draws with one pointer at a time', async () => {
    const { container } = await render(DrawingPad, props);
    point('pointerdown', [0.1, 0.5], 1);
    point('pointerdown', [0.8, 0.5], 2);
    point('pointermove', [0.9, 0.5], 2);
    point('pointerup', [0.9, 0.5], 2);
    point('pointermove', [0.2, 0.5], 1);
    await vi.waitFor(() => expect(container.querySelectorAll('path')).toHaveLength(1));
    expect(pictures).toHaveLength(0);
    point('pointerup', [0.2, 0.5], 1);
    await vi.waitFor(() => expect(pictures).toHaveLength(1), { timeout: 15_000 });
    const { greyAt } = await read(pictures[0]!);
    expect([greyAt(0.15, 0.5), greyAt(0.85, 0.5)]).toEqual([0, 255]);
  });

  it('is drawn on with the keyboard: arrows move the pen, space puts it down and lifts it', async () => {
    await render(DrawingPad, props);
    await expect.element(pad()).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}{ArrowDown}');
    await expect.element(page.getByRole('status')).toHaveTextContent('Pen up, 45 % across, 25 % down');
    await userEvent.keyboard(' {ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}');
    await expect.element(page.getByRole('status')).toHaveTextContent('Drawing, 45 % across, 45 % down');
    expect(pictures).toHaveLength(0);
    await userEvent.keyboard(' ');
    await vi.waitFor(() => expect(pictures).toHaveLength(1), { timeout: 15_000 });
    const { greyAt, share } = await read(pictures[0]!);
    expect([greyAt(0.45, 0.35), greyAt(0.55, 0.35)]).toEqual([0, 255]);
    expect(share).toBeGreaterThan(0.01);
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await expect.element(page.getByRole('status')).toHaveTextContent('Pen up, 46 % across, 45 % down');
  });

  it('stops the pen at the edge', async () => {
    await render(DrawingPad, props);
    await userEvent.keyboard('{ArrowUp>6/}');
    await expect.element(page.getByRole('status')).toHaveTextContent('Pen up, 50 % across, 0 % down');
  });

  it('keeps a stroke that the keyboard left: Tab lifts the pen', async () => {
    await render(DrawingPad, props);
    await userEvent.keyboard(' {ArrowDown}{ArrowDown}{Tab}');
    await vi.waitFor(() => expect(pictures).toHaveLength(1), { timeout: 15_000 });
    expect((await read(pictures[0]!)).share).toBeGreaterThan(0);
  });

  it('is cleared: an empty picture, so that no old answer stands', async () => {
    await render(DrawingPad, props);
    await expect.element(page.getByRole('button', { name: 'Clear' })).toBeDisabled();
    drag([0.2, 0.2], [0.8, 0.8]);
    await vi.waitFor(() => expect(pictures).toHaveLength(1), { timeout: 15_000 });
    await page.getByRole('button', { name: 'Clear' }).click();
    await vi.waitFor(() => expect(pictures).toHaveLength(2), { timeout: 15_000 });
    expect((await read(pictures[1]!)).share).toBe(0);
    await expect.element(pad()).toHaveFocus();
  });

  it('closes when done, the stroke under the keyboard’s pen included', async () => {
    await render(DrawingPad, props);
    await userEvent.keyboard(' {ArrowDown}{ArrowDown}');
    await page.getByRole('button', { name: 'Done' }).click();
    await vi.waitFor(() => expect(closed).toBe(1));
    await vi.waitFor(() => expect(pictures).toHaveLength(1), { timeout: 15_000 });
  });
});
