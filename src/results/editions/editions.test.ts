import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { recordSchema, RECORD_SCHEMA } from '../../record/record';
import { samplesOf } from '../../record/reading';
import { checkRecord } from '../check';
import { toCsv, toJson, toMarkdown } from '../export';
import { importRecord } from '../import';
import { readParams, type KnownIds } from '../params';
import { editions } from './editions';
import { recordSchemaV1, type RunRecordV1 } from './v1';
import preview from './v1/preview.json';
import quick from './v1/quick.json';

/** As the first edition's page wrote them, but for samples and points of a face mesh past the first few. */
const stored: [string, unknown][] = [
  ['a preview of two models with a target that is not here', preview],
  ['a quick run with batches', quick],
];

function upgraded(value: unknown) {
  const checked = checkRecord(value);
  if ('problem' in checked) throw new Error(checked.problem);
  return checked.record;
}

/** The stored preview with the value at `path` replaced. */
function previewWith(path: (string | number)[], value: unknown): unknown {
  const copy = structuredClone<unknown>(preview);
  const parent = path.slice(0, -1).reduce((at, key) => (at as Record<string | number, unknown>)[key], copy);
  (parent as Record<string | number, unknown>)[path.at(-1) ?? ''] = value;
  return copy;
}

it('each edition but the newest has a step to the next', () => {
  expect(editions.map(({ upgrade }) => upgrade !== undefined)).toEqual([...editions.slice(1).map(() => true), false]);
  expect(editions.at(-1)?.name).toBe(RECORD_SCHEMA);
});

describe.each(stored)('%s, written by the first edition', (_, value) => {
  const before = v.parse(recordSchemaV1, value);
  const after = upgraded(value);

  it('becomes a valid run of the newest edition with nothing measured lost', () => {
    expect(v.is(recordSchema, after)).toBe(true);
    expect(after.schema).toBe(RECORD_SCHEMA);
    expect({ ...after, schema: 0, cells: 0 }).toEqual({ ...before, schema: 0, cells: 0 });
    for (const [index, cell] of after.cells.entries()) {
      const old = before.cells[index] as RunRecordV1['cells'][number];
      expect({ ...cell, steady: 0, workload: 0 }).toEqual({ ...old, steady: 0, workload: 0 });
      expect(cell.workload).toBe('inference');
      if (!('steady' in old) || !old.steady) continue;
      const { ci95Ms: _ci, samplesMs, ...figures } = old.steady;
      const { visits, openings, ...kept } = 'steady' in cell && cell.steady ? cell.steady : expect.fail('no steady');
      expect(kept).toEqual(figures);
      expect(openings).toBe(1);
      expect(visits.map(({ opening, visit }) => [opening, visit])).toEqual([[0, 0]]);
      expect(samplesOf({ visits })).toEqual(samplesMs);
    }
  });

  it('claims no interval: its samples came from one opening', () => {
    expect(before.cells.some((cell) => 'steady' in cell && cell.steady?.ci95Ms)).toBe(true);
    expect(JSON.stringify(after)).not.toContain('ci95Ms');
  });

  it('is exported in the newest edition, which reads back the same', () => {
    const read = importRecord(JSON.stringify(value));
    expect(read).toEqual({ record: after });
    expect(importRecord(toJson(after))).toEqual({ record: after });
    expect(toCsv(after).split('\r\n')).toHaveLength(after.cells.length + 2);
    expect(toMarkdown(after)).toContain(`\`${after.id}\``);
  });
});

describe('what the first edition let pass', () => {
  it.each([1.5, -0.1, 1e308])('a charge level of %d is left out', (level) => {
    expect(
      upgraded(previewWith(['environment', 'power'], { charging: true, level })).environment.power,
    ).toBeUndefined();
  });

  it('a charge level from 0 to 1 is the one at the start', () => {
    const power = { charging: false, level: 0.5 };
    expect(upgraded(previewWith(['environment', 'power'], power)).environment.power).toEqual({ start: power });
  });

  it('a repeated flag is one flag', () => {
    const { cells } = upgraded(previewWith(['cells', 0, 'steady', 'flags'], ['few', 'spread', 'few']));
    expect(cells[0]).toMatchObject({ steady: { flags: ['few', 'spread'] } });
  });

  it('what it refused is refused still, in its own terms', () => {
    expect(checkRecord(previewWith(['cells', 0, 'workload'], 'inference'))).toEqual({
      problem: 'cells[0].workload is no field of a run record.',
    });
  });
});

it('a link that the first edition wrote is read to what it asked for', () => {
  const known: KnownIds = {
    models: ['movenet-lightning', 'facemesh'],
    targets: ['tfjs-wasm', 'ort-wasm', 'tfjs-webgpu'],
    threaded: ['tfjs-wasm', 'ort-wasm'],
    builds: ['ort-webgpu@jsep'],
    profiles: ['devtools-fast-4g'],
    servers: ['l4-60'],
  };
  const link =
    'models=movenet-lightning,facemesh&targets=tfjs-wasm@1,ort-webgpu@jsep&scenario=preview&seed=7&input=astronaut&far=devtools-fast-4g&server=l4-60&autorun=1';
  expect(readParams(new URLSearchParams(link), known)).toEqual({
    params: {
      models: ['movenet-lightning', 'facemesh'],
      targets: ['tfjs-wasm@1', 'ort-webgpu@jsep'],
      scenario: 'preview',
      seed: 7,
      input: 'astronaut',
      far: { profile: 'devtools-fast-4g', server: 'l4-60' },
      autorun: true,
    },
    problems: [],
  });
});
