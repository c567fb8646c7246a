import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import calibration from '../../../models/digits/weights/calibration.json';
import type { DigitAnswer } from './answer';
import View from './View.svelte';

const url = '/samples/digit-seven.png';
const seen = { width: 28, height: 28, data: new Uint8ClampedArray(28 * 28 * 4).fill(255) };
seen.data.fill(0, 0, 3);

const probabilities = [0, 0.3, 0, 0, 0, 0, 0, 0.7, 0, 0];
const answer: DigitAnswer = {
  kind: 'digit-recognition',
  summary: 'A 7, 70 % sure.',
  drawn: true,
  probabilities,
  digit: 7,
  confidence: 0.7,
  unlike: false,
  score: calibration.threshold + 3,
  threshold: calibration.threshold,
  pictures: { seen },
};

describe('a read digit', () => {
  it('has a bar for each digit, as high as it is likely, told to screen readers too', async () => {
    const { container } = await render(View, { answer, url, width: 320, height: 320 });
    await expect.element(page.getByRole('img', { name: 'A 7, 70 % sure.' })).toBeVisible();
    const bars = [...container.querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect().height);
    expect(bars).toHaveLength(10);
    expect(bars[1]! / bars[7]!).toBeCloseTo(3 / 7, 1);
    const items = page.getByRole('list', { name: 'Probability of each digit' }).getByRole('listitem');
    await expect.element(items.nth(7)).toHaveTextContent('7: 70 %');
    expect(container.querySelector('.best .digit')?.textContent).toContain('7');
  });

  it('shows the very pixels that the network saw', async () => {
    const { container } = await render(View, { answer, url, width: 320, height: 320 });
    const canvas = container.querySelector('canvas')!;
    const shown = canvas.getContext('2d')!.getImageData(0, 0, 28, 28).data;
    expect([...shown.slice(0, 8)]).toEqual([...seen.data.slice(0, 8)]);
    await expect.element(page.getByRole('img', { name: /What the network saw/ })).toBeVisible();
  });

  it('is marked against the line that real digits pass', async () => {
    const { container, rerender } = await render(View, { answer, url });
    await expect.element(page.getByText(/above the line/)).toBeVisible();
    await rerender({ answer: { ...answer, unlike: true, score: calibration.threshold - 2 }, url });
    await expect.element(page.getByText(/under the line/)).toBeVisible();
    expect(container.querySelector('.fill')!.classList).toContain('under');
  });

  it('says how far its percentages can be trusted, with the counts', async () => {
    const { container } = await render(View, { answer, url });
    await page.getByText('Can its percentages be trusted?').click();
    const bin = calibration.bins.find(({ from, to }) => from <= 0.7 && 0.7 <= to)!;
    await expect.element(page.getByText(`were right ${bin.right} of ${bin.count} times`)).toBeVisible();
    expect(container.querySelectorAll('circle')).toHaveLength(calibration.bins.length);
    expect(container.querySelectorAll('circle.own')).toHaveLength(1);
    expect(container.querySelectorAll('tbody tr')).toHaveLength(calibration.bins.length);
  });

  it('has no bars where nothing is drawn', async () => {
    const { container } = await render(View, {
      answer: { ...answer, drawn: false, summary: 'Nothing is drawn.' },
      url,
    });
    await expect.element(page.getByText('Nothing is drawn.', { exact: true })).toBeVisible();
    expect(container.querySelector('.bar')).toBeNull();
    expect(container.querySelector('canvas')).toBeNull();
  });

  it('is whole without its pictures, as records keep it', async () => {
    const { container } = await render(View, { answer: { ...answer, pictures: undefined } });
    expect(container.querySelectorAll('.bar')).toHaveLength(10);
    expect(container.querySelector('canvas')).toBeNull();
  });
});
