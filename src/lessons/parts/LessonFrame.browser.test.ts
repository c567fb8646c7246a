import { createRawSnippet } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import LessonFrame from './LessonFrame.svelte';
import { LessonState } from './lessonState.svelte';

const steps = [
  { id: 'ask', title: 'Ask' },
  { id: 'see', title: 'See' },
  { id: 'why', title: 'Why' },
];
const meta = { id: 'example', subject: 'An', title: 'Is it?', learnt: 'That.', minutes: 5, steps };
const children = createRawSnippet(() => ({
  render: () =>
    '<div><section id="step-ask" tabindex="-1"><input type="range" aria-label="Guess" min="0" max="10" value="5"></section><section id="step-see" tabindex="-1"></section></div>',
}));

function lessonShown() {
  const lesson = new LessonState(meta);
  render(LessonFrame, { lesson, href: (step: string) => `#/learn/example/${step}`, children });
  return lesson;
}

afterEach(() => document.documentElement.removeAttribute('data-presenting'));

it('is presented and left by keys, and gives the focus back', async () => {
  const lesson = lessonShown();
  await userEvent.keyboard('p');
  await expect.element(page.getByText('1 of 3 · Ask')).toBeVisible();
  expect(document.documentElement.hasAttribute('data-presenting')).toBe(true);
  await userEvent.keyboard('{PageDown}');
  await expect.element(page.getByText('2 of 3 · See')).toBeVisible();
  expect(location.hash).toBe('#/learn/example/see');
  await userEvent.keyboard('{ArrowLeft}');
  expect(lesson.step).toBe('ask');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('1 of 3 · Ask')).not.toBeInTheDocument();
  await expect.element(page.getByRole('button', { name: 'Present' })).toHaveFocus();
});

it('stays at either end', async () => {
  const lesson = lessonShown();
  await userEvent.keyboard('p{ArrowLeft}');
  expect(lesson.step).toBe('ask');
  await userEvent.keyboard('{PageDown}{PageDown}{PageDown}{PageDown}');
  expect(lesson.step).toBe('why');
  await userEvent.keyboard('{Escape}');
});

it('leaves a slider its arrows, and says so', async () => {
  const lesson = lessonShown();
  await userEvent.keyboard('p');
  const slider = page.getByRole('slider', { name: 'Guess' });
  (slider.element() as HTMLElement).focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(lesson.step).toBe('ask');
  await expect.element(slider).toHaveValue('6');
  await expect.element(page.getByText('move the slider')).toBeVisible();
  await userEvent.keyboard('{Escape}');
});
