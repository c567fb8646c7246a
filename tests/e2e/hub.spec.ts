import { expectAccessible } from '../support/accessible';
import { expect } from '../support/test';
import { found, heldDownload, kept, lookUp, open, test } from './hubPage';

test('a model from a hub: asked for only when named, weighed, downloaded, kept, listed and deleted', async ({
  page,
  hub,
  misconduct,
}) => {
  await page.goto(`/#/library/hub/${encodeURIComponent(`${hub.origin}/a/tales`)}`);
  await expect(page.getByLabel('Repository', { exact: true })).toHaveValue(`${hub.origin}/a/tales`);
  await expect(kept(page)).toContainText('No model from a hub is kept here.');
  // A link names a model; to ask for it is the visitor's.
  expect(hub.requests).toEqual([]);
  expect(misconduct.foreignRequests).toEqual([]);
  await expect(page.locator('iframe')).toHaveCount(0);

  await page.getByRole('button', { name: 'Look up' }).click();
  await expect(found(page)).toContainText('apache-2.0');
  await expect(found(page).getByRole('row', { name: /^q4 9\.4 MB [\d.]+ MB int4 fp32/ })).toBeVisible();
  await expect(found(page).getByRole('row', { name: /^fp32 9\.4 MB [\d.]+ MB fp32 fp32/ })).toBeVisible();
  expect(hub.requests.filter((request) => /onnx|tokenizer/.test(request))).toEqual([]);
  await expect(page.locator('iframe')).toHaveCount(0);
  await expectAccessible(page);

  await found(page).getByRole('button', { name: 'Download 9.4 MB' }).click();
  await expect(kept(page)).toContainText('is here and was checked.');
  await expect(found(page)).toContainText('This form is here already.');
  await expect(page.locator('iframe')).toHaveCount(0);
  expect(hub.requests.filter((request) => request.startsWith('content'))).toEqual([
    'content tokenizer.json',
    'content onnx/model_q4.onnx_data',
  ]);
  await expectAccessible(page);

  await page.reload();
  await expect(kept(page)).toContainText(/9\.4 MB, checked, since/);
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  const listed = page.getByRole('region', { name: 'From a hub' });
  await expect(listed).toContainText(`${new URL(hub.origin).host}/a/tales:q4`);
  await listed.getByRole('link').click();

  const asked = hub.requests.length;
  await kept(page)
    .getByRole('button', { name: /^Delete / })
    .click();
  await kept(page).getByRole('button', { name: 'Delete 9.4 MB for good' }).click();
  await expect(kept(page)).toContainText('No model from a hub is kept here.');
  const left = await page.evaluate(async () => (await (await caches.open('nearside-hub-1')).keys()).length);
  expect(left).toBe(0);
  expect(hub.requests).toHaveLength(asked);
});

test('pausing keeps what has come', async ({ page, hub }) => {
  await heldDownload(page, hub);
  await kept(page)
    .getByRole('button', { name: /^Pause/ })
    .click();
  await expect(kept(page)).toContainText('Paused. What has come is kept');
  await expect(kept(page)).toContainText('8.4 MB of 9.4 MB here');
  await expect(page.locator('iframe')).toHaveCount(0);
  await kept(page)
    .getByRole('button', { name: /^Go on/ })
    .click();
  await expect(kept(page)).toContainText('is here and was checked.');
});

test('the door sees nothing of the page, and the page reaches nobody without it', async ({ page, hub, misconduct }) => {
  hub.spoil = ({ kind }) => kind === 'info' || undefined;
  await open(page, hub);
  await expect.poll(() => hub.requests).toEqual(['info a/tales']);
  const door = page.frames().find((frame) => frame.url().endsWith('/door/'));
  const seen = await door?.evaluate(async () => {
    const attempt = async (what: () => unknown) => {
      try {
        await what();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    };
    return {
      origin: self.origin,
      page: await attempt(() => parent.document),
      storage: await attempt(() => localStorage.length),
      caches: await attempt(() => caches.keys()),
      databases: await attempt(() => indexedDB.open('any')),
      plainHttp: await attempt(() => fetch('http://example.com/')),
    };
  });
  expect(seen).toEqual({
    origin: 'null',
    page: 'SecurityError',
    storage: 'SecurityError',
    caches: 'SecurityError',
    databases: 'SecurityError',
    plainHttp: 'TypeError',
  });
  const fromPage = await page.evaluate((url) => fetch(url).then(String, (error: Error) => error.name), hub.origin);
  expect(fromPage).toBe('TypeError');
  expect(misconduct.policyViolations.length).toBeGreaterThan(0);
  misconduct.policyViolations.length = 0;
  misconduct.foreignRequests.length = 0;
});

test.describe('where the host sends no headers', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the page is isolated all the same, and the door opens', async ({ page, hub, spoilt }) => {
    const { url } = await spoilt((answer) => {
      const isOurs = ([name]: [string, string]) =>
        !/^(cross-origin|content-security|permissions|referrer|x-content)/.test(name);
      answer.headers = Object.fromEntries(Object.entries(answer.headers).filter(isOurs));
    });
    let loads = 0;
    page.on('domcontentloaded', () => loads++);
    await page.goto(`${url}#/library/hub`);
    // Nothing is evaluated in the page before: that would count as a visitor who has begun.
    await expect.poll(() => loads).toBe(2);
    await page.waitForFunction(() => crossOriginIsolated);
    await lookUp(page, hub, 'a/tales');
    await expect(found(page)).toContainText('apache-2.0');
  });
});

test('a model from a hub writes a story and stands in Compare, unproven; deleted, it is offered nowhere', async ({
  page,
  hub,
}) => {
  const id = `${new URL(hub.origin).host}/a/writer:q4`;
  await open(page, hub, 'a/writer');
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(kept(page)).toContainText('is here and was checked.');
  const asked = hub.requests.length;

  await kept(page)
    .getByRole('link', { name: `Write with it ${id}` })
    .click();
  const writing = page.locator('main[data-phase]');
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue(id);
  await page.getByRole('button', { name: /^ONNX Runtime · WASM ×1/ }).click();
  await page.getByRole('textbox', { name: 'The beginning of a story' }).fill('Once upon a time there was a fox who');
  await page
    .getByRole('button', { name: /^Write( again)?$/ })
    .first()
    .click();
  const here = page.getByRole('region', { name: /^Here/ });
  await expect.poll(() => here.locator('.token').count(), { timeout: 60_000 }).toBeGreaterThan(5);
  await expect(writing).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(writing).toContainText('writer q4 is unproven: nothing was there to compare it with.');
  await expect(page.getByRole('row', { name: /^Tokens as the reference’s unproven/ })).toBeVisible();
  await expectAccessible(page);

  // As in a conversation: this model brings no template, and what was made of the prompt is said.
  await page.getByRole('radio', { name: 'as a conversation' }).check({ force: true });
  await page.getByRole('button', { name: 'The same again' }).click();
  await expect(writing).toContainText('The model brings no template for conversations', { timeout: 60_000 });
  await expect(writing).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });

  await page.goto('/#/compare');
  await expect(page.getByRole('rowheader', { name: /writer q4/ })).toBeVisible();
  expect(hub.requests).toHaveLength(asked);

  const record = await page.evaluate(
    (model) =>
      window.nearside.run({ models: [model], targets: ['ort-wasm@1', 'tfjs-wasm'], scenario: 'preview', seed: 1 }),
    id,
  );
  const [ran, refused] = record.cells;
  expect(ran).toMatchObject({ model: id, status: 'completed', agreement: { [id]: { unproven: true } } });
  expect(ran?.artefact?.hub).toMatchObject({
    repository: 'a/writer',
    commit: '0123456789abcdef0123456789abcdef01234567',
    licence: 'cc0-1.0',
  });
  expect(refused).toMatchObject({ status: 'unsupported', reason: { code: 'no-artefact' } });

  await page.goto('/#/library/hub');
  await kept(page)
    .getByRole('button', { name: /^Delete / })
    .click();
  await kept(page)
    .getByRole('button', { name: /for good$/ })
    .click();
  await expect(kept(page)).toContainText('No model from a hub is kept here.');
  await page.goto('/#/compare');
  await expect(page.getByRole('rowheader').first()).toBeVisible();
  await expect(page.getByRole('rowheader', { name: /writer q4/ })).toHaveCount(0);
  await page.goto(`/#/try/write?models=${encodeURIComponent(id)}`);
  await expect(page.getByText('is a model from a hub that is not kept on this device')).toBeVisible();
});
