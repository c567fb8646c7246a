import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { textAnswer, type Quad } from './answer';
import View from './View.svelte';

const box: Quad = [
  [0.25, 0.5],
  [0.75, 0.5],
  [0.75, 1],
  [0.25, 1],
];
const looked = { width: 320, height: 128, given: { width: 320, height: 128 }, parts: 1 };
const picture = { url: '/samples/text-sign.png', width: 320, height: 128 };

test('draws each box on the picture and lists what it reads', async () => {
  const answer = textAnswer([{ text: 'Fresh <b>bread</b>', score: 0.996, box }], looked);
  const screen = await render(View, { answer, ...picture });
  await expect.element(screen.getByRole('img', { name: answer.summary })).toBeVisible();
  expect(screen.container.querySelector('polygon')?.getAttribute('points')).toBe('80,64 240,64 240,128 80,128');
  await expect.element(screen.getByRole('listitem')).toHaveTextContent('Fresh <b>bread</b> over 99 %');
});

test('says so when there is no text', async () => {
  const screen = await render(View, { answer: textAnswer([], looked), ...picture });
  await expect.element(screen.getByText('No text found.')).toBeVisible();
  expect(screen.container.querySelector('ol')).toBeNull();
});

test('counts boxes where nothing was read', async () => {
  const screen = await render(View, { answer: textAnswer([{ score: 0.9, box }], looked), ...picture });
  await expect.element(screen.getByText('1 line of text found.')).toBeVisible();
  expect(screen.container.querySelectorAll('polygon')).toHaveLength(1);
});

test('says how a long picture was looked at', async () => {
  const answer = textAnswer([], { width: 640, height: 4587, given: { width: 1080, height: 7740 }, parts: 9 });
  const screen = await render(View, { answer, ...picture });
  await expect.element(screen.getByText('No text found.', { exact: true })).toBeVisible();
  await expect
    .element(screen.getByText(/in 9 overlapping parts\. Lines were looked for in 640 × 4,587 of/))
    .toBeVisible();
});
