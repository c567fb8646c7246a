import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../app/tokens/colour.css';
import '../app/tokens/dimension.css';
import '../app/base.css';
import type { Far, Leg } from '../record/record';
import FarLanes from './FarLanes.svelte';
import FarRefused from './FarRefused.svelte';

const leg = (id: string, label: string, ms: number): Leg => ({ id, label, ms, assumption: `Why ${label}.` });
const far: Far = {
  model: 'movenet-lightning',
  profile: 'devtools-fast-4g',
  server: 'l4',
  seed: 7,
  payload: { upBytes: 60_000, downBytes: 900 },
  timeline: {
    warm: [leg('dns', 'DNS', 0), leg('upload', 'Upload', 90), leg('compute', 'Server compute', 10)],
    cold: [leg('dns', 'DNS', 50), leg('upload', 'Upload', 90), leg('compute', 'Server compute', 10)],
  },
  totalMs: { median: 100, p90: 120, p99: 140 },
  coldTotalMs: { median: 150, p90: 180, p99: 210 },
};
const props = { far, endMs: 200, caption: 'Fast 4G, L4' };

describe('the far side', () => {
  it('says that it is simulated, with which seed, and beside each figure again', async () => {
    const screen = await render(FarLanes, props);
    await expect.element(screen.getByRole('figure', { name: 'Far side simulated, seed 7: Fast 4G, L4' })).toBeVisible();
    const lanes = screen.getByRole('listitem');
    await expect.element(lanes.nth(0)).toHaveTextContent('Connection open 100 msp99 140 ms ≈simulated');
    await expect.element(lanes.nth(1)).toHaveTextContent('First request 150 msp99 210 ms ≈simulated');
  });

  it('draws each leg as long as it takes, the server’s in another style', async () => {
    const { container } = await render(FarLanes, props);
    const [warm, cold] = [...container.querySelectorAll('.bar')].map((bar) =>
      [...bar.querySelectorAll('span')].map((span) => [span.style.width, span.classList.contains('server')]),
    );
    expect(warm).toEqual([
      ['45%', false],
      ['5%', true],
    ]);
    expect(cold).toEqual([
      ['25%', false],
      ['45%', false],
      ['5%', true],
    ]);
  });

  it('is a race up to its moment', async () => {
    const { container } = await render(FarLanes, { ...props, atMs: 60 });
    const widths = [...container.querySelectorAll('.bar')].map((bar) =>
      [...bar.querySelectorAll('span')].map((span) => span.style.width),
    );
    expect(widths).toEqual([['30%'], ['25%', '5%']]);
  });

  it('names what takes most of the time, and what each leg rests on in a table', async () => {
    const screen = await render(FarLanes, props);
    await expect
      .element(page.getByText('Upload takes most of it: 90 ms of 100 ms with the connection open.'))
      .toBeVisible();
    await screen.getByText('Where the time goes').click();
    const row = (name: RegExp) => screen.getByRole('row', { name });
    await expect.element(row(/^DNS/)).toHaveTextContent('DNS–50 msWhy DNS.');
    await expect.element(row(/^Server compute/)).toHaveTextContent('Server compute10 ms10 msWhy Server compute.');
  });

  it('without legs, as an imported record may be, claims nothing of them', async () => {
    const screen = await render(FarLanes, { ...props, far: { ...far, timeline: { warm: [], cold: [] } } });
    await expect.element(screen.getByRole('listitem').nth(0)).toHaveTextContent('100 ms');
    expect(screen.container.querySelector('.finding')).toBeNull();
  });
});

it('gives the reason in the lanes’ place where nothing could be simulated', async () => {
  const screen = await render(FarRefused, { problem: 'No fp8 peak is known.', caption: 'Fast 4G, L4' });
  const figure = screen.getByRole('figure', { name: 'Far side not simulated: Fast 4G, L4' });
  await expect.element(figure.getByRole('status')).toHaveTextContent('No fp8 peak is known.');
});
