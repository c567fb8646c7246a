import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { fakeHub, type Exchange, type FakeHub, type FakeRepository } from '../../src/hub/hubServer.fixture';
import { SEGMENT_BYTES } from '../../src/hub/store';
import { orphanGraph, tales, talesConfig, talesWeights as weights } from '../../src/hub/tales.fixture';
import { expectAccessible } from '../support/accessible';
import { expect, test as base } from '../support/test';

const { files } = tales;

/** A model that can write, as it is laid out on a hub. */
const writerFiles = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];
const inOnnx = ['model_q4.onnx', 'model_q4.onnx_data'].map((name) => `onnx/${name}`);
const writer: FakeRepository = {
  files: Object.fromEntries(
    [...writerFiles, ...inOnnx].map((path) => [path, readFileSync(`static/models/story-student/${path}`)]),
  ),
  info: { cardData: { license: 'cc0-1.0' } },
};

const repositories: Record<string, FakeRepository> = {
  'a/writer': writer,
  'a/tales': tales,
  'a/orphan': { files: { ...files, 'onnx/model_q4.onnx': orphanGraph } },
  'a/gated': { files, gated: true },
  'a/plain': { files: { 'config.json': '{}', 'model.safetensors': Buffer.alloc(2000) } },
  'a/bert': { files: { ...files, 'config.json': JSON.stringify({ ...talesConfig, model_type: 'bert' }) } },
};

const test = base.extend<{ hub: FakeHub }>({
  hub: async ({ page, misconduct }, use) => {
    const hub = await fakeHub(repositories);
    // The one exception to the rule that the page asks nobody else: what the door's document asks of the server that was named.
    const byTheDoor: string[] = [];
    page.on('request', (request) => {
      if (request.frame().url().endsWith('/door/')) byTheDoor.push(request.url());
    });
    await use(hub);
    expect(misconduct.foreignRequests.filter((url) => !byTheDoor.includes(url))).toEqual([]);
    const asked = new Set(misconduct.foreignRequests.map((url) => new URL(url).origin));
    for (const origin of asked) expect([hub.origin, hub.contentOrigin]).toContain(origin);
    misconduct.foreignRequests.length = 0;
    await hub.close();
  },
});

const alert = (page: Page) => page.getByRole('alert');
const found = (page: Page) => page.getByRole('region', { name: /^What .* holds$/ });
const kept = (page: Page) => page.getByRole('region', { name: 'Kept on this device' });

async function lookUp(page: Page, hub: FakeHub, name: string): Promise<void> {
  await page.getByLabel('Repository', { exact: true }).fill(`${hub.origin}/${name}`);
  await page.getByRole('button', { name: 'Look up' }).click();
}

async function open(page: Page, hub: FakeHub, name = 'a/tales', base = ''): Promise<void> {
  await page.goto(`${base}/#/library/hub`);
  await lookUp(page, hub, name);
}

/** Sends the first bytes and then nothing, until the connection is cut. */
function holdAt({ request, response }: Exchange, end: number): true {
  const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(start > 0 ? 206 : 200, { 'Content-Length': weights.length - start });
  response.write(weights.subarray(start, end));
  return true;
}

const isWeights = ({ kind, path }: Exchange) => kind === 'content' && path.endsWith('_data');

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

test('a download goes on where it broke off, after the page was loaded anew too', async ({ page, hub }) => {
  hub.spoil = (exchange) =>
    isWeights(exchange) && exchange.nth === 1 ? holdAt(exchange, SEGMENT_BYTES + 500_000) : undefined;
  await open(page, hub);
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(kept(page)).toContainText(/8\.9 MB of 9\.4 MB \(9[45] %\)/);
  await expectAccessible(page);
  await page.reload();
  await expect(kept(page)).toContainText('8.4 MB of 9.4 MB here');
  await kept(page)
    .getByRole('button', { name: /^Go on/ })
    .click();
  await expect(kept(page)).toContainText('is here and was checked.');
  expect(hub.requests.filter((request) => request.includes('_data'))).toEqual(
    [
      'content onnx/model_q4.onnx_data',
      `file onnx/model_q4.onnx_data bytes=${SEGMENT_BYTES}-`,
      `content onnx/model_q4.onnx_data bytes=${SEGMENT_BYTES}-`,
    ].flatMap((request, index) => (index === 0 ? ['file onnx/model_q4.onnx_data', request] : [request])),
  );
});

test('pausing keeps what has come', async ({ page, hub }) => {
  hub.spoil = (exchange) =>
    isWeights(exchange) && exchange.nth === 1 ? holdAt(exchange, SEGMENT_BYTES + 500_000) : undefined;
  await open(page, hub);
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(kept(page)).toContainText(/8\.9 MB of 9\.4 MB/);
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

test('a file with one bit turned is not kept', async ({ page, hub }) => {
  hub.spoil = (exchange) => {
    if (!isWeights(exchange) || exchange.nth > 1) return;
    const spoilt = Buffer.from(weights);
    spoilt.writeUInt8(spoilt.readUInt8(4321) ^ 1, 4321);
    exchange.response.writeHead(200, { 'Content-Length': spoilt.length }).end(spoilt);
    return true;
  };
  await open(page, hub);
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(alert(page)).toContainText(
    'onnx/model_q4.onnx_data is not the file that the hub lists (its hash differs)',
  );
  await expect(kept(page)).not.toContainText('9.4 MB of 9.4 MB');

  await kept(page)
    .getByRole('button', { name: /^Go on/ })
    .click();
  await expect(kept(page)).toContainText('is here and was checked.');
});

test('what was kept and is spoilt is found out, and fetched anew', async ({ page, hub }) => {
  hub.spoil = (exchange) =>
    isWeights(exchange) && exchange.nth === 1 ? holdAt(exchange, SEGMENT_BYTES + 500_000) : undefined;
  await open(page, hub);
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(kept(page)).toContainText(/8\.9 MB of 9\.4 MB/);
  await kept(page)
    .getByRole('button', { name: /^Pause/ })
    .click();
  await expect(kept(page)).toContainText('8.4 MB of 9.4 MB here');
  await page.evaluate(async (length) => {
    const cache = await caches.open('nearside-hub-1');
    for (const { url } of await cache.keys()) {
      const size = (await (await cache.match(url))?.blob())?.size;
      // As long as before: only the hash can tell.
      if (size === length) await cache.put(url, new Response(new Uint8Array(length)));
    }
  }, SEGMENT_BYTES);
  await kept(page)
    .getByRole('button', { name: /^Go on/ })
    .click();
  await expect(kept(page)).toContainText('is here and was checked.');
  const asked = hub.requests.filter((request) => /^content .*_data/.test(request));
  expect(asked.slice(1)).toEqual([
    `content onnx/model_q4.onnx_data bytes=${SEGMENT_BYTES}-`,
    'content onnx/model_q4.onnx_data',
  ]);
});

test('a graph whose weights are not in its repository is told before they are downloaded', async ({ page, hub }) => {
  await open(page, hub, 'a/orphan');
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(alert(page)).toContainText(
    "onnx/model_q4.onnx keeps weights in 'elsewhere.bin', which a/orphan doesn’t hold",
  );
  expect(hub.requests.filter((request) => request.includes('_data'))).toEqual([]);
});

test('a model that no browser can hold is not downloaded', async ({ page, hub }) => {
  hub.spoil = ({ kind, response }) => {
    if (kind !== 'tree') return;
    const file = (path: string, size: number) => ({ type: 'file', path, size, oid: '0'.repeat(40) });
    const names = ['config.json', 'tokenizer.json', 'onnx/model_q4.onnx'];
    response.end(JSON.stringify([...names.map((name) => file(name, 10)), file('onnx/model_q4.onnx_data', 6e9)]));
    return true;
  };
  await open(page, hub);
  await expect(found(page)).toContainText('This form does not fit. It needs about 6.0 GB, and WebAssembly');
  await expect(found(page).getByRole('button', { name: 'Download 6.0 GB' })).toBeDisabled();
});

test('what stands in a visitor’s way is said in a sentence each', async ({ page, hub }) => {
  const expectWords = async (name: string, words: string | RegExp) => {
    await lookUp(page, hub, name);
    await expect(alert(page)).toContainText(words);
    await expect(found(page)).toHaveCount(0);
    await expect(page.locator('iframe')).toHaveCount(0);
  };
  await page.goto('/#/library/hub');
  await expectWords('a/gated', 'a/gated is gated');
  await expectWords('a/nothing', 'has no model a/nothing, or it is private. Check the name.');
  await expectWords('a/plain', 'a/plain holds no ONNX file.');
  await expectWords('a/bert', 'a/bert can’t be run here. A model of the kind “bert” is not known here');
  await expectWords('datasets/a/tales', 'names a data set, not a model');
  await expectAccessible(page);
  await page.getByLabel('Repository', { exact: true }).fill('javascript:alert(1)');
  await page.getByLabel('Repository', { exact: true }).press('Enter');
  await expect(alert(page)).toContainText("'javascript:alert(1)' names no repository.");
});

test('a server that lets no other page read it is told from none by nobody, and says so', async ({
  page,
  hub,
  misconduct,
}) => {
  hub.spoil = (exchange) => {
    if (isWeights(exchange)) exchange.response.removeHeader('Access-Control-Allow-Origin');
    return undefined;
  };
  await open(page, hub);
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(alert(page)).toContainText(
    `onnx/model_q4.onnx_data could not be read from ${new URL(hub.origin).host}: it, or the server that it points to, can’t be reached from here, or doesn’t let other pages read it (CORS).`,
  );
  misconduct.errors.length = 0;
});

test('a browser with no room for it says so, before the download where it tells', async ({ page, hub }) => {
  await page.addInitScript(() => {
    const told = new URLSearchParams(location.search).get('quota');
    if (told) navigator.storage.estimate = async () => ({ usage: 1_000_000, quota: Number(told) });
  });
  await page.goto('/?quota=6000000#/library/hub');
  await lookUp(page, hub, 'a/tales');
  await expect(found(page)).toContainText('It needs 9.4 MB, and the browser gives this page 5.0 MB more.');
  await expect(found(page).getByRole('button', { name: /^Download/ })).toBeDisabled();

  await page.goto('/#/library/hub');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 5_000_000 });
  await lookUp(page, hub, 'a/tales');
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(alert(page)).toContainText('The browser has no more room for this page. Delete a model here');
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
