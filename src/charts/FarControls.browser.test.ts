import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import FarControls from './FarControls.svelte';

const show = () => render(FarControls, { profile: 'devtools-fast-4g', server: 'l4-60', afterIdle: 'slow-start' });

it('shows the network’s figures with their source', async () => {
  const screen = await show();
  await expect
    .element(screen.getByText('60 ms to the network’s edge and back · up 1.5 Mbit/s · down 9 Mbit/s · Chrome DevTools'))
    .toBeVisible();
  await expect.element(screen.getByRole('combobox', { name: 'Network' })).toHaveValue('devtools-fast-4g');
  await screen.getByRole('button', { name: '5G' }).click();
  await expect.element(screen.getByRole('button', { name: '5G' })).toHaveAttribute('aria-pressed', 'true');
  await expect
    .element(screen.getByText(/^30 ms to the network’s edge .*No canonical 5G profile was found\.$/))
    .toBeVisible();
});

it('offers every profile under its source and every server', async () => {
  const screen = await show();
  const network = screen.getByRole('combobox', { name: 'Network' });
  const groups = [...screen.container.querySelectorAll('optgroup')].map(({ label }) => label);
  expect(groups).toEqual(
    expect.arrayContaining(['Chrome DevTools', 'Lighthouse', 'Firefox DevTools', "Nearside's own assumption"]),
  );
  await network.selectOptions('wpt-2g');
  await expect.element(screen.getByText(/^1300 ms to the network’s edge/)).toBeVisible();
  const server = screen.getByRole('combobox', { name: 'Server' });
  const other = (server.element() as HTMLSelectElement).options[1]!.value;
  await server.selectOptions(other);
  await expect.element(server).toHaveValue(other);
});

it('starts a network of one’s own from the one that was chosen, and keeps what was not changed', async () => {
  const screen = await show();
  const network = screen.getByRole('combobox', { name: 'Network' });
  await screen.getByRole('button', { name: 'Mine' }).click();
  await expect.element(screen.getByLabelText('Round trip to its edge, ms')).toHaveValue(60);
  await expect.element(network).toHaveValue('custom:60:9000:1500');
  await screen.getByLabelText('Up, Mbit/s').fill('2.5');
  await screen.getByLabelText('Round trip to its edge, ms').fill('12');
  await screen.getByLabelText('Down, Mbit/s').click();
  await expect.element(network).toHaveValue('custom:12:9000:2500');
});

it('refuses a figure that can’t be, in a sentence, and keeps the last good one', async () => {
  const screen = await show();
  const network = screen.getByRole('combobox', { name: 'Network' });
  await screen.getByRole('button', { name: 'Mine' }).click();
  await screen.getByLabelText('Down, Mbit/s').fill('-1');
  await screen.getByLabelText('Up, Mbit/s').click();
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent('The downlink is from 0.001 to 100,000 Mbit/s. The last good figure still holds.');
  await expect.element(network).toHaveValue('custom:60:9000:1500');
  await screen.getByRole('button', { name: 'Wi-Fi' }).click();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Mine' }).click();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  await expect.element(screen.getByLabelText('Round trip to its edge, ms')).toHaveValue(2);
});

it('switches what an idle connection does', async () => {
  const screen = await show();
  const slowStart = screen.getByRole('checkbox', { name: /^An idle connection starts slowly again/ });
  await expect.element(slowStart).toBeChecked();
  await slowStart.click();
  await expect.element(slowStart).not.toBeChecked();
});

it('puts the server beyond the network’s edge, and refuses what can’t be', async () => {
  const screen = await show();
  const distance = screen.getByLabelText('From there to the server and back, ms');
  await expect.element(distance).toHaveValue(0);
  await distance.fill('250');
  await screen.getByRole('button', { name: 'Mine' }).click();
  await expect.element(distance).toHaveValue(250);
  await expect.element(screen.getByRole('combobox', { name: 'Network' })).toHaveValue('custom:60:9000:1500');
  await distance.fill('5000');
  await screen.getByLabelText('Up, Mbit/s').click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('The server is from 0 to 1,000 ms away.');
});

it('takes everything that is known of one’s own network, and says what a bad spell comes to', async () => {
  const screen = await show();
  const network = screen.getByRole('combobox', { name: 'Network' });
  await screen.getByRole('button', { name: 'Mine' }).click();
  await screen.getByText('Jitter and loss', { exact: true }).click();
  await screen.getByLabelText('Jitter one way, σ in ms').fill('5');
  await screen.getByLabelText('Shape of the jitter').selectOptions('pareto');
  await screen.getByLabelText('Each follows the last, %').fill('25');
  await screen.getByLabelText('Loss, %').fill('100');
  await screen.getByLabelText('Shape of the jitter').click();
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/^A loss of 100 % lets nothing through/);
  await expect.element(network).toHaveValue('custom:60:9000:1500:jitter-5:pareto:correlation-25');
  await screen.getByLabelText('Loss, %').fill('1');
  await screen.getByLabelText('Packets are lost').selectOptions('bursts');
  await expect
    .element(screen.getByText(/^A bad spell lasts 3.3 packets on average.* 0.5 % of all are lost/))
    .toBeVisible();
  await screen.getByLabelText('Turns good again, % a packet').fill('10');
  await screen.getByLabelText('Turns bad, % a packet').click();
  await expect.element(network).toHaveValue('custom:60:9000:1500:jitter-5:pareto:correlation-25:gemodel-0.3-10-50-0');
  await screen.getByLabelText('Jitter one way, σ in ms').fill('');
  await screen.getByLabelText('Turns bad, % a packet').click();
  await expect.element(network).toHaveValue('custom:60:9000:1500:pareto:correlation-25:gemodel-0.3-10-50-0');
});
