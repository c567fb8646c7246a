import { page, userEvent } from 'vitest/browser';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { tasks } from '../../tasks/registry';
import type { TaskMeta } from '../../tasks/types';
import TaskButton from './TaskButton.svelte';
import { buttonWords } from './buttonWords';

const current = tasks[0] as TaskMeta;
const props = { tasks, current, href: ({ address }: TaskMeta) => `#/live/${address}` };

it('opens the sheet with this visit’s results, and has the focus again when it is closed', async () => {
  await render(TaskButton, { ...props, results: { [current.id]: { hereMs: 41, cloudMs: 106 } } });
  const button = page.getByRole('button', { name: buttonWords.change(current.verb) });
  await button.click();
  const tile = page.getByRole('link', { name: current.verb });
  await expect.element(tile).toHaveTextContent('41 ms here · cloud 106 ms');
  await expect.element(tile).toHaveAttribute('href', '#/live/pose');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  await expect.element(button).toHaveFocus();
  await button.click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
});
