import { afterEach, describe, expect, it, vi } from 'vitest';
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

describe('a file in parts', () => {
  const whole = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7) % 251);
  const url = new URL('/net.onnx', here).href;
  const partOf = async (from: number, to: number) => {
    const { bytes, sha256: hash } = await fileOf(whole.slice(from, to));
    return { bytes, sha256: hash };
  };
  const inParts = async (...ends: number[]): Promise<CardFile> => ({
    ...(await fileOf(whole)),
    parts: await Promise.all(ends.map((end, index) => partOf(ends[index - 1] ?? 0, end))),
  });

  /** A server that has these parts, by their names. @returns the names asked for */
  function serve(parts: Readonly<Record<string, Uint8Array | undefined>>): string[] {
    const asked: string[] = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (request) => {
      const name = String(request).split('/').at(-1) ?? '';
      asked.push(name);
      const part = parts[name];
      return part ? new Response(part as Uint8Array<ArrayBuffer>) : new Response('', { status: 404 });
    });
    return asked;
  }
  const both = { 'net.onnx.1of2': whole.slice(0, 3000), 'net.onnx.2of2': whole.slice(3000) };

  it('is joined, with one progress, and found again', async () => {
    const asked = serve(both);
    const received: number[] = [];
    const file = await inParts(3000, 5000);
    const got = await fetchFile(url, file, (progress) => received.push(progress.received));
    expect(new Uint8Array(got.bytes)).toEqual(whole);
    expect(got).toMatchObject({ fromCache: false, kept: true });
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect(received.at(-1)).toBe(5000);
    const again = await fetchFile(url, file, () => {});
    expect(again).toMatchObject({ fromCache: true, kept: true });
    expect(new Uint8Array(again.bytes)).toEqual(whole);
    expect(asked).toEqual(['net.onnx.1of2', 'net.onnx.2of2']);
  });

  it('that broke off goes on with the part that is missing', async () => {
    const file = await inParts(3000, 5000);
    serve({ 'net.onnx.1of2': both['net.onnx.1of2'] });
    await expect(fetchFile(url, file, () => {})).rejects.toThrow('(net.onnx.2of2: 404)');
    vi.restoreAllMocks();
    const asked = serve(both);
    const got = await fetchFile(url, file, () => {});
    expect(new Uint8Array(got.bytes)).toEqual(whole);
    expect(asked).toEqual(['net.onnx.2of2']);
  });

  it('is not used where a part differs', async () => {
    const file = await inParts(3000, 5000);
    serve({ ...both, 'net.onnx.2of2': new Uint8Array(2000) });
    await expect(fetchFile(url, file, () => {})).rejects.toMatchObject({ code: 'integrity' });
  });

  it('is taken whole where it was kept before it came in parts', async () => {
    serve({ 'net.onnx': whole });
    await fetchFile(url, await fileOf(whole), () => {});
    vi.restoreAllMocks();
    const asked = serve(both);
    expect(await fetchFile(url, await inParts(3000, 5000), () => {})).toMatchObject({ fromCache: true });
    expect(asked).toEqual([]);
  });

  it('leaves nothing of how it was cut before, nor of what was whole', async () => {
    const older = Uint8Array.of(1, 2, 3);
    serve({ 'net.onnx': older, 'net.onnx2': older.slice(0, 2) });
    await fetchFile(url, await fileOf(older), () => {});
    await fetchFile(`${url}2`, await fileOf(older.slice(0, 2)), () => {});
    vi.restoreAllMocks();
    serve(both);
    await fetchFile(url, await inParts(3000, 5000), () => {});
    vi.restoreAllMocks();
    const names = ['net.onnx.1of3', 'net.onnx.2of3', 'net.onnx.3of3'];
    serve(Object.fromEntries(names.map((name, index) => [name, whole.slice(index * 2000, (index + 1) * 2000)])));
    const now = await inParts(2000, 4000, 5000);
    // What is kept of the parts of two would do; a card that changed names other hashes.
    await fetchFile(url, { ...now, sha256: '0'.repeat(64) }, () => {});
    const other = `/weights/${await sha256(older.slice(0, 2))}`;
    expect(await entries()).toEqual([other, ...now.parts!.map((part) => `/weights/${part.sha256}`)].sort());
  });
});

it('does without a cache where site data is blocked', async () => {
  const refused = new DOMException('Site data is blocked.', 'SecurityError');
  vi.spyOn(caches, 'open').mockRejectedValue(refused);
  expect(await get(here, await bytes())).toMatchObject({ fromCache: false, kept: false });
});
