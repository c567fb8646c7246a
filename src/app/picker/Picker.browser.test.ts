import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { tasks } from '../../tasks/registry';
import type { TaskMeta } from '../../tasks/types';
import '../tokens/colour.css';
import '../tokens/dimension.css';
import '../tokens/type.css';
import '../base.css';
import Picker from './Picker.svelte';
import { pickerWords } from './words';

const props = {
  tasks,
  current: 'object-detection',
  results: new Map([['object-detection', '183 ms here · cloud 106 ms']]),
  href: ({ address }: TaskMeta) => `#/try/${address}`,
};

const open = async (more: Partial<typeof props> = {}) => {
  const onclose = vi.fn();
  const screen = await render(Picker, { ...props, ...more, onclose });
  return { screen, onclose };
};
const field = () => page.getByRole('searchbox', { name: pickerWords.search });
const tiles = () => page.getByRole('dialog', { name: pickerWords.title }).getByRole('link');
const focused = () => document.activeElement?.querySelector('b')?.textContent;

beforeEach(async () => {
  await page.viewport(1200, 900);
});
afterEach(() => {
  history.replaceState(null, '', ' ');
});

it('shows every task in its family with its last result, the current one marked', async () => {
  await open();
  await expect.element(tiles().nth(tasks.length - 1)).toBeVisible();
  const headings = page.getByRole('heading').elements();
  expect(headings.map((heading) => heading.textContent.trim().split(/\s/)[0])).toEqual([
    'People',
    'Things',
    'Words',
    'Write',
  ]);
  const current = page.getByRole('link', { name: 'Find objects' });
  await expect.element(current).toHaveAttribute('aria-current', 'true');
  await expect.element(current).toHaveAttribute('href', '#/try/objects');
  await expect.element(current).toHaveTextContent('183 ms here · cloud 106 ms');
  await expect.element(page.getByRole('link', { name: 'Find a pose' })).toHaveTextContent('not tried yet');
  expect(
    tiles()
      .elements()
      .filter((tile) => tile.hasAttribute('aria-current')),
  ).toHaveLength(1);
});

it('finds as one types, and Enter opens the first', async () => {
  const { onclose } = await open();
  await expect.element(field()).toHaveFocus();
  // Nothing was asked for yet.
  await userEvent.keyboard('{Enter}');
  expect(location.hash).toBe('');
  await userEvent.keyboard('movenet');
  await expect.element(tiles()).toHaveTextContent('Find a pose');
  await expect.element(page.getByText(pickerWords.found(1))).toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  expect(location.hash).toBe('#/try/pose');
  await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
});

it('says that nothing matches, what may have been meant, and shows all again', async () => {
  await open();
  await userEvent.fill(field(), 'xyzzy');
  await expect.element(page.getByText(pickerWords.noMatch('xyzzy'))).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: pickerWords.showAll }));
  await expect.element(tiles().nth(tasks.length - 1)).toBeVisible();
  await userEvent.fill(field(), 'objcts');
  await userEvent.click(page.getByRole('button', { name: pickerWords.didYouMean('objects') }));
  await expect.element(tiles()).toHaveTextContent('Find objects');
  await expect.element(field()).toHaveFocus();
});

it('is walked through with the arrow keys in two dimensions', async () => {
  await open();
  await userEvent.keyboard('{ArrowDown}');
  expect(focused()).toBe('Find a pose');
  await userEvent.keyboard('{ArrowRight}');
  const second = focused();
  expect(second).toBe('Map a face');
  // Down into the next family and up again: the same column.
  await userEvent.keyboard('{ArrowDown}');
  const below = document.activeElement as HTMLElement;
  expect(below.closest('section')?.textContent).toContain('Things');
  await userEvent.keyboard('{ArrowUp}');
  expect(focused()).toBe(second);
  await userEvent.keyboard('{End}');
  expect(document.activeElement).toBe(tiles().elements().at(-1));
  await userEvent.keyboard('{Home}{ArrowUp}');
  await expect.element(field()).toHaveFocus();
});

it('takes what is typed over the tiles into the search', async () => {
  await open();
  await userEvent.keyboard('{ArrowDown}{ArrowRight}digit');
  await expect.element(field()).toHaveValue('digit');
  await expect.element(tiles()).toHaveTextContent('Read a digit');
});

it('closes with Esc, its button or a click beside it, and the focus goes back', async () => {
  for (const close of [
    () => userEvent.keyboard('{Escape}'),
    () => userEvent.click(page.getByRole('button', { name: pickerWords.close })),
    () => userEvent.click(page.getByRole('dialog'), { position: { x: 600, y: -20 }, force: true }),
  ]) {
    const opener = document.createElement('button');
    document.body.append(opener);
    opener.focus();
    const { screen, onclose } = await open();
    await userEvent.fill(field(), 'pose');
    await close();
    await vi.waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    expect(document.activeElement).toBe(opener);
    expect(location.hash).toBe('');
    await screen.unmount();
    opener.remove();
  }
});

it('stays while a tile is opened in a tab of its own', async () => {
  const { onclose } = await open();
  const stay = (event: MouseEvent) => event.preventDefault();
  addEventListener('click', stay);
  await page.getByRole('link', { name: 'Find a pose' }).click({ modifiers: ['ControlOrMeta'] });
  removeEventListener('click', stay);
  await expect.element(page.getByRole('dialog')).toBeVisible();
  expect(onclose).not.toHaveBeenCalled();
});

it('holds thirty tasks on a phone in two columns, each as wide as a finger needs', async () => {
  await page.viewport(360, 740);
  const many = Array.from({ length: 30 }, (_, index): TaskMeta => {
    const task = tasks[index % tasks.length] as TaskMeta;
    return { ...task, id: `${task.id}-${index}`, verb: `${task.verb} Geschwindigkeitsbegrenzung` };
  });
  await open({ tasks: many, current: many[20]?.id });
  await expect.element(page.getByRole('link', { name: many[20]?.verb }).first()).toBeInTheDocument();
  const dialog = page.getByRole('dialog').element();
  expect(dialog.scrollWidth).toBe(dialog.clientWidth);
  // Once it has slid in.
  await vi.waitFor(() => expect(dialog.getBoundingClientRect().bottom).toBe(740));
  const current = dialog.querySelector('[aria-current]')?.getBoundingClientRect();
  expect(current?.bottom).toBeLessThanOrEqual(740);
  const lefts = new Set(
    tiles()
      .elements()
      .map((tile) => Math.round(tile.getBoundingClientRect().left)),
  );
  expect(lefts.size).toBe(2);
});
