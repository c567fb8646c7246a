import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { pointNames, summarise, type Hand, type HandAnswer } from './answer';
import View from './View.svelte';

const picture = { url: '/samples/hand.png', width: 512, height: 512 };
const hand: Hand = {
  presence: 0.993,
  right: 0.12,
  points: pointNames.map((name, index) => ({ name, x: 0.2 + index / 50, y: 0.9 - index / 30 })),
};
const answer = (found?: Hand): HandAnswer => ({ kind: 'hand-landmarks', summary: summarise(found), hand: found });

describe('a hand', () => {
  it('is 21 dots joined by five fingers and a palm, with its side in words', async () => {
    const { container } = await render(View, { answer: answer(hand), ...picture });
    const sentence = 'A hand found, 99 % sure, and a left one, 88 % sure.';
    await expect.element(page.getByRole('img', { name: sentence })).toBeVisible();
    expect(container.querySelector('.joint')!.getAttribute('d')!.match(/M/g)).toHaveLength(21);
    const bones = container.querySelector('.bone')!.getAttribute('d')!;
    expect(bones.match(/M/g)).toHaveLength(6);
    expect(bones).not.toMatch(/undefined|NaN/);
  });

  it('is asked for where none is', async () => {
    const { container } = await render(View, { answer: answer(), ...picture });
    await expect.element(page.getByText('No hand found.')).toBeVisible();
    await expect.element(page.getByText('Hold one hand in the middle of the frame', { exact: false })).toBeVisible();
    expect(container.querySelectorAll('path')).toHaveLength(0);
  });

  it('is drawn over a running camera without a picture of its own', async () => {
    const { container } = await render(View, { answer: answer(hand), width: 640, height: 480 });
    expect(container.querySelector('img')).toBeNull();
    expect(container.querySelectorAll('path').length).toBeGreaterThan(0);
  });
});
