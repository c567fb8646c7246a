import { Problem } from '../domain/problem';
import type { CardFile } from './card';
import { partsOf } from './parts';
import { download, nameOf, type DownloadRules } from './transfer';

/** Weights live here, keyed by SHA-256, so that a changed card never meets an old file. */
const CACHE_NAME = 'nearside-weights-1';

export interface DownloadProgress {
  /** Bytes of this file so far. */
  readonly received: number;
  readonly total: number;
  readonly fromCache: boolean;
}

export interface Downloaded {
  readonly bytes: ArrayBuffer;
  readonly fromCache: boolean;
  /** False where the browser would not keep it (quota, private window): the next visit downloads again. */
  readonly kept: boolean;
}

const hex = (digest: ArrayBuffer) =>
  [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 is only there in secure contexts; elsewhere (plain http on a LAN) the length is all that can be checked. */
async function isIntact(bytes: ArrayBuffer, file: CardFile): Promise<boolean> {
  if (bytes.byteLength !== file.bytes) return false;
  return !globalThis.crypto?.subtle || hex(await crypto.subtle.digest('SHA-256', bytes)) === file.sha256;
}

async function openCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(CACHE_NAME);
  } catch {
    return undefined;
  }
}

const keyOf = ({ sha256 }: Pick<CardFile, 'sha256'>) => `/weights/${sha256}`;

/** Entries say in their address where they came from: what the same address held before is nobody's any more. */
const originOf = (url: string) => new URL(url, globalThis.location?.href).pathname;

/** @returns undefined where it is not there or not whole: then it is not kept any longer */
async function read(cache: Cache, file: CardFile): Promise<ArrayBuffer | undefined> {
  const bytes = await (await cache.match(keyOf(file), { ignoreSearch: true }))?.arrayBuffer();
  if (!bytes || (await isIntact(bytes, file))) return bytes;
  await cache.delete(keyOf(file), { ignoreSearch: true });
  return undefined;
}

const entryOf = (file: CardFile, from: string) => `${keyOf(file)}?from=${encodeURIComponent(from)}`;

/** Whether an entry came from an address, whole or as a part of what is served there. */
const isFrom = (entry: string | null, from: string) =>
  entry?.startsWith(from) === true && /^(?:\.\d+of\d+)?$/.test(entry.slice(from.length));

/** Lets go of what was kept from an address, save under these keys. */
async function prune(cache: Cache, from: string, wanted: readonly string[]): Promise<void> {
  for (const { url: entry } of await cache.keys()) {
    const { pathname, searchParams } = new URL(entry);
    if (isFrom(searchParams.get('from'), from) && !wanted.includes(pathname)) await cache.delete(entry);
  }
}

async function keep(cache: Cache, url: string, file: CardFile, bytes: ArrayBuffer): Promise<void> {
  const from = originOf(url);
  await prune(cache, from, [keyOf(file)]);
  await cache.put(entryOf(file, from), new Response(bytes));
}

const isKept = () => true;
const isNotKept = () => false;

/**
 * Downloads a file and compares it with what is known of it.
 * @throws Problem `download`, `offline` or `integrity`
 */
export async function fetchIntact(
  url: string,
  file: CardFile,
  report: (received: number) => void,
  rules?: Partial<DownloadRules>,
): Promise<ArrayBuffer> {
  const bytesOf = (cache: RequestCache) => download(url, file, { report, cache, ...rules });
  const bytes = await bytesOf('default');
  if (await isIntact(bytes, file)) return bytes;
  // The HTTP cache may hold a spoilt copy and would give it again for ever.
  const again = await bytesOf('reload');
  if (await isIntact(again, file)) return again;
  throw new Problem(
    'integrity',
    `${nameOf(file)} is not the file the card describes (its SHA-256 differs); it was not used.`,
    url,
  );
}

/**
 * One file of a model: from the cache when it is there and whole, else downloaded, checked against the card and kept. Parts of a
 * file are fetched and kept one by one, so that a download that broke off goes on with the part that it broke off in.
 * @param url absolute, or relative to the worker
 * @throws Problem `download`, `offline` or `integrity`
 */
export async function fetchFile(
  url: string,
  file: CardFile,
  onProgress: (progress: DownloadProgress) => void,
  rules?: Partial<DownloadRules>,
): Promise<Downloaded> {
  const cache = await openCache();
  const stored = cache && (await read(cache, file).catch(() => undefined));
  if (stored) {
    onProgress({ received: file.bytes, total: file.bytes, fromCache: true });
    return { bytes: stored, fromCache: true, kept: true };
  }
  if (file.parts) {
    const joined = await fetchParts(url, file, onProgress, rules);
    const wanted = [file, ...(partsOf(file) ?? [])].map(keyOf);
    await (cache && prune(cache, originOf(url), wanted).catch(() => {}));
    return joined;
  }
  const report = (received: number) => onProgress({ received, total: file.bytes, fromCache: false });
  const bytes = await fetchIntact(url, file, report, rules);
  // A full quota or a private window must not stop the run.
  const kept = cache ? await keep(cache, url, file, bytes).then(isKept, isNotKept) : false;
  return { bytes, fromCache: false, kept };
}

/** Every part, joined: the hashes of all of them are the file's. */
async function fetchParts(
  url: string,
  file: CardFile,
  onProgress: (progress: DownloadProgress) => void,
  rules?: Partial<DownloadRules>,
): Promise<Downloaded> {
  const parts = partsOf({ path: url, parts: file.parts }) ?? [];
  const whole = new Uint8Array(file.bytes);
  let before = 0;
  let fromCache = true;
  let kept = true;
  for (const { path, bytes, sha256 } of parts) {
    const report = (part: DownloadProgress) =>
      onProgress({ received: before + part.received, total: file.bytes, fromCache: fromCache && part.fromCache });
    const part = await fetchFile(path, { path: nameOf({ path }), from: file.from, bytes, sha256 }, report, rules);
    whole.set(new Uint8Array(part.bytes), before);
    before += bytes;
    fromCache &&= part.fromCache;
    kept &&= part.kept;
  }
  return { bytes: whole.buffer, fromCache, kept };
}

/** What the cache holds of weights, by the SHA-256 of each entry; nothing where it can't be read. */
export async function keptHashes(): Promise<ReadonlySet<string>> {
  const entries = (await (await openCache())?.keys().catch(() => undefined)) ?? [];
  return new Set(entries.map(({ url }) => new URL(url).pathname.split('/').at(-1) ?? ''));
}

/** Whether all of a file is among what is kept. */
export const isAmong = (kept: ReadonlySet<string>, file: Pick<CardFile, 'sha256' | 'parts'>): boolean =>
  kept.has(file.sha256) || file.parts?.every(({ sha256 }) => kept.has(sha256)) === true;

/** Lets go of a file, and of its parts. */
export async function forgetFile(file: CardFile): Promise<void> {
  const cache = await openCache();
  for (const one of [file, ...(partsOf(file) ?? [])]) await cache?.delete(keyOf(one), { ignoreSearch: true });
}
