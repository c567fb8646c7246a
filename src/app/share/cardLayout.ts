import type { CardContent } from './cardContent';
import { wrap, type Line, type Measure, type Styled } from './cardText';

export const CARD = { width: 1200, height: 630 };

export type Tone = 'ink' | 'soft' | 'near' | 'far';

/** Something to draw, its place in the card's own pixels. */
export type CardItem =
  | { readonly kind: 'text'; readonly text: string; readonly x: number; readonly baseline: number; readonly width: number; readonly size: number; readonly weight: number; readonly tone: Tone } // prettier-ignore
  | { readonly kind: 'bar'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly side: 'near' | 'far' } // prettier-ignore
  | { readonly kind: 'rule'; readonly x: number; readonly y: number; readonly width: number }
  | { readonly kind: 'mark'; readonly x: number; readonly y: number; readonly size: number };

const EDGE = 68;
const GAP = 56;
const INNER = CARD.width - 2 * EDGE;
const LEADING = 1.22;
/** Least width of a bar that is there at all. */
const LEAST_BAR = 6;

/** Sizes at full scale, px. They shrink until everything fits, the small ones by half as much: nothing is cut. */
const sizes = { mark: 34, task: 34, model: 28, label: 28, value: 104, sentence: 43, small: 25, bar: 24 };
const stayLegible = new Set(['model', 'label', 'small']);

interface Block {
  /** Laid out from a top at 0. */
  readonly items: readonly CardItem[];
  readonly height: number;
}

function textBlock(lines: readonly Line[], { size, weight }: { size: number; weight: number }, x: number): Block {
  const leading = size * LEADING;
  const items = lines.flatMap((line, row): CardItem[] => {
    let at = x;
    return line.map(({ text, tone = 'ink', width }) => {
      const item: CardItem = {
        kind: 'text',
        text,
        x: at,
        baseline: row * leading + size * 0.96,
        width,
        size,
        weight,
        tone,
      };
      at += width;
      return item;
    });
  });
  return { items, height: lines.length * leading };
}

const moved = (items: readonly CardItem[], dx: number, dy: number): CardItem[] =>
  items.map((item) =>
    item.kind === 'text'
      ? { ...item, x: item.x + dx, baseline: item.baseline + dy }
      : { ...item, x: item.x + dx, y: item.y + dy },
  );

/** Blocks under each other. */
function stack(blocks: readonly Block[], gap: number): Block {
  let y = 0;
  const items = blocks.flatMap(({ items, height }, index) => {
    if (index > 0) y += gap;
    const placed = moved(items, 0, y);
    y += height;
    return placed;
  });
  return { items, height: y };
}

/**
 * Where everything on a result card stands. Pure: what it knows of letters it is told.
 * @param measure width of a text in px at a size and weight
 */
export function cardLayout(content: CardContent, measure: Measure): readonly CardItem[] {
  for (let scale = 1; ; scale -= 0.04) {
    const laid = atScale(content, measure, scale);
    if (laid || scale < 0.3) return laid ?? [];
  }
}

function atScale(content: CardContent, measure: Measure, scale: number): readonly CardItem[] | undefined {
  const px = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => [name, size * (stayLegible.has(name) ? Math.sqrt(scale) : scale)]),
  ) as typeof sizes;
  const texts = (parts: readonly Styled[], size: number, weight: number, width = INNER) =>
    textBlock(
      wrap(parts, width, (text) => measure(text, size, weight)),
      { size, weight },
      0,
    );

  const head = header(content, measure, px, texts);
  const middle = stack(
    [sides(content, px, texts), texts(content.sentence, px.sentence, 640), ...(content.use ? [texts([{ text: content.use, tone: 'soft' }], px.model, 400)] : [])], // prettier-ignore
    30 * scale,
  );
  const foot = footer(content, measure, px, texts);
  const free = CARD.height - 2 * EDGE * 0.86 - head.height - middle.height - foot.height;
  const isWhole = (value: string) => middle.items.some((item) => item.kind === 'text' && item.text === value);
  // A figure over two lines would be none.
  if (free < 48 * scale || !isWhole(content.near.value) || !isWhole(content.far?.value ?? content.near.value)) return undefined; // prettier-ignore
  const top = EDGE * 0.86;
  return [
    ...moved(head.items, EDGE, top),
    ...moved(middle.items, EDGE, top + head.height + free / 2),
    ...moved(foot.items, EDGE, CARD.height - EDGE * 0.86 - foot.height),
  ];
}

type Texts = (parts: readonly Styled[], size: number, weight: number, width?: number) => Block;

/** What it is a result of on the left, whose page it is on the right; under each other where they are long. */
function header({ task, model }: CardContent, measure: Measure, px: typeof sizes, texts: Texts): Block {
  const name = 'nearside';
  const markWidth = px.mark * 1.35;
  const nameWidth = measure(name, px.mark, 660);
  const own = markWidth + px.mark * 0.34 + nameWidth;
  const left = INNER - own;
  const brand: CardItem[] = [
    { kind: 'mark', x: left, y: px.mark * 0.12, size: px.mark },
    { kind: 'text', text: name, x: left + markWidth + px.mark * 0.34, baseline: px.mark * 0.96, width: nameWidth, size: px.mark, weight: 660, tone: 'ink' }, // prettier-ignore
  ];
  const width = left - GAP;
  const title = stack(
    [texts([{ text: task }], px.task, 660, width), ...(model === task ? [] : [texts([{ text: model, tone: 'soft' }], px.model, 400, width)])], // prettier-ignore
    2,
  );
  return { items: [...title.items, ...brand], height: title.height };
}

/** The two figures, each with its bar under it; the bars share one scale. */
function sides({ near, far }: CardContent, px: typeof sizes, texts: Texts): Block {
  const width = (INNER - GAP) / 2;
  const longest = Math.max(near.ms, far?.ms ?? 0);
  const side = (of: typeof near, which: 'near' | 'far'): Block => {
    const bar: CardItem = { kind: 'bar', x: 0, y: 0, width: Math.max(LEAST_BAR, (of.ms / longest) * width), height: px.bar, side: which }; // prettier-ignore
    const figures = stack(
      [texts([{ text: of.label, tone: which }], px.label, 500, width), texts([{ text: of.value, tone: which }], px.value, 700, width)], // prettier-ignore
      0,
    );
    return stack([figures, { items: [bar], height: px.bar }], 6);
  };
  const left = side(near, 'near');
  if (!far) return left;
  const right = side(far, 'far');
  // The bars stand in one line, though one label may take two.
  const [a, b] = [left, right].map((block) =>
    moved(block.items, 0, Math.max(left.height, right.height) - block.height),
  );
  return {
    items: [...(a ?? []), ...moved(b ?? [], width + GAP, 0)],
    height: Math.max(left.height, right.height),
  };
}

/** Where and when it was measured, what the cloud rests on, and the page's address. */
function footer(
  { device, date, assumption, site }: CardContent,
  measure: Measure,
  px: typeof sizes,
  texts: Texts,
): Block {
  const siteWidth = measure(site, px.small, 620);
  // An address that is wide as the card stands in a line of its own.
  const beside = siteWidth < INNER * 0.45;
  const width = beside ? INNER - siteWidth - GAP : INNER;
  const lines = [`${device} · ${date}`, ...(assumption ? [assumption] : [])];
  const told = stack(
    lines.map((text) => texts([{ text, tone: 'soft' }], px.small, 400, width)),
    2,
  );
  const address = texts([{ text: site }], px.small, 620);
  const rule: Block = { items: [{ kind: 'rule', x: 0, y: 0, width: INNER }], height: 18 };
  if (!beside) return stack([rule, told, address], 4);
  const below = moved(address.items, INNER - siteWidth, told.height - address.height);
  return stack([rule, { items: [...told.items, ...below], height: told.height }], 0);
}
