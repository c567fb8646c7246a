import { beforeAll, describe, expect, it } from 'vitest';
import '../tokens/colour.css';
import '../tokens/type.css';
import '../base.css';
import { longCard, sampleCard } from './card.fixture';
import { cardPicture, drawCard } from './cardDrawing';
import { CARD, cardLayout, type CardItem } from './cardLayout';
import type { Scheme } from './cardPalette';

type Colour = readonly [number, number, number];

/** A token's colour as pixels have it. */
function token(name: string, scheme: Scheme): Colour {
  const probe = document.createElement('span');
  probe.style.colorScheme = scheme;
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  context.fillStyle = getComputedStyle(probe).color;
  context.fillRect(0, 0, 1, 1);
  probe.remove();
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)] as unknown as Colour;
}

const near = (a: Colour, b: Colour) => a.every((value, index) => Math.abs(value - b[index]!) <= 3);

function reader(canvas: HTMLCanvasElement) {
  const { data, width: across } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const at = (x: number, y: number): Colour => {
    const offset = (Math.round(y) * across + Math.round(x)) * 4;
    return [data[offset]!, data[offset + 1]!, data[offset + 2]!];
  };
  /** Share of a box's pixels that have one of the colours. */
  const share = (x: number, y: number, width: number, height: number, colours: readonly Colour[]) => {
    const [w, h] = [Math.floor(width), Math.floor(height)];
    let found = 0;
    for (let dy = 0; dy < h; dy++)
      for (let dx = 0; dx < w; dx++) if (colours.some((colour) => near(at(x + dx, y + dy), colour))) found++;
    return found / (w * h);
  };
  return { at, share };
}

/** The layout by the widths that the canvas measured. */
function layoutOf(content: typeof sampleCard): readonly CardItem[] {
  const context = document.createElement('canvas').getContext('2d')!;
  return cardLayout(content, (text, size, weight) => {
    context.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    return context.measureText(text).width;
  });
}

describe.each(['light', 'dark'] as const)('the picture of a result in the %s scheme', (scheme) => {
  let pixels: ReturnType<typeof reader>;
  const items = layoutOf(sampleCard);
  const bars = items.filter((item) => item.kind === 'bar');
  beforeAll(() => {
    const canvas = drawCard(sampleCard, scheme)!;
    expect([canvas.width, canvas.height]).toEqual([CARD.width, CARD.height]);
    pixels = reader(canvas);
  });

  it('stands on the page’s paper, its margins free', () => {
    const paper = token('paper', scheme);
    for (const [x, y, width, height] of [
      [0, 0, 1200, 40],
      [0, 590, 1200, 40],
      [0, 0, 60, 630],
      [1140, 0, 60, 630],
    ] as const)
      expect(pixels.share(x, y, width, height, [paper])).toBe(1);
  });

  it('draws the near bar solid', () => {
    const bar = bars[0]!;
    expect(pixels.share(bar.x + 9, bar.y + 2, bar.width - 18, bar.height - 4, [token('near', scheme)])).toBe(1);
  });

  it('draws the far bar hatched in two colours, and as long as it is', () => {
    const bar = bars[1]!;
    const [stripe, ground] = [token('far', scheme), token('far-2', scheme)];
    const share = (colour: Colour) => pixels.share(bar.x + 9, bar.y + 2, bar.width - 18, bar.height - 4, [colour]);
    expect(share(stripe)).toBeGreaterThan(0.25);
    expect(share(stripe)).toBeLessThan(0.55);
    expect(share(ground)).toBeGreaterThan(0.3);
    expect(pixels.share(bar.x + bar.width + 3, bar.y, 60, bar.height, [token('paper', scheme)])).toBe(1);
  });

  it('writes each figure in its side’s ink', () => {
    for (const [text, ink] of [
      ['183\u00a0ms', 'near-ink'],
      ['106\u00a0ms', 'far-ink'],
    ] as const) {
      const item = items.find((one) => one.kind === 'text' && one.text === text) as CardItem & { kind: 'text' };
      const top = item.baseline - item.size * 0.72;
      expect(pixels.share(item.x, top, item.width, item.size * 0.72, [token(ink, scheme)])).toBeGreaterThan(0.12);
    }
  });
});

it('is a PNG that a browser reads, of long words too', async () => {
  const picture = await cardPicture(longCard, 'light');
  expect(picture?.type).toBe('image/png');
  const bitmap = await createImageBitmap(picture!);
  expect([bitmap.width, bitmap.height]).toEqual([CARD.width, CARD.height]);
});
