import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../app/tokens/type.css';
import type { FoundObject, ObjectsAnswer } from './answer';
import type { Label } from './labels';
import View from './View.svelte';
import { summarise } from './words';

const url = '/samples/four.jpg';
const object = (label: Label, score: number, x: number, y: number, width: number, height: number): FoundObject => {
  return { label, score, box: { x, y, width, height } };
};
const answer = (...objects: FoundObject[]): ObjectsAnswer => {
  return { kind: 'object-detection', summary: summarise(objects.map(({ label }) => label)), objects };
};
const two = answer(object('person', 0.57, 0.02, 0.02, 0.33, 0.48), object('cup', 0.54, 0.58, 0.02, 0.31, 0.37));
const crowd = answer(
  ...Array.from({ length: 60 }, (_, index) => {
    return object(index % 3 ? 'person' : 'chair', 0.9 - index / 150, (index % 10) / 10, 0.5, 0.12, 0.3);
  }),
);
const tagsIn = (container: Element) => [...container.querySelectorAll('.tags span')];
const show = (answer: ObjectsAnswer, size = 800) => render(View, { answer, url, width: size, height: size });

describe('objects on the picture', () => {
  it('are boxes with names, surest on top', async () => {
    const { container } = await show(two);
    await expect.element(page.getByRole('img', { name: '2 objects: a person and a cup.' })).toBeVisible();
    const boxes = [...container.querySelectorAll('rect.box')];
    expect(boxes.map((box) => box.getAttribute('width'))).toEqual(['0.31', '0.33']);
    await expect
      .poll(() => tagsIn(container).map((tag) => tag.textContent.trim()))
      .toEqual(['person 57 %', 'cup 54 %']);
  });

  it('have tags as wide as their words, at 360 pixels too', async () => {
    await page.viewport(360, 700);
    const { container } = await show(crowd);
    // How many find room depends on the fonts that are installed.
    await expect.poll(() => tagsIn(container).length).toBeGreaterThan(2);
    const frame = container.querySelector('.frame')!.getBoundingClientRect();
    const places = tagsIn(container).map((tag) => {
      expect(tag.scrollWidth).toBeLessThanOrEqual(tag.clientWidth);
      expect(Number.parseFloat(getComputedStyle(tag).fontSize)).toBeGreaterThanOrEqual(12);
      return tag.getBoundingClientRect();
    });
    for (const [index, a] of places.entries()) {
      expect(a.left >= frame.left - 0.5 && a.right <= frame.right + 0.5 && a.bottom <= frame.bottom + 0.5).toBe(true);
      for (const b of places.slice(index + 1)) {
        expect(a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom).toBe(true);
      }
    }
  });

  it('are listed by kind, and a kind picked from the list stands alone', async () => {
    const { container } = await show(crowd);
    const list = page.getByRole('list', { name: 'Kinds found' });
    await expect.element(list).toBeVisible();
    const chair = page.getByRole('button', { name: 'chair × 20 90 to 52 %' });
    await userEvent.click(chair);
    await expect.element(chair).toHaveAttribute('aria-pressed', 'true');
    expect(container.querySelectorAll('g.back')).toHaveLength(40);
    await expect.poll(() => tagsIn(container).every((tag) => tag.textContent.includes('chair'))).toBe(true);
    await userEvent.click(chair);
    await userEvent.unhover(chair);
    await expect.poll(() => container.querySelectorAll('g.back').length).toBe(0);
  });

  it('are missing when there is none, and the caption says so', async () => {
    const { container } = await show(answer());
    await expect.element(page.getByText('No object found.')).toBeVisible();
    expect(container.querySelectorAll('rect, .tags span, li')).toHaveLength(0);
  });

  it('are drawn over a running camera without the list', async () => {
    const { container } = await render(View, { answer: two, width: 640, height: 480 });
    await expect.poll(() => tagsIn(container).length).toBe(2);
    expect(container.querySelectorAll('img, button')).toHaveLength(0);
  });
});
