import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { FarSetting } from '../setting.svelte';
import Chips from './Chips.svelte';

// Builds define these; the environment that this page reads names them.
vi.hoisted(() => Object.assign(globalThis, { __APP_VERSION__: 'test', __APP_COMMIT__: 'test' }));

let setting: FarSetting;
async function show(query = 'near-ms=33') {
  setting = new FarSetting();
  setting.adopt(query, { far: { profile: 'firefox-wifi', server: 'l4-60' } });
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  const screen = await render(Chips, { setting });
  await expect.element(screen.getByRole('heading', { name: 'Every chip, the soonest answer first' })).toBeVisible();
  // The catalogue comes when it is scrolled to.
  scrollTo(0, document.body.scrollHeight);
  await expect.element(screen.getByRole('heading', { name: 'The catalogue' })).toBeVisible();
  return screen;
}
type Screen = Awaited<ReturnType<typeof show>>;

const table = (screen: Screen) => screen.getByRole('region', { name: 'The catalogue' }).getByRole('table');
/** Names of the chips as they stand in the catalogue's table. */
const names = (screen: Screen) =>
  [...table(screen).element().querySelectorAll('tbody th')].map((head) => head.textContent.trim());

beforeEach(() => localStorage.removeItem('nearside.probes/1'));

describe('the ranking', () => {
  it('has this device’s stated time in its place, and all chips, refusals too, when they are asked for', async () => {
    const screen = await show();
    const list = screen.getByRole('figure', { name: 'Every chip, the soonest answer first' });
    await expect.element(list.getByText(/^Without a network in between/)).toBeVisible();
    await expect.element(list.getByText('33 ms', { exact: true })).toBeVisible();
    await list.getByRole('button', { name: 'Show all 44' }).click();
    expect(list.element().querySelectorAll('ol > li')).toHaveLength(44);
    await expect.element(list.getByText(/^No answer: .*DianNao/)).toBeVisible();
  });

  it('refuses by name what a precision leaves without a peak, and keeps the choice in the address', async () => {
    const screen = await show();
    await screen.getByLabelText('Computed in').selectOptions('fp16');
    await screen.getByRole('button', { name: /^Show all/ }).click();
    await expect.element(screen.getByText('No answer: no fp16 peak is known for TPU v1.')).toBeVisible();
    expect(setting.query).toContain('chip-in=fp16');
  });

  it('reads precision and batch from the address, and takes nonsense for the usual', async () => {
    const screen = await show('chip-in=int8&chip-batch=8');
    await expect
      .element(screen.getByRole('slider', { name: /Answers at once/ }))
      .toHaveAttribute('aria-valuetext', '8');
    await expect.element(screen.getByLabelText('Computed in')).toHaveValue('int8');
    const other = await show('chip-in=int-oh&chip-batch=7.5&chip-sort=-taste&chip-roofs=nobody');
    await expect.element(other.getByLabelText('Computed in').last()).toHaveValue('');
  });
});

describe('the catalogue', () => {
  it('is sorted by a column’s head, unknown last, and says so', async () => {
    const screen = await show();
    const head = table(screen).getByRole('columnheader', { name: 'Power' });
    await expect.element(head).toHaveAttribute('aria-sort', 'none');
    await head.getByRole('button').click();
    await expect.element(head).toHaveAttribute('aria-sort', 'descending');
    expect(names(screen)[0]).toBe('WSE-3 / CS-3');
    await head.getByRole('button').click();
    await expect.element(head).toHaveAttribute('aria-sort', 'ascending');
    expect(names(screen)[0]).toBe('MIT Eyeriss');
  });

  it('is filtered, says how many are left, and what to do where none is', async () => {
    const screen = await show();
    await screen.getByRole('combobox', { name: 'Maker' }).selectOptions('AMD');
    await expect.element(screen.getByText('3 of 43 chips')).toBeVisible();
    await screen.getByLabelText('Find').fill('no such chip');
    await expect.element(screen.getByText(/^No chip is like that/)).toBeVisible();
    await screen.getByRole('button', { name: 'Show all', exact: true }).click();
    await expect.element(screen.getByText('43 chips', { exact: true })).toBeVisible();
  });

  it('opens a chip’s figures, each with who says so, and what is unknown stays so', async () => {
    const screen = await show();
    const name = table(screen).getByRole('button', { name: 'Google TPU v1' });
    await name.click();
    await expect.element(name).toHaveAttribute('aria-expanded', 'true');
    const detail = table(screen).getByRole('row', { name: /^Google, TPU v1, 2015/ });
    await expect.element(detail).toHaveTextContent(/Dense peak in int8\s*92 TOPS.*primary.*Jouppi et al/);
    await expect.element(detail).toHaveTextContent(/unknown\s*Dense peak in fp32.*not supported/);
    await expect.element(detail).toHaveTextContent(/fitted to \d+ published measurements/);
  });

  it('draws another roof when its chip is ticked, in the picture’s table as well', async () => {
    const screen = await show('chip-roofs=tpu-v1');
    await screen.getByRole('figure', { name: 'Why: the roofline' }).getByText('As a table').click();
    const roofs = screen.getByRole('region', { name: /^The roofs that are drawn/ });
    await expect.element(roofs.getByRole('row', { name: /^Google TPU v1/ })).toBeVisible();
    await screen.getByLabelText('Draw Tesla V100 as a roof').click();
    await expect.element(roofs.getByRole('row', { name: /^Tesla V100/ })).toBeVisible();
    expect(setting.own('chip-roofs')).toBe('tpu-v1,v100');
  });
});

it('sets six claims beside their sources, and light apart as an outlook', async () => {
  const screen = await show();
  const claims = screen.getByRole('region', { name: /^What is said of chips/ });
  expect(claims.element().querySelectorAll('li')).toHaveLength(6);
  await expect.element(screen.getByText('Outlook, not simulated here')).toBeVisible();
  expect(names(screen).some((name) => /light|photon/i.test(name))).toBe(false);
});
