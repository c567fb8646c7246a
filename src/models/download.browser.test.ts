import { afterEach, expect, it, vi } from 'vitest';
import type { CardFile } from './card';
import { fetchFile } from './download';

const here = new URL(import.meta.url);
const bytes = async () => new Uint8Array(await (await fetch(here)).arrayBuffer());

async function sha256(content: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const fileOf = async (content: Uint8Array): Promise<CardFile> => ({
  path: 'net.bin',
  from: '',
  bytes: content.length,
  sha256: await sha256(content),
});

/** Addresses of what is kept. */
async function entries(): Promise<string[]> {
  const found: string[] = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found.sort();
}

afterEach(async () => {
  vi.restoreAllMocks();
  for (const name of await caches.keys()) await caches.delete(name);
});

/** Any file will do: a script as the server has it, or with a query another one of another content. */
const get = async (url: URL, content: Uint8Array) => fetchFile(url.href, await fileOf(content), () => {});

it('keeps a file and finds it again', async () => {
  const content = await bytes();
  expect(await get(here, content)).toMatchObject({ fromCache: false, kept: true });
  expect(await get(here, content)).toMatchObject({ fromCache: true, kept: true });
});

it('lets go of what the same address held before, and of nothing else', async () => {
  const content = await bytes();
  const changed = Uint8Array.of(...content, 10);
  const other = new URL('./card.ts', here);
  const otherContent = new Uint8Array(await (await fetch(other)).arrayBuffer());
  await get(other, otherContent);
  await get(here, content);
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(changed));
  await get(here, changed);
  const kept = await Promise.all([otherContent, changed].map(async (one) => `/weights/${await sha256(one)}`));
  expect(await entries()).toEqual(kept.sort());
});

it('does without a cache where site data is blocked', async () => {
  const refused = new DOMException('Site data is blocked.', 'SecurityError');
  vi.spyOn(caches, 'open').mockRejectedValue(refused);
  expect(await get(here, await bytes())).toMatchObject({ fromCache: false, kept: false });
});
