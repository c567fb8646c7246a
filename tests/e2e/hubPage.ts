import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fakeHub, type Exchange, type FakeHub, type FakeRepository } from '../../src/hub/hubServer.fixture';
import { SEGMENT_BYTES } from '../../src/hub/store';
import { orphanGraph, tales, talesConfig, talesWeights as weights } from '../../src/hub/tales.fixture';
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

/** With a hub on this machine, and the rule that nobody but the door asks it. */
export const test = base.extend<{ hub: FakeHub }>({
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

export const alert = (page: Page) => page.getByRole('alert');
export const found = (page: Page) => page.getByRole('region', { name: /^What .* holds$/ });
export const kept = (page: Page) => page.getByRole('region', { name: 'Kept on this device' });

export async function lookUp(page: Page, hub: FakeHub, name: string): Promise<void> {
  await page.getByLabel('Repository', { exact: true }).fill(`${hub.origin}/${name}`);
  await page.getByRole('button', { name: 'Look up' }).click();
}

export async function open(page: Page, hub: FakeHub, name = 'a/tales', base = ''): Promise<void> {
  await page.goto(`${base}/#/library/hub`);
  await lookUp(page, hub, name);
}

/** Sends the first bytes and then nothing, until the connection is cut. */
export function holdAt({ request, response }: Exchange, end: number): true {
  const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(start > 0 ? 206 : 200, { 'Content-Length': weights.length - start });
  response.write(weights.subarray(start, end));
  return true;
}

export const isWeights = ({ kind, path }: Exchange) => kind === 'content' && path.endsWith('_data');

/** Begins a download whose server falls silent half a megabyte behind the first segment, and waits until that has come. */
export async function heldDownload(page: Page, hub: FakeHub): Promise<void> {
  hub.spoil = (exchange) =>
    isWeights(exchange) && exchange.nth === 1 ? holdAt(exchange, SEGMENT_BYTES + 500_000) : undefined;
  await open(page, hub);
  await found(page)
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(kept(page)).toContainText(/8\.9 MB of 9\.4 MB/);
}
