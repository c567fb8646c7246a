import { createRawSnippet } from 'svelte';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../app/tokens/colour.css';
import '../../app/tokens/dimension.css';
import '../../app/tokens/type.css';
import '../../app/base.css';
import { completedCell } from '../../record/record.fixture';
import type { Lane } from '../lane';
import { lane } from '../lane.fixture';
import Backends from './Backends.svelte';

const show = (lanes: Lane[], changes: Partial<Parameters<typeof render<typeof Backends>>[1]> = {}) =>
  render(Backends, { lanes, scenario: 'quick', ...changes });
const boxOf = (root: Element, selector: string) => root.querySelector(selector)!.getBoundingClientRect();

describe('a backend', () => {
  it('that is finished shows median, interval, first inference, count, flags and that it agrees', async () => {
    const screen = await show([lane('completed', { flags: ['spread', 'software-gpu'] })]);
    const item = screen.getByRole('listitem');
    await expect.element(item).toHaveTextContent('20 ms ✓answer agrees 95 % interval 19 ms – 22 ms');
    await expect.element(item).toHaveTextContent('first 60 ms · 64 runs');
    await expect.element(item).toHaveTextContent('times spread widely · software GPU');
    const { container } = screen;
    const bar = boxOf(container, '.bar');
    const band = boxOf(container, '.interval');
    expect(band.left).toBeLessThan(bar.right);
    expect(band.right).toBeGreaterThan(bar.right);
    expect(boxOf(container, '.first').left).toBeGreaterThan(band.right);
    expect(boxOf(container, '.first').right).toBeLessThan(boxOf(container, '.figure').left);
  });

  it('that is being measured shows its median so far and what goes on', async () => {
    const screen = await show([lane('working', { medianMs: 30, n: 7, firstMs: 112, note: 'measuring, 7 so far' })]);
    await expect.element(screen.getByRole('listitem')).toHaveTextContent('≈ 30 ms');
    await expect.element(screen.getByText('measuring, 7 so far')).toBeVisible();
    await expect.element(screen.getByRole('listitem')).toHaveTextContent('first 112 ms · 7 runs so far');
  });

  it('that downloads shows how far it is', async () => {
    const screen = await show([lane('working', { note: 'downloading 1.2 of 4.8 MB', progress: 0.25 })]);
    const progress = screen.getByRole('progressbar', { name: 'Download of Target working' });
    await expect.element(progress).toHaveAttribute('value', '0.25');
    await expect.element(screen.getByText('downloading 1.2 of 4.8 MB')).toBeVisible();
  });

  it('with a wrong answer, or that failed or stopped, gives its reason and no time', async () => {
    const screen = await show([
      lane('wrong', { medianMs: 3, n: 64, accord: 'disagrees', note: 'Its answer is wrong.' }),
      lane('failed', { note: 'The worker died.' }),
      lane('aborted', { note: 'Stopped before it was finished.' }),
    ]);
    const items = screen.getByRole('listitem');
    await expect.element(items.nth(0)).toHaveTextContent('Target wrong Its answer is wrong. wrong');
    await expect.element(items.nth(1)).toHaveTextContent('Target aborted Stopped before it was finished. stopped');
    await expect.element(items.nth(2)).toHaveTextContent('Target failed The worker died. failed');
    expect(screen.container.querySelector('.bar, .uses')).toBeNull();
  });

  it('that can’t run here is folded away under its reason', async () => {
    const screen = await show([
      lane('unsupported', { title: 'A', note: 'There is no adapter.' }),
      lane('unsupported', { title: 'B', note: 'There is no adapter.' }),
    ]);
    const reason = screen.getByText('A and B: There is no adapter.');
    await expect.element(reason).not.toBeVisible();
    await screen.getByText('2 can’t · why').click();
    await expect.element(reason).toBeVisible();
  });
});

describe('the backends', () => {
  it('are a figure with its finding and a table', async () => {
    const screen = await show([lane('completed')], { cells: [completedCell] });
    await expect.element(screen.getByRole('figure', { name: 'Backends on this device' })).toBeVisible();
    await expect.element(screen.getByText('Target completed takes 20 ms')).toBeVisible();
    await screen.getByText('As a table, with every phase').click();
    await expect.element(screen.getByRole('table')).toBeVisible();
  });

  it('say what was found once, where it is said at greater length beside', async () => {
    const screen = await show([lane('completed')]);
    const shownWidth = () => boxOf(screen.container, '.finding').width;
    expect(shownWidth()).toBeGreaterThan(50);
    const children = createRawSnippet(() => ({ render: () => '<p>The verdict.</p>' }));
    await screen.rerender({ children });
    await expect.element(screen.getByText('The verdict.')).toBeVisible();
    expect(shownWidth()).toBe(1);
    await expect.element(screen.getByText('Target completed takes 20 ms')).toBeInTheDocument();
  });

  it('that may be the fastest stand out; with none known, the quickest so far', async () => {
    const lanes = ['A', 'B', 'C'].map((title, index) => lane('completed', { key: title, title, medianMs: 20 + index }));
    const screen = await show(lanes, { best: ['A', 'B'] });
    const best = () => [...screen.container.querySelectorAll('.best .name')].map((title) => title.textContent);
    expect(best()).toEqual(['A', 'B']);
    await screen.rerender({ best: [] });
    expect(best()).toEqual(['A']);
  });

  it('of one key, as an imported record may have them, are all shown', async () => {
    const screen = await show([lane('completed'), lane('completed', { medianMs: 30 })]);
    expect(screen.getByRole('listitem').elements()).toHaveLength(2);
  });

  it('of a hundred are drawn a few at a time, in the end all', async () => {
    const lanes = Array.from({ length: 100 }, (_, index) =>
      lane('completed', { key: `${index}`, medianMs: 1 + index }),
    );
    const screen = await show(lanes);
    await expect.poll(() => screen.container.querySelectorAll('.row').length).toBe(100);
  });

  it('keep names, bars and figures apart at every width, with words a third longer', async () => {
    const longer = lane('completed', {
      title: 'ONNX Runtime mit einer langen Bezeichnung · WebGPU (asyncify), fp16 weights',
      flags: ['main-thread', 'capped'],
      medianMs: 12_345,
      ci95Ms: [11_000, 14_000],
    });
    const screen = await show([longer, lane('completed', { key: 'x', medianMs: 0.05, firstMs: 3 })]);
    for (const width of [290, 340, 560, 580, 900]) {
      (screen.container as HTMLElement).style.width = `${width}px`;
      expect(screen.container.scrollWidth).toBeLessThanOrEqual(width);
      for (const row of screen.container.querySelectorAll('.row')) {
        const [name, figure, track] = ['.name', '.figure', '.track'].map((part) => boxOf(row, part));
        expect(name!.right).toBeLessThanOrEqual(figure!.left);
        expect(track!.top >= figure!.bottom || track!.right <= figure!.left).toBe(true);
        const print = row.querySelector('.print em')?.getBoundingClientRect();
        if (print) expect(print.top).toBeGreaterThanOrEqual(track!.bottom - 1);
      }
    }
  });
});
