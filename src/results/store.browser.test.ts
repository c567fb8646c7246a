import { deleteDB, openDB } from 'idb';
import { cdp } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations, openRunDatabase, type Migration } from './database';
import { sampleRecord } from '../record/record.fixture';
import { keptIn } from './keptRuns';
import { openRunStore, type RunStore } from './store';

let name: string;
let serial = 0;
const opened: RunStore[] = [];

const open = async (steps?: readonly Migration[]) => {
  const store = await openRunStore(async () => keptIn(await openRunDatabase(name, steps)));
  opened.push(store);
  return store;
};
const run = (id: string, createdAt: string) => sampleRecord({ id: `run-${id}-0000`, createdAt });
const first = run('a', '2026-11-20T10:00:00Z');
const second = run('b', '2026-11-21T10:00:00+02:00');
const ids = async (store: RunStore) => (await store.list()).runs.map(({ id }) => id);

beforeEach(() => {
  name = `results-test-${++serial}`;
});
afterEach(async () => {
  for (const store of opened.splice(0)) store.close();
  await deleteDB(name);
});

describe('runs in IndexedDB', () => {
  it('are listed newest first, read back and replaced by id', async () => {
    const store = await open();
    expect(store.persistent).toBe(true);
    await store.save({ ...first, cells: [] });
    await store.save(second);
    await store.save(first);
    const { runs: rows } = await store.list();
    expect(rows.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(rows[1]).toMatchObject({ cells: { completed: 1, unsupported: 1 }, fastest: [{ target: 'tfjs-wasm' }] });
    expect(await store.get(first.id)).toEqual(first);
    expect(await store.get('no-such-run')).toBeUndefined();
  });

  it('are removed one by one and all at once', async () => {
    const store = await open();
    await store.save(first);
    await store.save(second);
    await store.remove(second.id);
    expect(await ids(store)).toEqual([first.id]);
    expect(await store.get(second.id)).toBeUndefined();
    await store.clear();
    expect(await ids(store)).toEqual([]);
  });

  it('are there when the page is opened again', async () => {
    const store = await open();
    await store.save(first);
    store.close();
    const again = await open();
    expect(await ids(again)).toEqual([first.id]);
    expect(await again.get(first.id)).toEqual(first);
  });

  it('are kept from reactive proxies too, which IndexedDB can’t clone', async () => {
    const store = await open();
    const proxy = new Proxy({ ...first, params: new Proxy(first.params, {}) }, {});
    await store.save(proxy);
    expect(store.problem).toBeUndefined();
    expect(await store.get(first.id)).toEqual(first);
  });
});

describe('a change of layout', () => {
  const next: Migration = async (_db, transaction) => {
    const rows = transaction.objectStore('rows');
    for (const row of await rows.getAll()) await rows.put({ ...(row as object), scenario: 'thorough' });
  };

  it('brings stored runs along, step by step', async () => {
    const old = await open();
    await old.save(first);
    old.close();
    const store = await open([...migrations, next]);
    expect((await store.list()).runs).toMatchObject([{ id: first.id, scenario: 'thorough' }]);
    expect(await store.get(first.id)).toEqual(first);
  });

  it('that fails leaves what was stored as it was', async () => {
    const old = await open();
    await old.save(first);
    old.close();
    const failing = await open([
      ...migrations,
      async (db, transaction) => {
        await next(db, transaction);
        throw new Error('a mistake in the step');
      },
    ]);
    expect(failing.problem).toMatchObject({ code: 'unavailable' });
    const again = await open();
    expect((await again.list()).runs).toMatchObject([{ id: first.id, scenario: 'preview' }]);
  });

  it('by a newer page in another tab takes over, and this one keeps its runs in memory', async () => {
    const old = await open();
    await old.save(first);
    const newer = await open([...migrations, next]);
    expect(newer.persistent).toBe(true);
    await old.save(second);
    expect(old.problem).toMatchObject({ code: 'newer' });
    expect(await ids(old)).toEqual([second.id]);
    old.close();
    expect(await (await open()).problem).toMatchObject({ code: 'newer' });
  });

  it('waits for no tab that will not let go', async () => {
    const stubborn = await openDB(name, 1);
    const store = await open([...migrations, next]);
    expect(store.problem).toMatchObject({ code: 'blocked' });
    await store.save(first);
    expect(await ids(store)).toEqual([first.id]);
    stubborn.close();
  });
});

describe('storage faults', () => {
  it('carries on in a fresh database when site data are cleared under it', async () => {
    const store = await open();
    await store.save(first);
    await cdp().send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes: 'indexeddb' });
    await store.save(second);
    await store.save(second);
    expect(store.persistent).toBe(true);
    expect(await ids(store)).toEqual([second.id]);
  });

  it('keeps a run in memory when the quota is used up', async () => {
    const { origin } = location;
    // Chromium remembers how much room there was until the origin's databases are gone.
    await cdp().send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await cdp().send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    try {
      const store = await open();
      expect(store.persistent).toBe(true);
      await store.save(first);
      expect(store.persistent).toBe(false);
      expect(store.problem).toMatchObject({ code: 'quota' });
      expect(await store.get(first.id)).toEqual(first);
    } finally {
      await cdp().send('Storage.overrideQuotaForOrigin', { origin });
    }
  });
});
