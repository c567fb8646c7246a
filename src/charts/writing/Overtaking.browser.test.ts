import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../app/tokens/colour.css';
import '../../app/tokens/dimension.css';
import '../../app/tokens/type.css';
import '../../app/base.css';
import { judgeWriting, paceOfArrivals, steadyPace } from '../../judge/write';
import Overtaking from './Overtaking.svelte';

/** Level after 49 tokens. */
const near = Array.from({ length: 60 }, (_, index) => 220 + 10 * index);
const far = Float64Array.from({ length: 500 }, (_, index) => 460 + 5 * index);
const pace = steadyPace(220, 100);
const verdict = judgeWriting({
  near: { ...pace, tokens: near.length },
  far: { ...paceOfArrivals(far), coldFirstMs: 580 },
  most: 500,
});

it('is a figure with a finding, the overtaking marked in it, and a table', async () => {
  const { container } = await render(Overtaking, { near, far, nearAtMs: pace.atMs, verdict });
  const figure = page.getByRole('figure', { name: 'Where the cloud overtakes' });
  await expect
    .element(figure)
    .toHaveAccessibleDescription(/^After 50 tokens, 705 ms after the press, the cloud is ahead/);
  await expect.element(page.getByText('after 50 tokens, 705 ms', { exact: true })).toBeInTheDocument();
  expect(container.querySelector('path.near')?.getAttribute('d')).toMatch(/^M/);

  await page.getByText('Token by token').click();
  const table = page.getByRole('table');
  await expect.element(table.getByRole('row', { name: /^1 220 ms 460 ms this device by 240 ms/ })).toBeVisible();
  await expect
    .element(table.getByRole('row', { name: /^50, overtaking 710 ms 705 ms the cloud by 5 ms/ }))
    .toBeVisible();
  await expect.element(table.getByRole('row', { name: /^60 810 ms 755 ms the cloud by 55 ms/ })).toBeVisible();
});

it('grows while the text does, and concludes nothing yet', async () => {
  const { rerender, container } = await render(Overtaking, { near: near.slice(0, 5), far });
  await expect.element(page.getByRole('figure', { name: 'Who is ahead' })).toBeVisible();
  const before = container.querySelector('path.near')?.getAttribute('d');
  await rerender({ near: near.slice(0, 30), far });
  await expect.poll(() => container.querySelector('path.near')?.getAttribute('d')).not.toBe(before);
  expect(container.querySelector('circle')).toBeNull();
  expect(container.querySelector('details')).toBeNull();
});

it('stands before the first token too', async () => {
  const { container } = await render(Overtaking, { near: [], far });
  await expect.element(page.getByRole('figure')).toBeVisible();
  expect(container.innerHTML).not.toContain('NaN');
});
