import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../tokens/colour.css';
import '../tokens/dimension.css';
import '../tokens/type.css';
import '../base.css';
import { completed } from '../../judge/verdict.fixture';
import { sampleRecord } from '../../record/record.fixture';
import { writeResultLink } from '../../results/resultLink';
import { collection } from './collection.svelte';
import Collect from './Collect.svelte';

async function linkOf(cores: number, ms: number): Promise<string> {
  const base = sampleRecord();
  const record = {
    ...base,
    cells: [completed('ort-wasm', ms), completed('tfjs-wasm', 2 * ms)],
    environment: { ...base.environment, cores },
  };
  const made = await writeResultLink({ record, model: 'movenet-lightning' });
  if ('problem' in made) throw new Error(made.problem);
  return `https://example.org/#/result/${made.code}`;
}

beforeEach(() => collection.clear());
afterEach(() => vi.restoreAllMocks());

async function paste(text: string): Promise<void> {
  await page.getByLabelText('Paste result links').fill(text);
  await page.getByRole('button', { name: 'Add them' }).click();
}

describe('collecting results of other devices', () => {
  it('says what to do while there is nothing', async () => {
    await render(Collect, { link: {} });
    await expect.element(page.getByRole('heading', { name: 'Nothing collected yet' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Add them' })).toBeDisabled();
  });

  it('sets what was pasted side by side and says what to ship to all', async () => {
    await render(Collect, { link: {} });
    await paste(`${await linkOf(4, 40)}\n${await linkOf(8, 10)}`);
    await expect.element(page.getByRole('status')).toHaveTextContent('2 results added.');
    await expect.element(page.getByRole('heading', { name: 'Ship ort-wasm to all 2 devices' })).toBeVisible();
    const row = page.getByRole('row', { name: /Linux computer, 8 cores/ });
    await expect.element(row.getByText('10 ms', { exact: true })).toBeVisible();
    await expect.element(page.getByRole('row', { name: 'All 2 devices' })).toHaveTextContent(/10 ms – 40 ms/);
    await expect.element(page.getByLabelText('Paste result links')).toHaveValue('');
  });

  it('tells which of several links is broken, and takes the others', async () => {
    await render(Collect, { link: {} });
    const good = await linkOf(4, 40);
    await paste(`${good}\n${good.slice(0, -9)}`);
    await expect.element(page.getByRole('alert')).toHaveTextContent(/^Link 2 of 2: This link was cut short or altered/);
    await expect.element(page.getByRole('status')).toHaveTextContent('1 result added.');
    await paste(good);
    await expect.element(page.getByRole('status')).toHaveTextContent('1 result is here already.');
  });

  it('takes a row out and puts it back', async () => {
    await render(Collect, { link: {} });
    await paste(await linkOf(4, 40));
    await page.getByRole('button', { name: /^Remove Linux computer/ }).click();
    await expect.element(page.getByRole('heading', { name: 'Nothing collected yet' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(page.getByRole('link', { name: /^Open the result of Linux computer, 4 cores/ })).toBeVisible();
  });

  it('says so where the browser keeps nothing', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    await render(Collect, { link: {} });
    await paste(await linkOf(4, 40));
    await expect.element(page.getByText(/This browser lets the page keep nothing/)).toBeVisible();
  });

  it('keeps thirty devices within a phone’s width, in a table that scrolls by itself', async () => {
    await page.viewport(360, 740);
    await render(Collect, { link: {} });
    const links = await Promise.all(Array.from({ length: 30 }, (_, index) => linkOf(index + 1, 10 + index)));
    await paste(links.join(' '));
    await expect.element(page.getByRole('status')).toHaveTextContent('30 results added.');
    await expect.element(page.getByRole('row', { name: 'All 30 devices' })).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    await page.viewport(1280, 800);
  });
});
