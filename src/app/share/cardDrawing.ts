import type { CardContent } from './cardContent';
import { CARD, cardLayout, type CardItem, type Tone } from './cardLayout';
import { paletteOf, type Palette, type Scheme } from './cardPalette';

type Context = CanvasRenderingContext2D;

const inkOf: Readonly<Record<Tone, keyof Palette>> = { ink: 'ink', soft: 'soft', near: 'near-ink', far: 'far-ink' };

function rounded(context: Context, x: number, y: number, width: number, height: number): void {
  const radius = Math.min(height / 2, width / 2, 8);
  context.beginPath();
  context.moveTo(x + radius, y);
  context.arcTo(x + width, y, x + width, y + height, radius);
  context.arcTo(x + width, y + height, x, y + height, radius);
  context.arcTo(x, y + height, x, y, radius);
  context.arcTo(x, y, x + width, y, radius);
  context.closePath();
}

/** Near is solid, far hatched as in `--hatch`: 25° from upright, three parts of seven. */
function drawBar(context: Context, bar: CardItem & { kind: 'bar' }, palette: Palette): void {
  const { x, y, width, height, side } = bar;
  rounded(context, x, y, width, height);
  if (side === 'near') {
    context.fillStyle = palette.near;
    context.fill();
    return;
  }
  context.save();
  context.clip();
  context.fillStyle = palette['far-2'];
  context.fillRect(x, y, width, height);
  context.strokeStyle = palette.far;
  const [stripe, period, lean] = [6, 14, height * Math.tan((25 * Math.PI) / 180)];
  context.lineWidth = stripe;
  for (let at = x - lean; at < x + width + lean; at += period / Math.cos((25 * Math.PI) / 180)) {
    context.beginPath();
    context.moveTo(at, y + height + 4);
    context.lineTo(at + lean, y - 4);
    context.stroke();
  }
  context.restore();
}

/** The page's own mark: two circles, one solid, one dashed. */
function drawMark(context: Context, { x, y, size }: CardItem & { kind: 'mark' }, palette: Palette): void {
  const radius = size * 0.44;
  context.fillStyle = palette.near;
  context.beginPath();
  context.arc(x + radius, y + size / 2, radius, 0, 2 * Math.PI);
  context.fill();
  context.save();
  context.strokeStyle = palette.far;
  context.lineWidth = size * 0.11;
  context.setLineDash([size * 0.16, size * 0.14]);
  context.beginPath();
  context.arc(x + size * 0.97, y + size / 2, radius * 0.88, 0, 2 * Math.PI);
  context.stroke();
  context.restore();
}

function drawItem(context: Context, item: CardItem, palette: Palette): void {
  switch (item.kind) {
    case 'text':
      context.font = fontOf(item.size, item.weight, palette.font);
      context.fillStyle = palette[inkOf[item.tone]];
      context.fillText(item.text, item.x, item.baseline);
      return;
    case 'bar':
      drawBar(context, item, palette);
      return;
    case 'rule':
      context.fillStyle = palette['line-strong'];
      context.fillRect(item.x, item.y, item.width, 1);
      return;
    case 'mark':
      drawMark(context, item, palette);
  }
}

const fontOf = (size: number, weight: number, family: string) => `${weight} ${size}px ${family}`;

/** Draws a card onto a canvas of its own size. */
export function drawCard(content: CardContent, scheme: Scheme): HTMLCanvasElement | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = CARD.width;
  canvas.height = CARD.height;
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const palette = paletteOf(scheme);
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, CARD.width, CARD.height);
  context.textBaseline = 'alphabetic';
  const items = cardLayout(content, (text, size, weight) => {
    context.font = fontOf(size, weight, palette.font);
    return context.measureText(text).width;
  });
  for (const item of items) drawItem(context, item, palette);
  return canvas;
}

/** The card as a PNG; undefined where the browser can't draw it. */
export async function cardPicture(content: CardContent, scheme: Scheme): Promise<Blob | undefined> {
  try {
    const canvas = drawCard(content, scheme);
    return await new Promise((resolve) => {
      if (canvas) canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/png');
      else resolve(undefined);
    });
  } catch {
    return undefined;
  }
}
