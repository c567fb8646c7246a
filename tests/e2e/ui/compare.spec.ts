import type { Page } from '@playwright/test';
import { expect, test } from '../../support/test';

const grid = (page: Page) => page.getByRole('grid', { name: 'Models by backends' });
const cell = (page: Page, target: string, model = 'Nearside digits') =>
  grid(page).getByRole('button', { name: new RegExp(`^${model} on ${target}: `) });
const jsCell = (page: Page) => cell(page, 'TensorFlow.js · JavaScript');
const wasmCell = (page: Page) => cell(page, 'TensorFlow.js · WASM ×1');

test('a pressed cell runs, another waits its turn, and both are there at the next visit', async ({ page }) => {
  await page.goto('/?scenario=preview#/compare');
  await wasmCell(page).click();
  await expect(page.getByRole('button', { name: 'Stop' }).first()).toBeVisible();
  await jsCell(page).click();
  await expect(jsCell(page)).toHaveAccessibleName(/waiting for its turn/);
  await expect(wasmCell(page)).toHaveAccessibleName(/: [\d.]+ ms for an inference once warm/);
  await expect(jsCell(page)).toHaveAccessibleName(/: [\d.]+ ms for an inference once warm/);
  await expect(
    grid(page).getByRole('button', { name: /^Nearside digits in the simulated cloud: [\d.]+ ms/ }),
  ).toBeVisible();

  await page.reload();
  await expect(wasmCell(page)).toHaveAccessibleName(/: [\d.]+ ms for an inference once warm/);
  await jsCell(page).click();
  const panel = page.getByRole('region', { name: 'The cell that is open' });
  await expect(panel.getByRole('heading')).toHaveText('JS');
  await expect(panel).toContainText('✓ agrees with the reference');
  await panel.getByRole('link', { name: 'Open run' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
});

test('by keyboard alone: along the row, down the column, to a cell that says what stands in its way', async ({
  page,
}) => {
  await page.goto('/#/compare');
  await expect(cell(page, 'ONNX Runtime · WASM ×1')).toBeVisible();
  await grid(page)
    .getByRole('button', { name: /^MoveNet Lightning on / })
    .first()
    .focus();
  await page.keyboard.press('ArrowUp');
  await expect(grid(page).getByRole('button', { name: 'ONNX Runtime · WebGPU: run its column' })).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(grid(page).locator(':focus')).toHaveAccessibleName(/^Nearside story, student in the simulated cloud/);
  await page.keyboard.press('Home');
  await expect(grid(page).locator(':focus')).toHaveAccessibleName(/^Nearside story, student, .*: run its row$/);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(grid(page).locator(':focus')).toHaveAccessibleName(/MoveNet Lightning on ONNX Runtime · WebGL: can’t\./);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'The cell that is open' })).toContainText(/missing on this backend/);
});

test('a link of some pairs runs those, as one run, and leaves the others empty', async ({ page }) => {
  const pairs = 'digits*tfjs-cpu,sentence-polarity*tfjs-wasm@1';
  await page.goto(
    `/#/compare?models=digits,sentence-polarity&targets=tfjs-wasm@1,tfjs-cpu&only=${pairs}&scenario=preview&autorun=1`,
  );
  await page.getByRole('link', { name: /^Open this run/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  await page.goBack();
  await expect(jsCell(page)).toHaveAccessibleName(/for an inference once warm/);
  await expect(cell(page, 'TensorFlow.js · WASM ×1', 'Sentence polarity')).toHaveAccessibleName(/for an inference/);
  await expect(wasmCell(page)).toHaveAccessibleName(/not run yet/);
});
