import * as Comlink from 'comlink';
import type { StoredKey } from './database';
import type { KeptRuns } from './runList';
import { pack, unpack } from './packed';
import { plainCopy } from './plain';
import type { RunRecord } from '../record/record';
import type { Reply, ResultsApi } from './results.worker';
import { StoreError } from './storeError';
import type { FileKind, WrittenFile } from './writeRun';

/** The largest file takes some seconds on a slow phone. */
const LONGEST_CALL_MS = 60_000;
/** Ended when it has had nothing to do for so long: an idle worker holds memory, and its database open. */
const IDLE_MS = 1000;

interface Running {
  readonly api: Comlink.Remote<ResultsApi>;
  /** Rejects when the worker breaks down. */
  readonly gone: Promise<never>;
  readonly end: () => void;
  calls: number;
}

let running: Running | undefined;

function start(): Running {
  const worker = new Worker(new URL('./results.worker.ts', import.meta.url), { type: 'module', name: 'results' });
  const api = Comlink.wrap<ResultsApi>(worker);
  const gone = new Promise<never>((_, reject) => {
    // Its script can't be fetched, or it ran out of memory.
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(new StoreError('failed', event.message));
    });
  });
  gone.catch(() => undefined);
  const end = () => {
    if (running === started) running = undefined;
    api[Comlink.releaseProxy]();
    worker.terminate();
  };
  const started: Running = { api, gone, end, calls: 0 };
  return started;
}

/** @throws {StoreError} `failed` when the worker breaks down or does not answer in time; the next call starts another */
async function call<T>(make: (api: Comlink.Remote<ResultsApi>) => Promise<T>): Promise<T> {
  const worker = (running ??= start());
  worker.calls++;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreError('failed', 'no answer in time')), LONGEST_CALL_MS);
  });
  try {
    return await Promise.race([make(worker.api), worker.gone, late]);
  } catch (error) {
    worker.end();
    throw error;
  } finally {
    clearTimeout(timer);
    worker.calls--;
    setTimeout(() => {
      if (running === worker && worker.calls === 0) worker.end();
    }, IDLE_MS);
  }
}

async function unwrapped<T>(make: (api: Comlink.Remote<ResultsApi>) => Promise<Reply<T>>): Promise<T> {
  const answer = await call(make);
  if (answer.ok) return answer.value;
  throw new StoreError(answer.error.code, undefined, answer.error.message);
}

/**
 * The runs of this browser, by way of the worker.
 * @throws {StoreError} as {@link openRunDatabase} does, or `failed` where the worker can't be had
 */
export async function openKeptRuns(): Promise<KeptRuns> {
  await unwrapped((api) => api.open());
  return {
    put(record) {
      const { packed, transfer } = pack(record);
      return unwrapped((api) => api.put(Comlink.transfer(packed, transfer)));
    },
    list: () => unwrapped((api) => api.list()),
    async get(id) {
      const packed = await unwrapped((api) => api.get(id));
      return packed && unpack(packed);
    },
    delete: (key: StoredKey) => unwrapped((api) => api.delete(key)),
    clear: () => unwrapped((api) => api.clear()),
    close: () => running?.end(),
  };
}

/** Comlink's types take a promise of either for either promise. */
type Answer<Name extends keyof ResultsApi> = Promise<Awaited<ReturnType<ResultsApi[Name]>>>;

const broken = {
  problem: 'The browser ended this before it was done, often for want of memory. Close other tabs and try again.',
};

/** A run's file of any edition, at most 20 MB. @returns the run in the newest edition, or one sentence saying why there is none */
export async function readRunFile(file: Blob): Promise<{ record: RunRecord } | { problem: string }> {
  try {
    const read = await call((api) => api.read(file) as Answer<'read'>);
    return 'problem' in read ? read : { record: await unpack(read.record) };
  } catch {
    return broken;
  }
}

/** @returns the run as a file, or one sentence saying why there is none */
export async function writeRunFile(record: RunRecord, kind: FileKind): Promise<WrittenFile | { problem: string }> {
  const { packed, transfer } = pack(plainCopy(record));
  try {
    return await call((api) => api.write(Comlink.transfer(packed, transfer), kind) as Answer<'write'>);
  } catch {
    return broken;
  }
}
