import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../tokens/colour.css';
import '../../tokens/dimension.css';
import '../../tokens/type.css';
import '../../base.css';
import { completedCell } from '../../../record/record.fixture';
import { FarSide } from '../farSide.svelte';
import * as judged from '../judged';
import Probe from './Probe.fixture.svelte';

const cell = {
  ...completedCell,
  input: { ...completedCell.input, bytes: 84_000 },
  answers: { ...completedCell.steady, medianMs: 400, ci95Ms: [396, 404] as [number, number] },
};

/** The band of a task whose one target took 400 ms. */
async function band() {
  const farSide = new FarSide(
    () => judged,
    () => cell,
  );
  await farSide.load();
  await render(Probe, { farSide, ranking: { winner: cell, tied: [] } });
  return farSide;
}
const slider = () => page.getByRole('slider');

describe('the verdict band', () => {
  it('has the winner change as the server moves away, with the sentence, the zones and the race', async () => {
    await band();
    const heading = page.getByRole('heading', { level: 1 });
    (slider().element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}');
    await expect.element(heading).toHaveTextContent(/^The cloud wins: .* even its first request/);
    await userEvent.keyboard('{End}');
    await expect.element(heading).toHaveTextContent(/^This device wins: 400 ms here/);
    await expect.element(page.getByRole('figure', { name: 'One answer, here and there' })).toBeVisible();
    await expect.element(page.getByText(/About 2\.5 answers a second here:/)).toBeVisible();
  });

  it('deals no request anew while the server moves', async () => {
    const farSide = await band();
    const dealt = farSide.anywhere;
    (slider().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(farSide.anywhere).toBe(dealt);
    await page.getByText('5G', { exact: true }).click();
    expect(farSide.anywhere).not.toBe(dealt);
    expect(farSide.params.profile).toBe('nearside-5g@44');
  });

  it('makes the network one’s own, whose figures can then be changed', async () => {
    const farSide = await band();
    await page.getByText('Mine', { exact: true }).click();
    await page.getByLabelText('Up, Mbit/s').fill('1');
    await page.getByLabelText('Down, Mbit/s').click();
    expect(farSide.params.profile).toBe('custom:2:30000:1000@40');
  });

  it('takes a link from before distances: its network as the source has it, the server at its edge', async () => {
    const farSide = await band();
    farSide.adopt({ profile: 'devtools-3g', server: 't4-60' });
    await expect.element(slider()).toHaveAttribute('aria-valuetext', 'at the network’s edge');
    await expect.element(page.getByRole('radio', { name: 'Other' })).toBeChecked();
    expect(farSide.params).toEqual({ profile: 'devtools-3g', server: 't4-60' });
    (slider().element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(farSide.params.profile).toBe('devtools-3g@2');
  });

  it('asks how far the server may be before anything is known', async () => {
    const farSide = new FarSide(
      () => undefined,
      () => undefined,
    );
    await render(Probe, { farSide });
    await expect.element(page.getByRole('heading', { name: 'How far may the server be?' })).toBeVisible();
    await expect.element(page.getByRole('img', { name: /press Run to find out/ })).toBeVisible();
    await expect.element(slider()).toHaveAttribute('aria-valuetext', '40 milliseconds away, same continent');
  });
});
