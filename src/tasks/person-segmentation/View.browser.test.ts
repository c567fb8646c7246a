import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Mask } from '../types';
import type { PersonSegmentationAnswer } from './answer';
import { backgrounds } from './backgrounds';
import { look } from './choice.svelte';
import { Compositor } from './compositor';
import View from './View.svelte';

const url = '/samples/astronaut.jpg';

/** A mask whose left half is a person. */
function leftHalf(width: number, height: number): Mask {
  const values = Uint8ClampedArray.from({ length: width * height }, (_, i) => (i % width < width / 2 ? 255 : 0));
  return { width, height, values };
}

const answer: PersonSegmentationAnswer = {
  kind: 'person-segmentation',
  summary: '50 % of the picture is taken for a person.',
  share: 0.5,
  pictures: { mask: leftHalf(64, 48) },
};

/** Stripes of one pixel, white and black, on the right; red on the left. */
function striped(width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#f00';
  context.fillRect(0, 0, width / 2, height);
  for (let x = width / 2; x < width; x += 2) {
    context.fillStyle = '#fff';
    context.fillRect(x, 0, 1, height);
    context.fillStyle = '#000';
    context.fillRect(x + 1, 0, 1, height);
  }
  return canvas;
}

function pixelAt(canvas: HTMLCanvasElement, x: number, y: number): number[] {
  return [...canvas.getContext('2d')!.getImageData(x, y, 1, 1).data];
}

const canvasOf = (container: Element) => container.querySelector<HTMLCanvasElement>('.frame > canvas')!;

beforeEach(() => {
  Object.assign(look, { way: 'outline', background: 'evening', colour: '#2f7d6b' });
});

describe('what is drawn', () => {
  const [width, height] = [320, 240];
  const scene = { mask: leftHalf(64, 48), width, height, source: striped(width, height) };
  const compositor = () => new Compositor(document.createElement('canvas'));

  it('dims the rest and leaves the person to show through, with a line between them', () => {
    const subject = compositor();
    const { canvas } = subject;
    subject.draw({ ...scene, whole: false }, look, '#0f0');
    expect(pixelAt(canvas, 40, 120)).toEqual([0, 0, 0, 0]);
    expect(pixelAt(canvas, 280, 120)).toEqual([0, 0, 0, 140]);
    const line = Array.from({ length: 20 }, (_, i) => pixelAt(canvas, 150 + i, 120)[1]!);
    expect(Math.max(...line)).toBeGreaterThan(200);
  });

  it('blurs the rest with nothing of the person in it', () => {
    const subject = compositor();
    subject.draw({ ...scene, whole: true }, { ...look, way: 'blur' }, '#0f0');
    expect(pixelAt(subject.canvas, 40, 120)).toEqual([255, 0, 0, 255]);
    for (const x of [200, 201, 260, 261, 300]) {
      const [red, green, blue, alpha] = pixelAt(subject.canvas, x, 120);
      // The stripes have become an even grey, and red has not bled into it.
      expect(Math.abs(red! - 128)).toBeLessThan(24);
      expect(Math.abs(red! - green!)).toBeLessThan(12);
      expect(Math.abs(red! - blue!)).toBeLessThan(12);
      expect(alpha).toBe(255);
    }
  });

  it('replaces the rest, with the frame below where nothing else is', () => {
    const subject = compositor();
    const plain = { way: 'replace', background: 'plain', colour: '#0000ff' } as const;
    subject.draw({ ...scene, whole: false }, plain, '#0f0');
    expect(pixelAt(subject.canvas, 40, 120)).toEqual([0, 0, 0, 0]);
    expect(pixelAt(subject.canvas, 280, 120)).toEqual([0, 0, 255, 255]);
    subject.draw({ ...scene, whole: true }, plain, '#0f0');
    expect(pixelAt(subject.canvas, 40, 120)).toEqual([255, 0, 0, 255]);
    expect(pixelAt(subject.canvas, 280, 120)).toEqual([0, 0, 255, 255]);
  });

  it('is another picture for every background', () => {
    const subject = compositor();
    const seen = backgrounds.map(({ id }) => {
      subject.draw({ ...scene, whole: false }, { way: 'replace', background: id, colour: '#2f7d6b' }, '#0f0');
      const pixel = pixelAt(subject.canvas, 300, 20);
      expect(pixel[3], id).toBe(255);
      return pixel.join();
    });
    expect(new Set(seen).size).toBe(backgrounds.length);
  });

  it('follows masks, frames and sizes as they change, and a picture of one pixel', () => {
    const subject = compositor();
    const plain = { way: 'replace', background: 'plain', colour: '#0000ff' } as const;
    for (const [w, h] of [
      [320, 240],
      [64, 300],
      [1, 1],
      [200, 1],
    ] as const) {
      const mask = { width: w, height: h, values: new Uint8ClampedArray(w * h) };
      for (const way of ['outline', 'blur', 'replace'] as const) {
        subject.draw(
          { mask, width: w, height: h, source: striped(w + (w % 2), h), whole: true },
          { ...plain, way },
          '#0f0',
        );
      }
      expect([subject.canvas.width, subject.canvas.height]).toEqual([w, h]);
      expect(pixelAt(subject.canvas, w - 1, h - 1)).toEqual([0, 0, 255, 255]);
    }
  });
});

describe('the view', () => {
  it('names the picture by what was found and covers it exactly', async () => {
    const { container } = await render(View, { answer, url, width: 512, height: 512 });
    const picture = page.getByRole('img', { name: answer.summary });
    await expect.element(picture).toBeVisible();
    await (picture.element() as HTMLImageElement).decode();
    const [shown, layer] = [picture.element(), canvasOf(container)].map((node) => node.getBoundingClientRect());
    expect(layer).toMatchObject({ width: shown!.width, height: shown!.height, top: shown!.top });
    await expect.element(page.getByText(answer.summary)).toBeVisible();
  });

  it('blurs a still picture once it is decoded', async () => {
    look.way = 'blur';
    const { container } = await render(View, { answer, url, width: 512, height: 512 });
    await expect.poll(() => pixelAt(canvasOf(container), 480, 20)[3]).toBe(255);
    expect(pixelAt(canvasOf(container), 20, 20)[3]).toBe(0);
  });

  it('is switched with the keyboard, and keeps the choice from one answer to the next', async () => {
    const first = await render(View, { answer, url, width: 512, height: 512 });
    await page.getByRole('radio', { name: 'Outline' }).click({ force: true });
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.element(page.getByRole('radio', { name: 'Replace' })).toBeChecked();
    await userEvent.tab();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(page.getByRole('radio', { name: 'Plain colour' })).toBeChecked();
    await expect.element(page.getByLabelText('Colour', { exact: true })).toBeVisible();
    expect(pixelAt(canvasOf(first.container), 500, 100)).toEqual([0x2f, 0x7d, 0x6b, 255]);
    await first.unmount();

    const second = await render(View, {
      answer: { ...answer, summary: 'Nobody found.' },
      url,
      width: 512,
      height: 512,
    });
    await expect.element(page.getByRole('radio', { name: 'Replace' })).toBeChecked();
    expect(pixelAt(canvasOf(second.container), 500, 100)).toEqual([0x2f, 0x7d, 0x6b, 255]);
  });

  it('draws the frame of a running camera itself, and outlives its end', async () => {
    look.way = 'replace';
    look.background = 'plain';
    const frame = await createImageBitmap(striped(320, 240));
    const props = { answer, frame, width: 320, height: 240 };
    const { container, rerender } = await render(View, props);
    await expect.element(page.getByRole('img', { name: answer.summary })).toBeVisible();
    expect(container.querySelector('img')).toBeNull();
    expect(pixelAt(canvasOf(container), 40, 120)).toEqual([255, 0, 0, 255]);

    const next = await createImageBitmap(striped(640, 480));
    await rerender({ ...props, frame: next, width: 640, height: 480 });
    frame.close();
    expect([canvasOf(container).width, canvasOf(container).height]).toEqual([640, 480]);
    next.close();
    look.way = 'outline';
    await tick();
    expect(pixelAt(canvasOf(container), 40, 120)).toEqual([255, 0, 0, 255]);
  });
});
