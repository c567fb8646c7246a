import { describe, expect, it } from 'vitest';
import type { KeptRuns } from './runList';
import { sampleRecord } from '../record/record.fixture';
import type { RunRecord } from '../record/record';
import type { StoredKey } from './database';
import { openRunStore, type RunStore } from './store';
import { StoreError } from './storeError';
import { rowOf } from '../judge/summary';

/** Room for `room.left` records, which can also be made to fail. */
function smallDatabase(room: { left: number }) {
  const records = new Map<StoredKey, RunRecord>();
  const state = { broken: false };
  const check = () => {
    if (state.broken) throw new StoreError('failed');
  };
  const database: KeptRuns = {
    async put(record) {
      check();
      if (!records.has(record.id) && records.size >= room.left) throw new StoreError('quota');
      records.set(record.id, structuredClone(record));
    },
    async get(id) {
      check();
      return records.get(id);
    },
    async list() {
      check();
      return { runs: [...records.values()].map(rowOf), unreadable: [] };
    },
    async delete(id) {
      check();
      records.delete(id);
    },
    async clear() {
      check();
      records.clear();
    },
    close() {},
  };
  return { database, records, state };
}

const run = (id: string, second = 0) =>
  sampleRecord({ id: `run-${id}-0000`, createdAt: `2026-11-21T09:26:${String(second).padStart(2, '0')}.000Z` });
const ids = async (store: RunStore) => (await store.list()).runs.map(({ id }) => id);

describe('with no database', () => {
  const open = () => openRunStore(() => Promise.reject(new StoreError('unavailable')));

  it('keeps runs in memory and says so', async () => {
    const store = await open();
    expect(store.persistent).toBe(false);
    expect(store.problem).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('until the page is closed'),
    });
    await store.save(run('a', 1));
    await store.save(run('b', 2));
    expect(await ids(store)).toEqual(['run-b-0000', 'run-a-0000']);
    await store.remove('run-b-0000');
    expect(await ids(store)).toEqual(['run-a-0000']);
    await store.clear();
    expect(await ids(store)).toEqual([]);
    expect(store.persistent).toBe(false);
  });

  it('keeps its own copy of a run', async () => {
    const store = await open();
    const record = run('a');
    await store.save(record);
    record.cells.pop();
    (await store.get(record.id))?.cells.pop();
    expect(await store.get(record.id)).toEqual(run('a'));
  });
});

describe('with a full database', () => {
  it('keeps what does not fit in memory, and stores it once there is room', async () => {
    const { database, records } = smallDatabase({ left: 1 });
    const store = await openRunStore(async () => database);
    await store.save(run('a', 1));
    expect(store.persistent).toBe(true);
    await store.save(run('b', 2));
    expect(store.persistent).toBe(false);
    expect(store.problem).toMatchObject({
      name: 'StoreError',
      code: 'quota',
      message: expect.stringMatching(/no room left/),
    });
    expect(await ids(store)).toEqual(['run-b-0000', 'run-a-0000']);
    expect(await store.get('run-b-0000')).toEqual(run('b', 2));

    await store.remove('run-a-0000');
    expect([...records.keys()]).toEqual(['run-b-0000']);
    expect(store.persistent).toBe(true);
    expect(store.problem).toBeUndefined();
  });

  it('stores a run that fits although another does not', async () => {
    const { database, records } = smallDatabase({ left: 1 });
    const store = await openRunStore(async () => database);
    await store.save(run('a', 1));
    await store.save(run('b', 2));
    await store.save({ ...run('a', 1), app: 'Nearside, later' });
    expect(records.get('run-a-0000')?.app).toBe('Nearside, later');
    expect(await ids(store)).toEqual(['run-b-0000', 'run-a-0000']);
  });
});

describe('with a database that breaks', () => {
  it('loses nothing saved meanwhile, and says why stored runs are missing', async () => {
    const { database, state } = smallDatabase({ left: 9 });
    const store = await openRunStore(async () => database);
    await store.save(run('a', 1));
    state.broken = true;
    await store.save(run('b', 2));
    expect(await ids(store)).toEqual(['run-b-0000']);
    expect(store.problem).toMatchObject({ code: 'failed' });
    await expect(store.get('run-a-0000')).rejects.toMatchObject({ code: 'failed' });
    await expect(store.remove('run-a-0000')).rejects.toMatchObject({ code: 'failed' });
    await expect(store.clear()).rejects.toMatchObject({ code: 'failed' });

    state.broken = false;
    await store.save(run('c', 3));
    expect(await ids(store)).toEqual(['run-c-0000', 'run-b-0000', 'run-a-0000']);
    expect(store.persistent).toBe(true);
  });

  it('never brings back a run that was removed while it was being saved', async () => {
    const { database } = smallDatabase({ left: 0 });
    const store = await openRunStore(async () => database);
    await Promise.all([store.save(run('a')), store.remove('run-a-0000')]);
    expect(await ids(store)).toEqual([]);
  });
});
