import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson } from './export';
import { LARGEST_IMPORT_BYTES, importRecord } from './import';
import { keepImported } from './keepImported';
import { anyRecord, completedCell, sampleRecord, unsupportedCell } from '../record/record.fixture';
import { openRunStore } from './store';

/** The sample run as JSON with the value at `path` replaced; undefined removes it. */
function sampleWith(path: (string | number)[], value: unknown): string {
  const record = JSON.parse(toJson(sampleRecord())) as Record<string | number, unknown>;
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as typeof record, record);
  Object.defineProperty(parent, path.at(-1) ?? '', { value, enumerable: true, configurable: true });
  return JSON.stringify(record);
}

const problemOf = (text: string) => {
  const result = importRecord(text);
  return 'problem' in result ? result.problem : undefined;
};

describe('importRecord', () => {
  it('gives back what was exported', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(importRecord(toJson(record))).toEqual({ record });
      }),
    );
  });

  it('takes a byte order mark', () => {
    expect(importRecord(`\uFEFF${toJson(sampleRecord())}`)).toEqual({ record: sampleRecord() });
  });

  it.each([
    ['', 'This file is empty.'],
    [' \n', 'This file is empty.'],
    ['<!doctype html>', 'This file is not JSON, or it was cut short.'],
    [toJson(sampleRecord()).slice(0, -40), 'This file is not JSON, or it was cut short.'],
    ['[1]', 'This file is JSON, but not a run of Nearside.'],
    ['null', 'This file is JSON, but not a run of Nearside.'],
    ['{"schema":"nearside.card/1"}', 'This file is JSON, but not a run of Nearside.'],
    ['{"schema":"nearside.run/3"}', 'This file is nearside.run/3; this page reads nearside.run/1 and nearside.run/2.'],
  ])('%j: %s', (text, problem) => {
    expect(importRecord(text)).toEqual({ problem });
  });

  it.each<[(string | number)[], unknown, string]>([
    [['cells', 0, 'steady', 'medianMs'], 0, 'cells[0].steady.medianMs is not above 0.'],
    [['cells', 0, 'steady', 'medianMs'], '12', 'cells[0].steady.medianMs is not a number.'],
    [['cells', 0, 'steady', 'medianMs'], 9, 'cells[0].steady has its statistics out of order.'],
    [['cells', 0, 'steady', 'ci95Ms'], [14, 11], 'cells[0].steady has its statistics out of order.'],
    [['cells', 0, 'steady', 'n'], 1.5, 'cells[0].steady.n is not a whole number.'],
    [['cells', 0, 'steady'], undefined, 'cells[0].steady is missing.'],
    [['cells', 1, 'status'], 'fast', 'cells[1].status is not one of completed, wrong, unsupported, failed, aborted.'],
    [['cells', 1, 'steady'], {}, 'cells[1].steady is no field of a run record.'],
    [['cells', 0, 'model'], '<b>', 'cells[0].model holds characters that it may not.'],
    [['cells'], {}, 'cells is not a list.'],
    [['environment', 'platform'], 'x'.repeat(81), 'environment.platform has more than 80 characters.'],
    [['environment'], 3, 'environment is not an object.'],
    [['params', 'models'], [], 'params.models has fewer than 1 entries.'],
    [['params', 'seed'], 2 ** 32, 'params.seed is above 4294967295.'],
    [['createdAt'], 'yesterday', 'createdAt is not a date and time.'],
    [['far', 0, 'x" onload="y'], 1, `far[0]['x" onload="y'] is no field of a run record.`],
    [['app'], 'a\u0007b', 'app holds control characters.'],
    [['cells', 0, 'answer', 'a\u0000'], 1, 'cells[0].answer has a key with control characters.'],
    [['cells', 0, 'answer', '__proto__'], { a: 1 }, "cells[0].answer has a key '__proto__', which no record may have."],
    [['constructor'], {}, "The record has a key 'constructor', which no record may have."],
  ])('names the field: %j = %j', (path, value, sentence) => {
    expect(problemOf(sampleWith(path, value))).toBe(`This run can't be opened: ${sentence}`);
  });

  it('refuses numbers past what JSON readers hold', () => {
    const text = toJson(sampleRecord()).replace('"maxAbs": 0.00012', '"maxAbs": 1e999');
    expect(problemOf(text)).toBe(
      "This run can't be opened: cells[0].agreement['movenet-lightning'].maxAbs is not a finite number.",
    );
  });

  it('refuses deep nesting, however deep', () => {
    for (const levels of [40, 1_000_000]) {
      const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
      const text = toJson(sampleRecord()).replace('"kind": "pose"', `"kind": "pose", "deep": ${deep}`);
      expect(problemOf(text)).toMatch(/nested more than 32 levels|not JSON/);
    }
  });

  it('refuses a file over 20 MB, counted in bytes', () => {
    expect(problemOf('x'.repeat(LARGEST_IMPORT_BYTES + 1))).toMatch(/over 20 MB/);
    expect(problemOf('€'.repeat(LARGEST_IMPORT_BYTES / 3 + 1))).toMatch(/over 20 MB/);
    expect(problemOf('x'.repeat(LARGEST_IMPORT_BYTES))).toMatch(/not JSON/);
  });

  it('keeps hostile markup as the text it is', () => {
    const markup = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    const cells = [
      { ...completedCell, answer: { kind: 'pose', summary: markup, joints: [{ name: markup }] } },
      unsupportedCell({ code: 'x', message: markup, detail: markup }),
    ];
    const record = sampleRecord({ app: markup, cells });
    expect(importRecord(JSON.stringify(record))).toEqual({ record });
  });

  it('leaves the prototype of objects alone', () => {
    importRecord(sampleWith(['cells', 0, 'answer', '__proto__'], { polluted: true }));
    expect({}).not.toHaveProperty('polluted');
  });

  it('never throws, whatever becomes of a file', () => {
    const splice = fc.tuple(fc.nat(), fc.nat(20), fc.string({ unit: 'binary', maxLength: 10 }));
    fc.assert(
      fc.property(anyRecord, fc.array(splice, { minLength: 1, maxLength: 4 }), (record, splices) => {
        let text = toJson(record);
        for (const [start, length, put] of splices) {
          const at = start % text.length;
          text = text.slice(0, at) + put + text.slice(at + length) || ' ';
        }
        const result = importRecord(text);
        expect('problem' in result ? result.problem : toJson(result.record)).toMatch(/./);
      }),
    );
  });

  it('never throws on JSON with any value at any place', () => {
    const places = fc.constantFrom<(string | number)[]>(
      ['cells'],
      ['cells', 0],
      ['cells', 0, 'steady'],
      ['cells', 0, 'answer'],
      ['cells', 0, 'agreement'],
      ['params'],
      ['environment', 'runtimes'],
      ['far', 0, 'timeline'],
      ['createdAt'],
      ['id'],
    );
    fc.assert(
      fc.property(places, fc.jsonValue(), (place, value) => {
        const result = importRecord(sampleWith(place, value));
        expect('problem' in result ? result.problem.length : result.record.id.length).toBeLessThan(300);
      }),
    );
  });
});

describe('keepImported', () => {
  const inMemory = () => openRunStore(() => Promise.reject(new Error('no database')));
  const record = sampleRecord();
  const newId = () => 'another-id';

  it('adds a run that is not there', async () => {
    const store = await inMemory();
    expect(await keepImported(store, record, newId)).toEqual({ id: record.id, outcome: 'added' });
    expect(await store.get(record.id)).toEqual(record);
  });

  it('leaves the same run alone, whatever the order of its keys', async () => {
    const store = await inMemory();
    await store.save(record);
    const turned = Object.fromEntries(Object.entries(record).reverse()) as typeof record;
    expect(await keepImported(store, turned, newId)).toEqual({ id: record.id, outcome: 'already here' });
    expect((await store.list()).runs).toHaveLength(1);
  });

  it('gives another run of the same id a new one', async () => {
    const store = await inMemory();
    await store.save(record);
    const other = sampleRecord({ app: 'Nearside 0.2.0' });
    expect(await keepImported(store, other, newId)).toEqual({ id: 'another-id', outcome: 'added under a new id' });
    expect((await store.get(record.id))?.app).toBe(record.app);
    expect(await store.get('another-id')).toEqual({ ...other, id: 'another-id' });
  });
});
