import { Problem } from '../domain/problem';
import { CACHE_NAME } from './anythingKept';
import type { HubFile } from './listing';

/**
 * What has come from a hub lies in a cache of its own: files in segments, by the hash of the whole, so that a download goes on where it
 * broke off and two models share what they have in common; and the description of each model (`kept.ts`).
 */

/** Bytes of each segment but the last: what is lost at most where a download breaks off with the page. */
export const SEGMENT_BYTES = 8 * 2 ** 20;

type Hashed = Pick<HubFile, 'hash' | 'bytes'>;

const prefixOf = ({ hash }: Pick<HubFile, 'hash'>) => `/hub/files/${hash.kind}-${hash.hex}/`;
const segmentCount = ({ bytes }: Hashed) => Math.ceil(bytes / SEGMENT_BYTES);
const segmentBytes = (file: Hashed, index: number) => Math.min(SEGMENT_BYTES, file.bytes - index * SEGMENT_BYTES);

const notKept = (error: unknown) =>
  new Problem(
    'missing-feature',
    'This browser keeps nothing for this page. Allow site data for it and try again.',
    String(error),
  );

const full = (error: unknown) =>
  new Problem(
    'memory',
    'The browser has no more room for this page. Delete a model here, or free space on the device, and go on.',
    String(error),
  );

/** @throws Problem `missing-feature` where nothing can be kept */
export async function openStore(): Promise<HubStore> {
  try {
    return new HubStore(await caches.open(CACHE_NAME));
  } catch (error) {
    throw notKept(error);
  }
}

export class HubStore {
  constructor(readonly cache: Cache) {}

  /** @throws Problem `memory` where there is no more room */
  async #put(key: string, body: BodyInit): Promise<void> {
    try {
      await this.cache.put(key, new Response(body));
    } catch (error) {
      throw error instanceof DOMException && error.name === 'QuotaExceededError' ? full(error) : notKept(error);
    }
  }

  /** Segments from the first on that are there, without a gap. */
  async segmentsOf(file: Hashed): Promise<number> {
    const prefix = prefixOf(file);
    const there = new Set<number>();
    for (const { url } of await this.cache.keys()) {
      const { pathname } = new URL(url);
      if (pathname.startsWith(prefix)) there.add(Number(pathname.slice(prefix.length)));
    }
    let count = 0;
    while (there.has(count)) count++;
    return Math.min(count, segmentCount(file));
  }

  /** @returns undefined where it is not there, or not as long as it should be */
  async readSegment(file: Hashed, index: number): Promise<Blob | undefined> {
    const blob = await (await this.cache.match(prefixOf(file) + index))?.blob();
    return blob?.size === segmentBytes(file, index) ? blob : undefined;
  }

  async writeSegment(file: Hashed, index: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#put(prefixOf(file) + index, bytes);
  }

  /** Bytes of a file that are there, from the first on. */
  async bytesOf(file: Hashed): Promise<number> {
    return Math.min(file.bytes, (await this.segmentsOf(file)) * SEGMENT_BYTES);
  }

  /** A whole file, which the browser reads from its disk when it is asked for; undefined where some of it is missing. */
  async readFile(file: Hashed): Promise<Blob | undefined> {
    const segments: Blob[] = [];
    for (let index = 0; index < segmentCount(file); index++) {
      const segment = await this.readSegment(file, index);
      if (!segment) return undefined;
      segments.push(segment);
    }
    return new Blob(segments);
  }

  /** Lets go of every file that is none of these. */
  async keepOnly(files: readonly Pick<HubFile, 'hash'>[]): Promise<void> {
    const wanted = new Set(files.map(prefixOf));
    for (const { url } of await this.cache.keys()) {
      const { pathname } = new URL(url);
      const prefix = pathname.slice(0, pathname.lastIndexOf('/') + 1);
      if (prefix.startsWith('/hub/files/') && !wanted.has(prefix)) await this.cache.delete(url);
    }
  }

  async forgetFile(file: Pick<HubFile, 'hash'>): Promise<void> {
    const prefix = prefixOf(file);
    for (const { url } of await this.cache.keys())
      if (new URL(url).pathname.startsWith(prefix)) await this.cache.delete(url);
  }

  /** Descriptions as they were written, by their names. */
  async readNotes(): Promise<{ readonly name: string; readonly json: unknown }[]> {
    const notes: { name: string; json: unknown }[] = [];
    for (const { url } of await this.cache.keys()) {
      const { pathname } = new URL(url);
      if (!pathname.startsWith(NOTES)) continue;
      const json: unknown = await (await this.cache.match(url))?.json().catch(() => undefined);
      notes.push({ name: decodeURIComponent(pathname.slice(NOTES.length)), json });
    }
    return notes;
  }

  async writeNote(name: string, json: unknown): Promise<void> {
    await this.#put(NOTES + encodeURIComponent(name), JSON.stringify(json));
  }

  async forgetNote(name: string): Promise<void> {
    await this.cache.delete(NOTES + encodeURIComponent(name));
  }
}

const NOTES = '/hub/models/';
