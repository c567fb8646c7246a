import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { FarSetting } from '../setting.svelte';
import Request from './Request.svelte';

/** With everything for it fetched, as the frame of these pages does. */
async function show(query: string) {
  const setting = new FarSetting();
  const link = new URLSearchParams(query);
  const [models, far] = [link.get('models'), link.get('far')];
  setting.adopt(query, {
    ...(models && { models: [models] }),
    ...(far && { far: { profile: far, server: 'l4-60' } }),
  });
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  const screen = await render(Request, { setting });
  return { setting, screen };
}

it('says where the time goes, leg by leg, with what each rests on, and simulates many once nothing moves', async () => {
  const { setting, screen } = await show('near-ms=25&far=devtools-fast-4g@40');
  await expect
    .element(screen.getByText(/^Half of all requests on an open connection are answered within/))
    .toBeVisible();
  await expect.element(screen.getByText('25 ms here, as you say.')).toBeVisible();
  await screen.getByText('Each leg, and what it rests on').click();
  const table = screen.getByRole('region', { name: 'Each leg, and what it rests on' });
  await expect.element(table.getByRole('row', { name: /^TCP handshake – .* One round trip of 100 ms/ })).toBeVisible();
  // The legs of a typical request are its median.
  const legs = setting.anywhere!.at(40).warm.reduce((sum, { ms }) => sum + ms, 0);
  await expect
    .element(table.getByRole('row', { name: new RegExp(`^In all, median ${legs.toPrecision(3)} ms`) }))
    .toBeVisible();
  await expect.element(screen.getByText(/^Of 100,000 simulated requests nine of ten/)).toBeVisible();
});

it('moves the server by keys, in the address too, and asks for nothing anew', async () => {
  const { setting, screen } = await show('far=firefox-wifi@40');
  const options = setting.options;
  const slider = screen.getByRole('slider', { name: 'How far away the server is' });
  (slider.element() as HTMLInputElement).focus();
  slider.element().dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
  await expect
    .element(slider)
    .toHaveAttribute('aria-valuetext', expect.stringMatching(/^42 milliseconds away/) as string);
  expect(setting.choice.profile).toBe('firefox-wifi@42');
  expect(setting.options).toBe(options);
});

it('holds the last good figures where the queue never empties, and says so', async () => {
  const { setting, screen } = await show('far=firefox-wifi@40');
  const finding = screen.getByText(/^Half of all requests/);
  await expect.element(finding).toBeVisible();
  const before = finding.element().textContent;
  setting.set({ traffic: { kind: 'workers', requestsPerSecond: 1e6, workers: 1 } });
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent(/^The queue never empties: .* What is shown is the last that could be worked out\.$/);
  expect(finding.element().textContent).toBe(before);
  setting.set({ traffic: { kind: 'workers', requestsPerSecond: 10, workers: 2 } });
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
});

it('sends the raw tensor or bytes of one’s own, and refuses what can’t be', async () => {
  const { setting, screen } = await show('far=firefox-wifi@40');
  const sample = setting.asked?.payload.upBytes;
  await screen.getByText('Its raw tensor').click();
  // A byte a channel of 192 × 192 pixels.
  expect(setting.asked?.payload.upBytes).toBe(192 * 192 * 3);
  await screen.getByText('Own bytes').click();
  const field = screen.getByRole('spinbutton', { name: 'Bytes up' });
  await field.fill('0');
  await screen.getByText('The sample').click();
  expect(setting.asked?.payload.upBytes).toBe(sample);
  await screen.getByText('Own bytes').click();
  await field.fill('2.5');
  await screen.getByText('What a request carries').first().click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/whole bytes from 1 to 1,000,000,000/);
  await field.fill('500000');
  await screen.getByText('What a request carries').first().click();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  expect(setting.choice.send).toBe(500_000);
});

it('puts the server into a town, and forgets the town once the server is moved', async () => {
  const { setting, screen } = await show('far=firefox-wifi@40');
  await screen.getByLabelText('You are near').selectOptions('London');
  await screen.getByLabelText('The server stands in').selectOptions('Frankfurt');
  // 636 km by the great circle, as any map has it; 2 × 636 × 2.1 ÷ 199.86 km a ms.
  await expect.element(screen.getByText(/^Frankfurt is 6\d\d km away: 13\.\d ms there and back/)).toBeVisible();
  expect(setting.distanceMs).toBeCloseTo(13.4, 0);
  expect(setting.query).toContain('seen-from=europe-west2&server-in=europe-west3');
  setting.set({ profile: 'firefox-wifi@80' });
  await expect.element(screen.getByLabelText('The server stands in')).toHaveValue('');
});

it('tells a text’s first token from those after it', async () => {
  const { screen } = await show('models=story&far=firefox-wifi@40');
  await expect.element(screen.getByText(/have their first token within/)).toBeVisible();
  await expect.element(screen.getByText(/^The first token is here after .* 100 tokens take/)).toBeVisible();
  await expect.element(screen.getByText('Its raw tensor')).not.toBeInTheDocument();
});
