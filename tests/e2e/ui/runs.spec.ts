import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { checkRecord } from '../../../src/results/check';
import type { RunRecord } from '../../../src/record/record';
import { completedCell, sampleFar, sampleRecord } from '../../../src/record/record.fixture';
import { expect, test } from '../../support/test';
import { TryPage } from './tryPage';

const deleteButton = (page: Page) => page.getByRole('button', { name: /^Delete the run of/ });

/** What clicking this export gives, as text. */
async function download(page: Page, button: string): Promise<{ name: string; text: string }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

async function importText(page: Page, text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('a run is kept, listed, reopened, exported, deleted, brought back and imported', async ({ page }) => {
  // A link measures all that it names in one run.
  const play = await new TryPage(page).open({ targets: 'tfjs-wasm@1,ort-wasm@1', seed: '7', autorun: '1' });
  await play.ended();
  const median = await play.lane('TensorFlow.js · WASM').locator('.figure').innerText();
  await page.getByRole('link', { name: 'Runs' }).click();
  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'MoveNet Lightning' });
  await expect(row).toContainText('2 completed');
  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  await expect(play.lane('TensorFlow.js · WASM').locator('.figure')).toHaveText(median, { useInnerText: true });
  await expect(page.getByRole('figure', { name: 'One answer, here and there' })).toContainText(
    /simulated cloud.*seed 7/,
  );
  await expect(page.getByRole('row', { name: /^Cross-origin isolated/ })).toContainText('yes');

  const json = await download(page, 'JSON');
  expect(json.name).toMatch(/^nearside-\d{4}-\d\d-\d\d-movenet-lightning\.json$/);
  const checked = checkRecord(JSON.parse(json.text));
  if (!('record' in checked)) throw new Error(checked.problem);
  expect(checked.record.params).toMatchObject({ targets: ['tfjs-wasm@1', 'ort-wasm@1'], scenario: 'preview', seed: 7 });
  expect(checked.record.cells.map(({ status }) => status)).toEqual(['completed', 'completed']);
  const csv = await download(page, 'CSV');
  expect(csv.name).toMatch(/\.csv$/);
  expect(csv.text.trim().split('\n')).toHaveLength(3);
  const markdown = await download(page, 'Markdown');
  expect(markdown.name).toMatch(/\.md$/);
  expect(markdown.text).toContain('| `movenet-lightning` | `tfjs-wasm@1` |');
  expect(markdown.text).toContain('simulated, not measured');

  await page.getByRole('link', { name: 'All runs' }).click();
  await deleteButton(page).click();
  await expect(page.getByText('No run yet.')).toBeVisible();
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeFocused();
  await undo.click();
  await expect(deleteButton(page)).toHaveCount(1);
  await deleteButton(page).click();
  await expect(undo).toBeFocused();
  await page.reload();
  await expect(page.getByText('No run yet.')).toBeVisible();

  await importText(page, json.text);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  expect(JSON.parse((await download(page, 'JSON')).text)).toEqual(JSON.parse(json.text));
  await page.getByRole('link', { name: 'All runs' }).click();
  await importText(page, json.text);
  await page.getByRole('link', { name: 'All runs' }).click();
  await expect(deleteButton(page)).toHaveCount(1);
});

test('a run that is not here says so', async ({ page }) => {
  await page.goto('/#/runs/20261121-092640-k3f09x2a');
  await expect(page.getByRole('alert')).toHaveText(/^This run is not in this browser\./);
  await page.getByRole('link', { name: 'All runs' }).click();
  await expect(page.getByText('No run yet.')).toBeVisible();
});

for (const [what, text, sentence] of [
  [
    'of a later edition',
    JSON.stringify({ ...sampleRecord(), schema: 'nearside.run/3' }),
    /^This file is nearside\.run\/3; this page reads nearside\.run\/1 and nearside\.run\/2\.$/,
  ],
  ['cut short', JSON.stringify(sampleRecord()).slice(0, 500), /^This file is not JSON, or it was cut short\.$/],
  ['of something else', '{"hello": 1}', /^This file is JSON, but not a run of Nearside\.$/],
  ['empty', '', /^This file is empty\.$/],
  [
    'with an impossible figure',
    JSON.stringify(sampleRecord({ createdAt: 'yesterday' })),
    /^This run can't be opened: createdAt/,
  ],
  [
    'with markup for an id',
    JSON.stringify(sampleRecord({ id: '<img src=x onerror=alert(1)>' })),
    /^This run can't be opened: id/,
  ],
  [
    'with a poisonous key',
    JSON.stringify(sampleRecord()).replace('"cells"', '"__proto__": {"a": 1}, "cells"'),
    /__proto__/,
  ],
] as const) {
  test(`a file ${what} is refused in a sentence, and can be followed by a good one`, async ({ page }) => {
    await page.goto('/#/runs');
    await expect(page.getByText('No run yet.')).toBeVisible();
    await importText(page, text);
    await expect(page.getByRole('alert')).toHaveText(sentence);
    await expect(page.getByText('No run yet.')).toBeVisible();
    await expect(page.locator('img')).toHaveCount(0);
    await importText(page, JSON.stringify(sampleRecord()));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  });
}

/** A valid record with markup wherever the schema lets a text stand. */
function hostileRecord(): RunRecord {
  const markup = '<img src=x onerror=alert(1)><script>alert(2)</script><a href="javascript:alert(3)">go</a>';
  const short = '<img src=x onerror=alert(1)>';
  const record = sampleRecord();
  const reason = { code: 'runtime', message: markup, detail: markup };
  const { work: _, steady: __, ...bare } = completedCell;
  const leg = { id: 'upload', label: short, ms: 90, assumption: markup };
  const agreement = {
    reference: short,
    maxAbs: 1,
    maxRel: 1,
    task: { measure: short, value: 2, limit: 1 },
    pass: false,
  };
  return {
    ...record,
    app: short,
    environment: {
      ...record.environment,
      app: { version: short, commit: short },
      userAgent: markup,
      platform: short,
      gpu: { adapter: short, software: true, features: [short] },
      webgl: { renderer: short, software: true },
      runtimes: { ort: short },
    },
    cells: [
      {
        ...completedCell,
        input: { ...completedCell.input, detail: short },
        actual: { backend: 'wasm', threads: 1, adapter: short, wasmBuild: short },
        agreement: { 'movenet-lightning': { ...agreement, pass: true } },
        answer: { kind: 'pose', summary: markup, joints: markup },
      },
      { ...bare, status: 'failed', reason },
      {
        ...bare,
        target: { id: 'ort-wasm', runtime: 'ort', backend: 'wasm' },
        status: 'wrong',
        reason,
        agreement: { 'movenet-lightning': agreement },
      },
      {
        ...bare,
        model: 'no-such-model',
        target: { id: 'x-y', runtime: 'x', backend: 'y' },
        status: 'unsupported',
        reason,
      },
    ],
    far: [
      {
        ...sampleFar,
        profile: 'no-such-network',
        server: 'no-such-server',
        timeline: { warm: [leg], cold: [leg, leg] },
      },
    ],
  };
}

test('a record with markup in every text is shown as text, exported as such, and does nothing', async ({ page }) => {
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  await page.goto('/#/runs');
  await expect(page.getByText('No run yet.')).toBeVisible();
  await importText(page, JSON.stringify(hostileRecord()));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  for (const summary of await page.locator('summary').all()) await summary.click();
  await expect(page.getByText('<script>alert(2)</script>').first()).toBeVisible();
  await expect(page.locator('main img, main script, main a[href^="javascript"]')).toHaveCount(0);
  expect(JSON.parse((await download(page, 'JSON')).text)).toEqual(hostileRecord());
  expect((await download(page, 'Markdown')).text).not.toContain('<img');
  await page.getByRole('link', { name: 'All runs' }).click();
  await expect(deleteButton(page)).toHaveCount(1);
  await expect(page.locator('main img, main script')).toHaveCount(0);
  expect(dialogs).toBe(0);
});
