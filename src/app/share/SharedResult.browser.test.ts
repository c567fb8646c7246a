import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { completed, without } from '../../judge/verdict.fixture';
import { sampleRecord } from '../../record/record.fixture';
import { packLink, unpackLink } from '../../results/resultLinkBytes';
import { writeResultLink } from '../../results/resultLink';
import SharedResult from './SharedResult.svelte';

const far = { profile: 'devtools-fast-4g', server: 'l4-60', afterIdle: 'slow-start', seed: 7, warmMs: 98.3, coldMs: 284 } as const; // prettier-ignore
const record = sampleRecord({
  cells: [completed('ort-wasm', 40), completed('tfjs-wasm', 80), without('ort-webgl', 'unsupported')],
});

async function code(changes: object = {}): Promise<string> {
  const made = await writeResultLink({ record, model: 'movenet-lightning', far, ...changes });
  if ('problem' in made) throw new Error(made.problem);
  return made.code;
}

/** A whole link in which somebody changed what it says. */
async function forged(change: (content: unknown[]) => void): Promise<string> {
  const unpacked = await unpackLink(1, await code());
  if ('problem' in unpacked) throw new Error(unpacked.problem);
  const content = JSON.parse(unpacked.text) as unknown[];
  change(content);
  return packLink(1, JSON.stringify(content));
}

const show = (id: string) => render(SharedResult, { id });

describe('the page behind a result link', () => {
  it('shows the result as another device’s, judged anew, and offers to measure it here', async () => {
    await show(await code());
    await expect.element(page.getByText(/^Measured on another device, on 21 Nov 2026\./)).toBeVisible();
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(/^This device wins: 40\sms here, [\d.]+\sms through the cloud/); // prettier-ignore
    await expect.element(page.getByText('in the cloud, simulated')).toBeVisible();
    await expect.element(page.getByText(/^Linux computer, 2 cores/).first()).toBeVisible();
    const here = page.getByRole('link', { name: 'Measure it on this device' });
    await expect.element(here).toHaveAttribute('href', expect.stringMatching(/#\/try\/pose\?models=movenet-lightning&.*autorun=1$/)); // prettier-ignore
  });

  it('says where this page simulates the cloud otherwise than the link tells', async () => {
    await show(await code({ far: { ...far, warmMs: 4000, coldMs: 9000 } }));
    await expect.element(page.getByText(/When this was shared, the cloud was simulated at 4 s, 9 s the first time/)).toBeVisible(); // prettier-ignore
  });

  it('tells the cloud from the link where it does not know the network', async () => {
    await show(await code({ far: { ...far, profile: 'moon-6g', warmMs: 1234 } }));
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(/40\sms on the device, 1\.23\ss through a simulated cloud/); // prettier-ignore
    await expect.element(page.getByText(/the cloud’s times are the link’s own/)).toBeVisible();
  });

  it('measures nothing here of a model that it does not have', async () => {
    const cells = record.cells.map((cell) => ({ ...cell, model: 'someone-elses' }));
    await show(await code({ record: { ...record, cells }, model: 'someone-elses' }));
    await expect.element(page.getByText('This page has no model “someone-elses”, so it can’t be measured here.')).toBeVisible(); // prettier-ignore
    expect(page.getByRole('link', { name: 'Measure it on this device' }).elements()).toHaveLength(0);
  });

  it('shows markup from a stranger as text', async () => {
    const { container } = await show(await forged((content) => ((content[7] as unknown[])[0] = '<img src=x onerror=alert(1)>'))); // prettier-ignore
    await expect.element(page.getByText('<img src=x onerror=alert(1)>', { exact: false }).first()).toBeVisible();
    expect(container.querySelector('img')).toBeNull();
  });

  it.each([
    ['cut', async () => (await code()).slice(0, 200), 'This link was cut short or altered'],
    ['of a newer version', () => packLink(9, '{}'), 'This link was made by a newer version'],
    ['of 100 kB', async () => 'A'.repeat(100_000), 'This link is far longer than a result is'],
    ['without anything', async () => '', 'This address holds no result'],
  ])('says in a sentence why a link %s gives none', async (_, make, says) => {
    await show(await make());
    await expect.element(page.getByRole('alert')).toHaveTextContent(new RegExp(`^${says}`));
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('This link gives no result');
  });

  it('follows the address to another result', async () => {
    const screen = await show(await code());
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(/40/);
    const slower = { ...record, cells: [completed('ort-wasm', 4000), completed('tfjs-wasm', 9000)] };
    await screen.rerender({ id: await code({ record: slower }) });
    await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent(/^The cloud wins: .* Here 4\ss\.$/);
  });
});
