import { begin, cellOf, expectCompleted, expectReason, runToEnd } from '../support/run';
import { expect, test } from '../support/test';
import type { Answer } from '../support/tamper';

const target = 'tfjs-wasm@1';
const params = { models: ['blazeface'], targets: [target], scenario: 'preview' as const };
const isWeights = (path: string) => path.endsWith('blazeface.bin');
const half = ({ body }: Answer) => Math.floor(body.length / 2);

test('weights that are not on the server', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer, path) => {
    if (isWeights(path)) answer.status = 404;
  });
  await page.goto(url);
  const message = expectReason(cellOf(await runToEnd(page, params), target), 'failed', 'download');
  expect(message).toBe('The weights are not on the server (blazeface.bin: 404).');
});

test('weights cut short by the server', async ({ page, spoilt }) => {
  const { url, requests } = await spoilt((answer, path) => {
    if (!isWeights(path)) return;
    answer.status = 200;
    answer.body = answer.body.subarray(0, 1000);
    answer.headers['content-length'] = '1000';
  });
  await page.goto(url);
  const message = expectReason(cellOf(await runToEnd(page, params), target), 'failed', 'download');
  expect(message).toBe('The download of blazeface.bin did not finish after 3 tries. Run again to retry.');
  expect(requests.filter(({ path }) => isWeights(path))).toHaveLength(3);
});

test('weights with one bit turned are not used', async ({ page, spoilt }) => {
  const { url } = await spoilt((answer, path) => {
    if (isWeights(path)) answer.body.writeUInt8(answer.body.readUInt8(4321) ^ 1, 4321);
  });
  await page.goto(url);
  const message = expectReason(cellOf(await runToEnd(page, params), target), 'failed', 'integrity');
  expect(message).toBe('blazeface.bin is not the file the card describes (its SHA-256 differs); it was not used.');
});

test('a connection that breaks half-way goes on where it broke', async ({ page, spoilt }) => {
  const { url, requests, breakOff } = await spoilt((answer, path, nth) => {
    if (isWeights(path) && nth === 1) answer.holdAt = half(answer);
  });
  await page.goto(url);
  const run = await begin(page, params);
  // Broken off as soon as it is sent, the half could be lost on the way: a reset connection drops what nobody has read.
  await run.reaches({ target, phase: 'download', received: 200_000 });
  breakOff();
  const cell = expectCompleted(cellOf(await run.record(), target));
  expect(cell.phases?.fromCache).toBe(false);
  const ranges = requests.filter(({ path }) => isWeights(path)).map(({ range }) => range);
  expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
});

test('going offline half-way says so, loses nothing, and the next run goes through', async ({ page, spoilt }) => {
  const { url, breakOff } = await spoilt((answer, path, nth) => {
    if (path.endsWith('movenet-lightning.bin') && nth === 1) answer.holdAt = half(answer);
  });
  await page.goto(url);
  const run = await begin(page, { ...params, models: ['blazeface', 'movenet-lightning'] });
  await run.reaches({ target, model: 'movenet-lightning', phase: 'download', received: 1_000_000 });
  await page.context().setOffline(true);
  breakOff();
  const record = await run.record();
  expectCompleted(cellOf(record, target, 'blazeface'));
  const message = expectReason(cellOf(record, target, 'movenet-lightning'), 'failed', 'offline');
  expect(message).toBe('The device went offline during the download. Connect and run again; nothing is lost.');

  await page.context().setOffline(false);
  const again = await runToEnd(page, { ...params, models: ['movenet-lightning'] });
  expectCompleted(cellOf(again, target));
});

test('weights are kept for the next run, and a spoilt copy is fetched anew', async ({ page, spoilt }) => {
  const { url, requests } = await spoilt(() => {});
  await page.goto(url);
  const fetched = () => requests.filter(({ path }) => isWeights(path)).length;
  const fromCache = async () => expectCompleted(cellOf(await runToEnd(page, params), target)).phases?.fromCache;
  expect(await fromCache()).toBe(false);
  expect(await fromCache()).toBe(true);
  expect(fetched()).toBe(1);

  const spoiltCopies = await page.evaluate(async () => {
    let count = 0;
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const copy = await (await cache.match(request))?.arrayBuffer();
        // As long as before: only the hash can tell.
        await cache.put(request, new Response(new Uint8Array(copy?.byteLength ?? 0)));
        count++;
      }
    }
    return count;
  });
  expect(spoiltCopies).toBeGreaterThan(0);
  expect(await fromCache()).toBe(false);
  expect(fetched()).toBe(2);
  expect(await fromCache()).toBe(true);
});

test('a full quota does not stop a run; the next one downloads again', async ({ page, spoilt }) => {
  const { url, requests } = await spoilt(() => {});
  await page.goto(url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: 10_000 });
  for (const times of [1, 2]) {
    const cell = expectCompleted(cellOf(await runToEnd(page, params), target));
    expect(cell.phases?.fromCache).toBe(false);
    expect(requests.filter(({ path }) => isWeights(path))).toHaveLength(times);
  }
});
