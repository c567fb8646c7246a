import { createRawSnippet } from 'svelte';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../app/tokens/colour.css';
import '../app/tokens/dimension.css';
import '../app/base.css';
import type { Lane } from './lane';
import { lane } from './lane.fixture';
import NearLanes from './NearLanes.svelte';

const show = (lanes: Lane[], changes: Partial<Parameters<typeof render<typeof NearLanes>>[1]> = {}) =>
  render(NearLanes, { lanes, endMs: 100, caption: 'measured on this device', ...changes });
const widthOf = (node: Element | null) => (node as HTMLElement).style.width;

describe('a lane of the near side', () => {
  it('that waits says for what, without a figure', async () => {
    const screen = await show([lane('waiting', { note: '0.3 MB of runtime to fetch' })]);
    await expect.element(screen.getByRole('listitem')).toHaveTextContent('Target waiting 0.3 MB of runtime to fetch –');
    expect(screen.container.querySelector('.bar, progress, .pulse')).toBeNull();
  });

  it('that downloads shows how far it is', async () => {
    const screen = await show([lane('working', { note: 'downloading 1.2 of 4.8 MB', progress: 0.25 })]);
    const progress = screen.getByRole('progressbar', { name: 'Download of Target working' });
    await expect.element(progress).toHaveAttribute('value', '0.25');
    await expect.element(screen.getByText('downloading 1.2 of 4.8 MB')).toBeVisible();
  });

  it('that is being measured shows its median so far', async () => {
    const screen = await show([lane('working', { medianMs: 30, n: 7, firstMs: 112, note: 'measuring, 7 so far' })]);
    await expect.element(screen.getByRole('listitem')).toHaveTextContent('30 ms');
    await expect.element(screen.getByText('first 112 ms · 7 runs so far')).toBeVisible();
    expect(widthOf(screen.container.querySelector('.steady'))).toBe('30%');
  });

  it('that is finished shows median, interval, first inference, count, flags and that it agrees', async () => {
    const screen = await show([lane('completed', { flags: ['spread', 'software-gpu'] })]);
    const item = screen.getByRole('listitem');
    await expect.element(item).toHaveTextContent('20 ms 95 % interval 19 ms – 22 ms');
    await expect.element(item).toHaveTextContent('answer agrees');
    await expect.element(item).toHaveTextContent('first 60 ms · 64 runs · times spread widely · software GPU');
    const { container } = screen;
    expect(widthOf(container.querySelector('.steady'))).toBe('20%');
    expect(widthOf(container.querySelector('.first'))).toBe('60%');
    const interval = container.querySelector('.interval') as HTMLElement;
    expect([interval.style.insetInlineStart, interval.style.width]).toEqual(['19%', '3%']);
  });

  it('with an interval past the axis keeps it inside', async () => {
    const { container } = await show([lane('completed', { medianMs: 90, ci95Ms: [80, 1000], firstMs: 2000 })]);
    const interval = container.querySelector('.interval') as HTMLElement;
    expect([interval.style.insetInlineStart, interval.style.width]).toEqual(['80%', '20%']);
    expect(widthOf(container.querySelector('.first'))).toBe('100%');
    expect(container.querySelector('.torn')).toBeNull();
  });

  it('slower than the axis is long ends in a torn edge, and its figure is whole', async () => {
    const screen = await show([lane('completed', { medianMs: 640, ci95Ms: [630, 650] })]);
    const { container } = screen;
    expect(container.querySelector('.torn')).not.toBeNull();
    expect(widthOf(container.querySelector('.steady'))).toBe('100%');
    expect(container.querySelector('.interval')).toBeNull();
    await expect.element(screen.getByRole('listitem')).toHaveTextContent('640 ms');
  });

  it('of one run says so', async () => {
    const screen = await show([lane('completed', { n: 1, ci95Ms: undefined, flags: ['few'] })]);
    await expect.element(screen.getByText('first 60 ms · 1 run · few samples')).toBeVisible();
    expect(screen.container.querySelector('.interval, small:not(figcaption *)')).toBeNull();
  });

  it('with a wrong answer has no time, whatever was measured', async () => {
    const screen = await show([lane('wrong', { medianMs: 3, n: 64, agrees: false, note: 'Its answer is wrong.' })]);
    const item = screen.getByRole('listitem');
    await expect.element(item).toHaveTextContent('Its answer is wrong. – ✗answer is wrong');
    await expect.element(item).not.toHaveTextContent('3 ms');
    expect(screen.container.querySelector('.bar')).toBeNull();
  });

  it('that failed, stopped or can’t gives the reason', async () => {
    const screen = await show([
      lane('failed', { note: 'The worker died.' }),
      lane('aborted', { note: 'Stopped before it was finished.' }),
      lane('unsupported', { note: 'No GPU adapter.' }),
    ]);
    const items = screen.getByRole('listitem');
    await expect.element(items.nth(0)).toHaveTextContent('Target aborted Stopped before it was finished. –');
    await expect.element(items.nth(1)).toHaveTextContent('Target failed Failed. The worker died. –');
    await expect.element(items.nth(2)).toHaveTextContent('Target unsupported No GPU adapter. can’t');
    expect(screen.container.querySelector('.ok, .bad')).toBeNull();
  });
});

describe('the near side', () => {
  it('is a figure named by its heading and caption', async () => {
    const screen = await show([lane('waiting')]);
    await expect.element(screen.getByRole('figure', { name: 'Near side measured on this device' })).toBeVisible();
  });

  it('orders: fastest first, then what goes on, waits, and has no rank', async () => {
    const screen = await show([
      lane('unsupported'),
      lane('waiting'),
      lane('working', { key: 'b', title: 'Target working, no sample yet' }),
      lane('working', { medianMs: 5 }),
      lane('completed', { key: 'c', title: 'Target slow', medianMs: 50 }),
      lane('completed', { title: 'Target fast' }),
      lane('wrong', { medianMs: 1 }),
    ]);
    const titles = [...screen.container.querySelectorAll('li > b')].map((title) => title.textContent);
    expect(titles).toEqual([
      'Target fast',
      'Target slow',
      'Target working',
      'Target working, no sample yet',
      'Target waiting',
      'Target wrong',
      'Target unsupported',
    ]);
  });

  it('marks the winner', async () => {
    const { container } = await show([lane('completed'), lane('completed', { key: 'other', title: 'Other' })], {
      winner: 'other',
    });
    expect([...container.querySelectorAll('.winner b')].map((title) => title.textContent)).toEqual(['Other']);
  });

  it('shows two lanes of one key, as an imported record may have them', async () => {
    const screen = await show([lane('completed'), lane('completed', { medianMs: 30 })]);
    expect(screen.getByRole('listitem').elements()).toHaveLength(2);
  });

  it('shows a race up to its moment', async () => {
    const { container, rerender } = await show([lane('completed')], { atMs: 5 });
    expect(widthOf(container.querySelector('.steady'))).toBe('5%');
    expect(container.querySelector('.first, .interval')).toBeNull();
    await rerender({ atMs: 70 });
    expect(widthOf(container.querySelector('.steady'))).toBe('20%');
  });

  it('lets the bar of a race set off late by what is not inference, and arrive with the whole answer', async () => {
    const { container, rerender } = await show([lane('completed', { besideMs: 10 })], { atMs: 5 });
    const widths = [widthOf(container.querySelector('.steady'))];
    for (const atMs of [15, 29, 30, 31]) {
      await rerender({ atMs });
      widths.push(widthOf(container.querySelector('.steady')));
    }
    expect(widths).toEqual(['0%', '5%', '19%', '20%', '20%']);
  });

  it('marks a wrong answer as soon as it is known, and not as a right one', async () => {
    const { container } = await show([lane('working', { medianMs: 5, agrees: false })]);
    expect(container.querySelector('.bad')?.textContent).toContain('answer is wrong');
    expect(container.querySelector('.ok')).toBeNull();
  });

  it('draws an axis of its own only where asked and where there is a bar, and what belongs below', async () => {
    const children = createRawSnippet(() => ({ render: () => '<p>The finding.</p>' }));
    const screen = await show([lane('completed')], { axis: true, endMs: 2000, children });
    await expect.element(screen.getByText('The finding.')).toBeVisible();
    const ticks = () => [...screen.container.querySelectorAll('.axis span')].map((tick) => tick.textContent);
    expect(ticks()).toEqual(['0 s', '0.5 s', '1 s', '1.5 s', '2 s']);
    await screen.rerender({ endMs: 300 });
    expect(ticks()).toEqual(['0 ms', '75 ms', '150 ms', '225 ms', '300 ms']);
    await screen.rerender({ lanes: [lane('waiting')] });
    expect(ticks()).toEqual([]);
  });
});
