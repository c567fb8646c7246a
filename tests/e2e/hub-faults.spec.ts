import { SEGMENT_BYTES } from '../../src/hub/store';
import { talesWeights as weights } from '../../src/hub/tales.fixture';
import { expectAccessible } from '../support/accessible';
import { expect } from '../support/test';
import { alert, found, heldDownload, isWeights, kept, lookUp, open, test } from './hubPage';

test('a download goes on where it broke off, after the page was loaded anew too', async ({ page, hub }) => {
  await heldDownload(page, hub);
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
  await heldDownload(page, hub);
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
    `Could not read onnx/model_q4.onnx_data from ${new URL(hub.origin).host}: it, or the server that it points to, can’t be reached from here, or doesn’t let other pages read it (CORS).`,
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
