import { Problem } from '../domain/problem';
import type { CardFile } from './card';

/** Weights live here, keyed by SHA-256, so that a changed card never meets an old file. */
const CACHE_NAME = 'nearside-weights-1';
const TRIES = 3;

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

const cacheKey = (file: CardFile) => `/weights/${file.sha256}`;

/**
 * Reads a response into `buffer` from `offset` on.
 * @returns bytes there are now; less than the file's where the connection broke off
 */
async function readInto(
  buffer: Uint8Array,
  offset: number,
  response: Response,
  report: (received: number) => void,
): Promise<number> {
  const reader = response.body?.getReader();
  if (!reader) throw new Problem('download', 'The browser gave no body for the download.');
  let received = offset;
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true as const, value: undefined }));
    if (done || !value) return received;
    // A longer file than the card says is read no further: its hash cannot fit.
    const room = buffer.length - received;
    buffer.set(value.subarray(0, room), received);
    received += value.length;
    report(Math.min(received, buffer.length));
    if (value.length > room) return received;
  }
}

/** Downloads with up to three tries, each going on where the last broke off when the server serves ranges. */
async function downloadFile(
  url: string,
  file: CardFile,
  report: (received: number) => void,
  cache: RequestCache,
): Promise<ArrayBuffer> {
  const buffer = new Uint8Array(file.bytes);
  const name = file.path.split('/').pop();
  let received = 0;
  let cause = '';
  for (let attempt = 0; attempt < TRIES && received < file.bytes; attempt++) {
    let response: Response;
    try {
      const headers = received > 0 ? { Range: `bytes=${received}-` } : undefined;
      response = await fetch(url, { cache, headers });
    } catch (error) {
      cause = String(error);
      continue;
    }
    if (response.status === 404)
      throw new Problem('download', `The weights are not on the server (${name}: 404).`, url);
    if (!response.ok) {
      cause = `HTTP ${response.status}`;
      continue;
    }
    const before = received;
    received = await readInto(buffer, response.status === 206 ? received : 0, response, report);
    if (received < file.bytes) cause = `broke off after ${Math.max(before, received)} of ${file.bytes} bytes`;
  }
  if (received < file.bytes) {
    const offline = globalThis.navigator?.onLine === false;
    throw offline
      ? new Problem(
          'offline',
          'The device went offline during the download. Connect and run again; nothing is lost.',
          cause,
        )
      : new Problem(
          'download',
          `The download of ${name} did not finish after ${TRIES} tries. Run again to retry.`,
          cause,
        );
  }
  if (received > file.bytes) {
    throw new Problem('integrity', `The server sent more bytes for ${name} than the card lists; it was not used.`, url);
  }
  return buffer.buffer;
}

/**
 * One file of a model: from the cache when it is there and whole, else downloaded, checked against the card and kept.
 * @param url absolute, or relative to the worker
 * @throws Problem `download`, `offline` or `integrity`
 */
export async function fetchFile(
  url: string,
  file: CardFile,
  onProgress: (progress: DownloadProgress) => void,
): Promise<Downloaded> {
  const cache = await openCache();
  const hit = await cache?.match(cacheKey(file)).catch(() => undefined);
  if (hit) {
    const bytes = await hit.arrayBuffer();
    if (await isIntact(bytes, file)) {
      onProgress({ received: file.bytes, total: file.bytes, fromCache: true });
      return { bytes, fromCache: true, kept: true };
    }
    await cache?.delete(cacheKey(file));
  }
  const report = (received: number) => onProgress({ received, total: file.bytes, fromCache: false });
  let bytes = await downloadFile(url, file, report, 'default');
  // The HTTP cache may hold a spoilt copy and would give it again for ever.
  if (!(await isIntact(bytes, file))) bytes = await downloadFile(url, file, report, 'reload');
  if (!(await isIntact(bytes, file))) {
    const name = file.path.split('/').pop();
    throw new Problem(
      'integrity',
      `${name} is not the file the card describes (its SHA-256 differs); it was not used.`,
      url,
    );
  }
  // A full quota or a private window must not stop the run.
  const kept = await (cache?.put(cacheKey(file), new Response(bytes)).then(
    () => true,
    () => false,
  ) ?? false);
  return { bytes, fromCache: false, kept };
}
