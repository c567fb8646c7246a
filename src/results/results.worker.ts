import * as Comlink from 'comlink';
import { openRunDatabase, type StoredKey } from './database';
import { importRecord, LARGEST_IMPORT_BYTES } from './import';
import { keptIn } from './keptRuns';
import type { KeptRuns } from './runList';
import { pack, unpack, type PackedRecord } from './packed';
import { storeErrorOf, type StoreErrorCode } from './storeError';
import { writeRun, type FileKind } from './writeRun';

/**
 * Stored runs and their files in a worker of their own: reading, checking, upgrading and writing out a hundred thousand samples
 * takes longer than a page may be held.
 */
const opening = openRunDatabase().then(keptIn);
// Whoever calls hears of it.
opening.catch(() => undefined);

/** What came of a call: an error's class and code do not survive the way to the page. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: StoreErrorCode; readonly message: string } };

async function reply<T>(call: (runs: KeptRuns) => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await call(await opening) };
  } catch (error) {
    const { code, message } = storeErrorOf(error);
    return { ok: false, error: { code, message } };
  }
}

const api = {
  open: () => reply(async () => undefined),
  put: (record: PackedRecord) => reply(async (runs) => runs.put(await unpack(record))),
  list: () => reply((runs) => runs.list()),
  async get(id: string): Promise<Reply<PackedRecord | undefined>> {
    const found = await reply((runs) => runs.get(id));
    if (!found.ok || !found.value) return found as Reply<undefined>;
    const { packed, transfer } = pack(found.value);
    return Comlink.transfer({ ok: true, value: packed }, transfer);
  },
  delete: (key: StoredKey) => reply((runs) => runs.delete(key)),
  clear: () => reply((runs) => runs.clear()),

  /** Needs no database. */
  async read(file: Blob): Promise<{ record: PackedRecord } | { problem: string }> {
    if (file.size > LARGEST_IMPORT_BYTES)
      return { problem: 'This file is larger than 20 MB, more than a run of this page holds.' };
    const text = await file.text().catch(() => undefined);
    if (text === undefined) {
      return { problem: 'The browser could not read this file; it may have been moved or changed. Choose it again.' };
    }
    const read = importRecord(text);
    if ('problem' in read) return read;
    const { packed, transfer } = pack(read.record);
    return Comlink.transfer({ record: packed }, transfer);
  },
  /** Needs no database. */
  async write(record: PackedRecord, kind: FileKind) {
    return writeRun(await unpack(record), kind);
  },
};

export type ResultsApi = typeof api;

Comlink.expose(api);
