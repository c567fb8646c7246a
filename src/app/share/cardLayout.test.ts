import { describe, expect, it } from 'vitest';
import { longCard, sampleCard } from './card.fixture';
import type { CardContent } from './cardContent';
import { CARD, cardLayout, type CardItem } from './cardLayout';

/** Letters as wide as those of most fonts' widest half. */
const measure = (text: string, size: number, weight: number) => text.length * size * (weight > 500 ? 0.62 : 0.56);
const laid = (content: CardContent) => cardLayout(content, measure);
type Text = CardItem & { kind: 'text' };
const texts = (items: readonly CardItem[]) => items.filter((item): item is Text => item.kind === 'text');
const boxOf = (item: CardItem) => {
  switch (item.kind) {
    case 'text':
      return { x: item.x, y: item.baseline - item.size * 0.74, width: item.width, height: item.size * 0.95 };
    case 'rule':
      return { x: item.x, y: item.y, width: item.width, height: 1 };
    case 'mark':
      return { x: item.x, y: item.y, width: item.size * 1.35, height: item.size };
    case 'bar':
      return item;
  }
};

const cards: Record<string, CardContent> = {
  'a usual result': sampleCard,
  'long words': longCard,
  'no far side': { ...sampleCard, far: undefined, assumption: undefined },
  'a name that is the task': { ...sampleCard, task: 'NanoDet-g' },
  'a far side thousands of times as slow': { ...sampleCard, far: { ...longCard.far!, ms: 1e6 } },
};

describe.each(Object.entries(cards))('the card of %s', (_, content) => {
  const items = laid(content);

  it('says every word of it, none cut', () => {
    const said = texts(items)
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, '');
    const { task, model, near, far, sentence, use = '', device, date, assumption = '', site } = content;
    const wanted = [task, model, near.label, near.value, far?.label, far?.value, use, device, date, assumption, site];
    for (const text of [...wanted, sentence.map((part) => part.text).join('')]) {
      expect(said).toContain((text ?? '').replace(/\s/g, ''));
    }
  });

  it('stands within its margins', () => {
    for (const { x, y, width, height } of items.map(boxOf)) {
      expect(x).toBeGreaterThanOrEqual(60);
      expect(y).toBeGreaterThanOrEqual(40);
      expect(x + width).toBeLessThanOrEqual(CARD.width - 60);
      expect(y + height).toBeLessThanOrEqual(CARD.height - 40);
    }
  });

  it('has nothing over anything else', () => {
    const boxes = items.map(boxOf);
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const apart =
          a.x + a.width <= b.x + 0.5 || b.x + b.width <= a.x + 0.5 || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect({ a, b, apart }).toMatchObject({ apart: true });
      }
    }
  });
});

it('draws both bars on one scale, the longer one as wide as its column', () => {
  const bars = laid(sampleCard).filter((item) => item.kind === 'bar');
  expect(bars.map(({ side }) => side)).toEqual(['near', 'far']);
  expect(bars[0]!.y).toBe(bars[1]!.y);
  expect(bars[1]!.width / bars[0]!.width).toBeCloseTo(106 / 183, 5);
  expect(bars[0]!.width).toBeCloseTo(504, 0);
});

it('keeps letters large enough to be read in a message', () => {
  expect(Math.min(...texts(laid(sampleCard)).map(({ size }) => size))).toBeGreaterThan(20);
});

it('writes each side in its own tone', () => {
  const tones = new Map(texts(laid(sampleCard)).map(({ text, tone }) => [text, tone]));
  expect(tones.get('183\u00a0ms')).toBe('near');
  expect(tones.get('106\u00a0ms')).toBe('far');
});
