import { expect, test } from '../../support/test';
import { expectAccessible } from '../../support/accessible';

test('a lesson is gone through by keyboard: guess, measure, reveal, and present it', async ({ page }) => {
  await page.goto('/#/learn');
  await page.getByRole('link', { name: 'How far may the faster chip be?' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How far may the faster chip be?');
  await expect(page.getByText('First make a guess')).toBeVisible();

  const guess = page.getByRole('slider', { name: /^Your guess/ });
  await guess.focus();
  await page.keyboard.press('End');
  await expect(guess).toHaveAttribute('aria-valuetext', /400 milliseconds away/);
  await page.keyboard.press('PageDown');
  await page.getByRole('button', { name: 'This is my guess' }).press('Enter');
  await expect(guess).toBeDisabled();
  await page.getByRole('button', { name: 'Measure it here' }).press('Enter');

  // Measured for real: whoever wins, the answer is one of three.
  const reveal = page.getByRole('heading', { name: /draw level|wins at any distance/ });
  await expect(reveal).toBeVisible();
  await expect(page.getByText(/^You said 250.ms/)).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('p');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeHidden();
  await expect(page.getByText(/^1 of 6/)).toBeVisible();
  for (let step = 2; step <= 6; step++) {
    await page.keyboard.press('PageDown');
    await expect(page.getByText(new RegExp(`^${step} of 6`))).toBeVisible();
  }
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();

  // What was found is there again when one comes back.
  await page.goto('/#/compare');
  await page.goto('/#/learn/near-or-far/reveal');
  await expect(reveal).toBeInViewport();
});

test('a lesson that there is not says so and offers the nearest', async ({ page }) => {
  await page.goto('/#/learn/near-or-fat');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("There is no lesson 'near-or-fat'.");
  await expect(page.getByRole('main').getByRole('link', { name: 'How far may the faster chip be?' })).toHaveCount(2);
});
