import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../app/tokens/colour.css';
import '../../app/tokens/dimension.css';
import '../../app/tokens/type.css';
import '../../app/base.css';
import type { FarPoint } from '../../far/anyDistance';
import type { NearAnswer } from '../../judge/near';
import type { Leg } from '../../record/record';
import Race from './Race.svelte';

const near: NearAnswer = {
  totalMs: 183,
  spreadMs: [180, 186],
  spread: '95 % interval',
  inferenceMs: 171,
  besideMs: 12,
  beforeMs: 8,
  targets: 1,
};
const leg = (id: string, label: string, ms: number): Leg => ({ id, label, ms, assumption: `Why ${label}.` });
const far: FarPoint = {
  distanceMs: 40,
  rttMs: 52,
  warm: [leg('tcp', 'TCP handshake', 0), leg('upload', 'Upload', 54), leg('trip-up', 'Half-trip there', 52)],
  cold: [leg('tcp', 'TCP handshake', 188), leg('upload', 'Upload', 54), leg('trip-up', 'Half-trip there', 52)],
  totalMs: { median: 106, p90: 120, p99: 140 },
  coldTotalMs: { median: 294, p90: 330, p99: 410 },
};
const props = { near, far, finding: 'The cloud wins nearer than 117 ms away.' };

describe('the race', () => {
  it('is a figure with what it comes to', async () => {
    await render(Race, props);
    const figure = page.getByRole('figure', { name: 'One answer, here and there' });
    await expect.element(figure).toHaveAccessibleDescription('The cloud wins nearer than 117\u00a0ms away.');
    await expect
      .element(figure)
      .toHaveTextContent(
        '183 ms here, 106 ms through the simulated cloud once connected and 294 ms through it the first time',
      );
  });

  it('puts here and there on one axis, what is solid beside what is hatched', async () => {
    const { container } = await render(Race, props);
    const drawn = [...container.querySelectorAll('.bar')].map((bar) =>
      [...bar.querySelectorAll<HTMLElement>('i')].map(({ className, style }) => [className.split(' ')[0], style.width]),
    );
    expect(drawn).toEqual([
      [
        ['beside', '2%'],
        ['inference', '42.75%'],
        ['beside', '1%'],
      ],
      [
        ['travel', '13%'],
        ['travel', '13.5%'],
      ],
      [
        ['set-up', '47%'],
        ['travel', '13%'],
        ['travel', '13.5%'],
      ],
    ]);
  });

  it('keeps figures apart from marks, at any width', async () => {
    const { container } = await render(Race, {
      ...props,
      far: { ...far, coldTotalMs: { ...far.coldTotalMs, median: 399 } },
    });
    for (const width of [288, 720]) {
      container.style.width = `${width}px`;
      const edges = [...container.querySelectorAll('.lanes > .bar')].map((bar) => bar.getBoundingClientRect().right);
      const figures = [...container.querySelectorAll('.total')].map((total) => total.getBoundingClientRect());
      figures.forEach(({ left, right }, index) => {
        expect(left).toBeGreaterThan(edges[index]!);
        expect(right).toBeLessThanOrEqual(container.getBoundingClientRect().right);
      });
    }
  });

  it('says in a table what each leg takes, open and first, and what it rests on', async () => {
    await render(Race, props);
    await page.getByText('Leg by leg').click();
    const row = (name: RegExp) => page.getByRole('row', { name });
    await expect.element(row(/^inference/)).toHaveTextContent('inference171 ms––Measured on this device');
    await expect.element(row(/^TCP handshake/)).toHaveTextContent('TCP handshake––188 msWhy TCP handshake.');
    await expect
      .element(row(/^In all/))
      .toHaveTextContent(/^In all183 ms106 ms294 msMedians; 1 request in 100 takes longer than 140 ms/);
  });

  it('plays from nothing to the whole, and stops where it is told to', async () => {
    const { container } = await render(Race, props);
    const width = () => parseFloat(container.querySelector<HTMLElement>('.inference')!.style.width);
    await page.getByRole('button', { name: 'Play the race' }).click();
    await expect.element(page.getByText('10 × slower')).toBeVisible();
    await expect.poll(width).toBeLessThan(42);
    await page.getByRole('button', { name: 'Stop the race' }).click();
    await expect.poll(width).toBe(42.75);
  });

  it('stands still while samples are taken', async () => {
    await render(Race, { ...props, still: true });
    await expect.element(page.getByRole('button', { name: 'Play the race' })).toBeDisabled();
  });
});
