import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { FarSetting } from '../setting.svelte';
import Recording from './Recording.svelte';
import { RequestWorker } from './worker';

function choose(container: HTMLElement, name: string, content: string): void {
  const input = container.querySelector('input[type=file]') as HTMLInputElement;
  const files = new DataTransfer();
  files.items.add(new File([content], name));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

const recorded = JSON.stringify([
  { rttMs: 20, downKbps: 50_000, upKbps: 20_000 },
  { rttMs: 500, downKbps: 50_000, upKbps: 20_000 },
]);

it('replays a recording, and keeps it where the next can’t be read', async () => {
  const setting = new FarSetting();
  setting.adopt('near-ms=300', {});
  await Promise.all([setting.loadModel(), setting.loadServer()]);
  const worker = new RequestWorker();
  const screen = await render(Recording, { setting, worker });
  choose(screen.container, 'walk.json', recorded);
  await expect.element(screen.getByText('walk.json: 2 points over 2 s')).toBeVisible();
  // Half of it at 500 ms, behind which this device's 300 ms win.
  const finding = screen.getByText(/^Along it half of 9600 requests/);
  await expect.element(finding).toHaveTextContent(/ This device is sooner for 50 % of them\.$/);
  await screen.getByText('The recording, stretch by stretch').click();
  const rows = screen.getByRole('region', { name: 'The recording, stretch by stretch' }).getByRole('row');
  expect(rows.elements()).toHaveLength(49);

  choose(screen.container, 'broken.har', '{"log":{"entries":[7]}}');
  await expect
    .element(screen.getByRole('alert'))
    .toHaveTextContent(/^broken\.har: Entry 1 of the HAR file can't be read/);
  await expect.element(screen.getByText(/^Along it half/)).toBeVisible();
  choose(screen.container, 'no.json', 'not JSON');
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/^no\.json: This is no JSON/);
  await screen.getByRole('button', { name: 'Put it away' }).click();
  await expect.element(screen.getByText(/^Along it half/)).not.toBeInTheDocument();
  await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
  worker.end();
});
