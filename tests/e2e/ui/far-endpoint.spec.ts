import type { ServerResponse } from 'node:http';
import type { Page } from '@playwright/test';
import { endpointServer, type EndpointServer } from '../../../src/far/endpoint/real/endpointServer.fixture';
import { expect, test as base } from '../../support/test';

const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'timing-allow-origin': '*' };

/** A browser asks first whether the page may send what it wants to. */
const unlessAsked =
  (answer: (response: ServerResponse) => void) =>
  (response: ServerResponse, { method }: { method: string }) =>
    method === 'OPTIONS' ? void response.writeHead(204, open).end() : answer(response);

const test = base.extend<{ own: EndpointServer }>({
  own: async ({ misconduct }, use) => {
    const server = await endpointServer({
      '/json': unlessAsked((response) => void response.writeHead(200, open).end('{"label":"seven"}')),
      '/closed': (response) => void response.writeHead(200).end('{}'),
      '/elsewhere': unlessAsked((response) => void response.writeHead(307, { ...open, location: '/json' }).end()),
      '/endless': unlessAsked((response) => {
        response.writeHead(200, open);
        const more = () => void (response.destroyed || response.write('x'.repeat(1_000_000), more));
        more();
      }),
    });
    await use(server);
    await server.close();
    const others = misconduct.foreignRequests.filter((url) => !url.startsWith(server.origin));
    misconduct.foreignRequests.splice(0, Infinity, ...others);
  },
});

async function opened(page: Page): Promise<void> {
  await page.goto('/#/far/endpoint?near-ms=33&far=devtools-fast-4g');
  await expect(page.getByRole('button', { name: /real requests to the emulated cloud/ })).toBeEnabled();
}

/** Sends two to the emulated cloud, and tells who answered and what was sent. */
async function emulate(page: Page) {
  await page.getByLabel('Requests').first().fill('2');
  // The first of all carries nothing: it asks whether anybody answers.
  const first = page.waitForResponse((response) => /\/far\/infer\?.*seed=/.test(response.url()) && response.ok());
  await page.getByRole('button', { name: 'Send 2 real requests to the emulated cloud' }).click();
  const response = await first;
  await expect(page.getByRole('row', { name: /Measured here .*\(2 requests\)/ })).toBeVisible();
  return { byWorker: response.fromServiceWorker(), sentBytes: response.request().postDataBuffer()?.length ?? 0 };
}

test('a real request to the emulated cloud takes the simulated time, answered by the server', async ({ page }) => {
  await opened(page);
  const { byWorker, sentBytes } = await emulate(page);
  expect(byWorker).toBe(false);
  expect(sentBytes).toBeGreaterThan(10_000);
  await expect(page.getByText('Answered by the server that this page came from.')).toBeVisible();
  await expect(page.getByRole('row', { name: /^Upload/ })).toBeVisible();
});

test.describe('where the site is only files', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the service worker answers in the server’s place', async ({ page }) => {
    await opened(page);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    expect(await emulate(page)).toMatchObject({ byWorker: true });
    await expect(page.getByText(/^Answered by this page’s service worker/)).toBeVisible();
  });
});

test('an endpoint of one’s own: what is sent, what each fault says, and that nothing of it stays', async ({
  page,
  own,
}) => {
  await opened(page);
  const send = async (path: string) => {
    await page.getByLabel('Address').fill(own.origin + path);
    await page.getByRole('button', { name: /requests? there/ }).click();
    await expect(page.getByRole('button', { name: /requests? there/ })).toBeVisible();
  };
  await page.getByLabel('A header, if it wants one').fill('Authorization: Bearer not-to-be-kept');
  await page.getByRole('spinbutton', { name: 'Requests', exact: true }).last().fill('2');
  await send('/json');
  await expect(page.getByRole('region', { name: 'Parts of the round trips' })).toBeVisible();
  const posts = own.received.filter(({ method }) => method === 'POST');
  expect(posts).toHaveLength(2);
  expect(posts[0]?.headers.authorization).toBe('Bearer not-to-be-kept');
  expect(posts[0]?.body.length).toBeGreaterThan(10_000);

  for (const [path, sentence] of [
    ['/closed', /lets no other page read/],
    ['/elsewhere', /another address/],
    ['/endless', /MB/],
  ] as const) {
    await send(path);
    await expect(page.getByRole('alert')).toHaveText(sentence);
  }
  // The door is shut again, and neither address nor header is anywhere.
  await expect(page.locator('iframe')).toHaveCount(0);
  const kept = await page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, databases, await caches.keys()]);
  });
  expect(kept).not.toContain('not-to-be-kept');
  expect(kept).not.toContain(own.origin);
});
