import { beforeEach, describe, expect, it } from 'vitest';
import { completedCell, sampleRecord } from '../record/record.fixture';
import { rowOf } from '../judge/summary';
import preview from './editions/v1/preview.json';
import type { RunDatabase, StoredKey } from './database';
import { keptIn } from './keptRuns';
import type { KeptRuns } from './runList';

let records: Map<StoredKey, unknown>;
let rows: Map<StoredKey, unknown>;
let runs: KeptRuns;

/** A database that anybody may have written into. */
function openDatabase(): RunDatabase {
  return {
    async put(record, row) {
      records.set(record.id, structuredClone(record));
      rows.set(row.id, row);
    },
    get: async (key) => records.get(key),
    keys: async () => [...records.keys()],
    rows: async () => [...rows],
    async putRow(row) {
      rows.set(row.id, row);
    },
    async deleteRow(key) {
      rows.delete(key);
    },
    async delete(key) {
      records.delete(key);
      rows.delete(key);
    },
    async clear() {},
    close() {},
  };
}

beforeEach(() => {
  records = new Map();
  rows = new Map();
  runs = keptIn(openDatabase());
});

const good = sampleRecord();
const listed = async () => {
  const { runs: rowsOfRuns, unreadable } = await runs.list();
  return { runs: rowsOfRuns.map(({ id }) => id), unreadable };
};

describe('a bad row', () => {
  it.each<[string, unknown]>([
    ['that is missing', undefined],
    ['that is no row', 17],
    ['without models', { ...rowOf(good), models: undefined }],
    ['with a model twice in another form', { ...rowOf(good), fastest: [{ model: 'a' }, { model: 'a' }] }],
    ['with an impossible time', { ...rowOf(good), fastest: [{ model: 'a', target: 'b', medianMs: -1, clear: true }] }],
    ['of no date', { ...rowOf(good), createdAt: 'yesterday' }],
    ['of an unknown scenario', { ...rowOf(good), scenario: 'slow' }],
  ])('%s is made anew from its record', async (_, row) => {
    await runs.put(good);
    if (row === undefined) rows.delete(good.id);
    else rows.set(good.id, row);
    expect(await runs.list()).toEqual({ runs: [rowOf(good)], unreadable: [] });
    expect(rows.get(good.id)).toEqual(rowOf(good));
  });

  it('with no record is listed as unreadable, and can be deleted', async () => {
    await runs.put(good);
    rows.set('left-over', rowOf({ ...good, id: 'left-over' }));
    expect(await listed()).toEqual({
      runs: [good.id],
      unreadable: [{ key: 'left-over', problem: 'Nothing but its summary is left.' }],
    });
    await runs.delete('left-over');
    expect(await listed()).toEqual({ runs: [good.id], unreadable: [] });
  });
});

describe('a bad record', () => {
  it.each<[StoredKey, unknown, string]>([
    ['garbage', { id: 'garbage' }, 'It is no run of Nearside.'],
    [5, { id: 5, schema: 'nearside.run/2' }, 'id is not text.'],
    [
      'later-edition',
      { ...good, id: 'later-edition', schema: 'nearside.run/9' },
      'It is nearside.run/9; this page reads up to nearside.run/2.',
    ],
    ['no-cells', { ...good, id: 'no-cells', cells: 'none' }, 'cells is not a list.'],
    [
      'bad-cell',
      { ...good, id: 'bad-cell', cells: [{ ...completedCell, status: 'fast' }] },
      'cells[0].status is not one of completed, wrong, unsupported, failed, aborted.',
    ],
  ])('%j hides no other, is listed with its reason, and can be deleted', async (key, value, problem) => {
    await runs.put(good);
    records.set(key, value);
    expect(await listed()).toEqual({ runs: [good.id], unreadable: [{ key, problem }] });
    await runs.delete(key);
    expect(await listed()).toEqual({ runs: [good.id], unreadable: [] });
  });

  it('behind a good row says so when it is opened, and in the list from then on', async () => {
    await runs.put(good);
    records.set(good.id, { ...good, app: 5 });
    await expect(runs.get(good.id)).rejects.toMatchObject({
      code: 'unreadable',
      message: 'This stored run can’t be read: app is not text.',
    });
    expect(await listed()).toEqual({ runs: [], unreadable: [{ key: good.id, problem: 'app is not text.' }] });
  });
});

it('a record of the first edition is listed and opened in the newest', async () => {
  records.set(preview.id, preview);
  rows.set(preview.id, { id: preview.id });
  expect(await listed()).toEqual({ runs: [preview.id], unreadable: [] });
  expect(await runs.get(preview.id)).toMatchObject({
    schema: 'nearside.run/2',
    cells: [{ steady: { openings: 1 } }, {}, {}, {}, {}, {}],
  });
});
