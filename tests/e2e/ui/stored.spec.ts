import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { completedCell, sampleRecord, sampleSteady } from '../../../src/record/record.fixture';
import type { RunRecord } from '../../../src/record/record';
import { samplesOf } from '../../../src/record/reading';
import { importRecord } from '../../../src/results/import';
import { longTasksDuring } from '../../support/mainThread';
import { alone, expect, test } from '../../support/test';
import { TryPage } from './tryPage';

const byFirstEdition = async () =>
  JSON.parse(await readFile('src/results/editions/v1/preview.json', 'utf8')) as { id: string; environment: object };

/** Writes into the page's own database, as an older page or anybody may have, before the page is opened. */
async function store(page: Page, kept: { records?: unknown[]; rows?: unknown[] }, version: number): Promise<void> {
  await page.goto('/icon.svg');
  await page.evaluate(
    ([{ records = [], rows = [] }, wanted]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('nearside', wanted);
        opening.onupgradeneeded = () => {
          for (const name of ['records', 'rows']) opening.result.createObjectStore(name, { keyPath: 'id' });
        };
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['records', 'rows'], 'readwrite');
          for (const record of records) transaction.objectStore('records').put(record);
          for (const row of rows) transaction.objectStore('rows').put(row);
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [kept, version] as const,
  );
}

/** @returns the run of an exported JSON file, as it was written and as it is read back */
async function exported(page: Page, button = 'JSON'): Promise<{ written: RunRecord; read: RunRecord }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const text = await readFile(await (await waiting).path(), 'utf8');
  const checked = importRecord(text);
  if ('problem' in checked) throw new Error(checked.problem);
  return { written: JSON.parse(text) as RunRecord, read: checked.record };
}

const importText = (page: Page, text: string) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(text) });

test('a run that the first edition’s page stored is listed, opens and is exported in the newest', async ({ page }) => {
  const record = await byFirstEdition();
  const fastest = [{ model: 'movenet-lightning', target: 'tfjs-wasm@1', medianMs: 40, clear: true }];
  const cells = { completed: 4, wrong: 0, unsupported: 2, failed: 0, aborted: 0 };
  const row = { id: record.id, createdAt: '2026-11-27T11:29:07.689Z', models: [], targets: [], cells, fastest };
  await store(page, { records: [record], rows: [{ ...row, scenario: 'preview' }] }, 1);
  await page.goto('/#/runs');
  await page.getByRole('link', { name: /^MoveNet Lightning.*4 completed, 2 can’t/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  await expect(page.getByRole('figure', { name: /^Backends on/ })).toHaveCount(2);
  const { written, read } = await exported(page);
  expect(written).toMatchObject({ schema: 'nearside.run/2', id: record.id });
  expect(written.cells[0]).toMatchObject({ workload: 'inference', steady: { openings: 1 } });
  expect(JSON.stringify(written)).not.toContain('ci95Ms');
  expect(read).toEqual(written);
});

test('a file that the first edition’s page wrote is imported, and exported in the newest', async ({ page }) => {
  await page.goto('/#/runs');
  await importText(page, JSON.stringify(await byFirstEdition()));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  expect((await exported(page)).written.schema).toBe('nearside.run/2');
});

test('bad rows and bad records hide no run; they are named, and can be deleted', async ({ page }) => {
  const good = sampleRecord();
  await page.goto('/#/runs');
  await expect(page.getByText('No run yet.')).toBeVisible();
  const records = [good, { id: 'garbage' }, { ...good, id: 'later-one', schema: 'nearside.run/9' }, { id: 7 }];
  await store(page, { records, rows: [{ id: good.id, models: 'all of them' }, { id: 'left-over' }] }, 2);
  await page.goto('/#/runs');
  const unreadable = page.getByRole('listitem').filter({ hasText: 'A stored run that can’t be read' });
  await expect(page.getByRole('link', { name: /^MoveNet Lightning.*1 completed/ })).toBeVisible();
  await expect(unreadable).toHaveCount(4);
  await expect(unreadable.filter({ hasText: 'later-one' })).toContainText('It is nearside.run/9');
  for (let left = 3; left >= 0; left--) {
    await unreadable
      .first()
      .getByRole('button', { name: /^Delete/ })
      .click();
    await expect(unreadable).toHaveCount(left);
  }
  await page.reload();
  await expect(page.getByRole('link', { name: /^MoveNet Lightning.*1 completed/ })).toBeVisible();
  await expect(unreadable).toHaveCount(0);
});

test('a run that the browser has no room for says so, and can be downloaded', async ({ page }) => {
  const play = await new TryPage(page).open();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'indexeddb' });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1 });
  await play.runToEnd();
  await expect(page.getByText('This browser has no room left for results')).toBeVisible();
  const { read } = await exported(page, 'Download this run');
  expect(read.cells.map(({ status }) => status)).toEqual(['completed']);
  await play.openRun.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
});

/** Puts a file into the page's picker, whose change is yet to be told: taking a megabyte from the test is no task of the page's own. */
const pickFile = (page: Page, text: string) =>
  page.locator('input[type=file]').evaluate((input: HTMLInputElement, content) => {
    const files = new DataTransfer();
    files.items.add(new File([content], 'run.json', { type: 'application/json' }));
    input.files = files.files;
  }, text);

test('a hundred thousand samples do not hold the page', alone, async ({ page }) => {
  const samplesMs = Array.from({ length: 50_000 }, (_, index) => 10 + (index % 97) / 31);
  const visits = [0, 1].map((opening) => ({ opening, visit: opening, samplesMs }));
  const steady = { ...sampleSteady, n: 100_000, openings: 2, visits, minMs: 10 };
  const target = { id: 'ort-wasm', runtime: 'ort', backend: 'wasm' };
  const cells = [completedCell, { ...completedCell, target }].map((cell) => ({ ...cell, steady, answers: steady }));
  const record = sampleRecord({ cells });
  await page.goto('/#/runs', { waitUntil: 'networkidle' });
  await expect(page.getByText('No run yet.')).toBeVisible();
  await pickFile(page, JSON.stringify(record));
  const open = async () => {
    await page.locator('input[type=file]').dispatchEvent('change');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
    await expect(page.getByRole('figure', { name: /^Backends on/ })).toBeVisible();
  };
  expect(await longTasksDuring(page, open)).toEqual([]);
  let read: RunRecord | undefined;
  expect(await longTasksDuring(page, async () => (read = (await exported(page)).read))).toEqual([]);
  const [cell] = read?.cells ?? [];
  expect(cell && 'steady' in cell && cell.steady && samplesOf(cell.steady)).toHaveLength(100_000);
});

test('nor do six hundred cells', alone, async ({ page }) => {
  const cells = Array.from({ length: 600 }, (_, index) => ({ ...completedCell, model: `model-${index % 12}` }));
  await page.goto('/#/runs', { waitUntil: 'networkidle' });
  await expect(page.getByText('No run yet.')).toBeVisible();
  await pickFile(page, JSON.stringify(sampleRecord({ cells })));
  const open = async () => {
    await page.locator('input[type=file]').dispatchEvent('change');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
    await expect(page.getByRole('figure', { name: /^Backends on/ })).toHaveCount(12);
    await expect(
      page
        .getByRole('figure', { name: /^Backends on/ })
        .last()
        .getByRole('listitem'),
    ).toHaveCount(50);
  };
  expect(await longTasksDuring(page, open)).toEqual([]);
});

test('a flag given twice in a file breaks no page that shows it', async ({ page }) => {
  await page.goto('/#/runs');
  await importText(page, await readFile('tests/records/repeated-flag.json', 'utf8'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  await page.goto('/#/models/movenet-lightning');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('MoveNet Lightning');
  await expect(page.getByRole('rowheader', { name: /tfjs-wasm@1/ })).toBeVisible();
});

test('a charge that is none is not shown', async ({ page }) => {
  const record = await byFirstEdition();
  const environment = { ...record.environment, power: { charging: true, level: 1e308 } };
  await page.goto('/#/runs');
  await importText(page, JSON.stringify({ ...record, environment }));
  await expect(page.getByRole('row', { name: /^Power/ })).toHaveText(/not told/);
});

test('a link with two problems that read alike says them once, and the page works', async ({ page }) => {
  await page.goto('/?models=%00,%01');
  const play = new TryPage(page);
  await expect(play.alert).toHaveCount(1);
  await expect(play.alert).toHaveText(/^There is no model '\uFFFD'\./);
  await expect(play.run).toBeEnabled();
});
