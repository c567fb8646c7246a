import { describe, expect, it } from 'vitest';
import { completedCell, sampleRecord, sampleSteady, unsupportedCell } from '../record/record.fixture';
import type { Cell } from '../record/record';
import { textOf } from './column';
import { columns, columnsOf, filledColumns } from './columns';

/** What readers of these files know; columns added since stand between them. */
const headers = `
  run created_at app_version scenario seed model format precision artefact_bytes input input_bytes workload target
  runtime backend_asked backend_ran threads_asked build_ran builds_tried threads_ran fallback_nodes software_adapter
  compute_precision twin status n openings median_ms ci95_low_ms ci95_high_ms p90_ms p99_ms mad_ms min_ms batch flags
  throughput_per_s answer_n answer_median_ms answer_ci95_low_ms answer_ci95_high_ms download_ms download_bytes
  from_cache runtime_ms create_ms first_ms seen_before pre_ms post_ms rpc_ms agrees max_abs_error max_rel_error
  task_agreement reason_code reason simulated_far_profile simulated_far_server simulated_far_median_ms
`
  .trim()
  .split(/\s+/);

const context = { scenario: 'quick' as const };
const { work: _work, ...measured } = completedCell;
const wrong: Cell = { ...measured, status: 'wrong', reason: { code: 'wrong-answer', message: 'Its answer is wrong.' } };
const shown = (cells: readonly Cell[]) =>
  Object.fromEntries(filledColumns('page', cells, () => context).map(({ column, texts }) => [column.title, texts]));

describe('the one list of columns', () => {
  it('has no id twice, and each in the form of a CSV header with its unit', () => {
    expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length);
    for (const { id, unit, in: outputs } of columns) {
      expect(id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(outputs.length, id).toBeGreaterThan(0);
      if (unit) expect(id).toMatch({ ms: /_ms$/, bytes: /_bytes$/, '1/s': /_per_s$/ }[unit]);
    }
  });

  it('has no title twice in an output', () => {
    for (const output of ['page', 'report', 'terminal'] as const) {
      const titles = columnsOf(output, []).map(({ title }) => title);
      expect(new Set(titles).size, output).toBe(titles.length);
    }
  });

  it('keeps the order of the CSV file’s header, whatever is added', () => {
    const ids = columnsOf('csv', []).map(({ id }) => id);
    expect(ids.filter((id) => headers.includes(id))).toEqual(headers);
  });

  it('reads every column of every kind of cell', () => {
    for (const cell of [completedCell, wrong, unsupportedCell()]) {
      for (const column of columns) {
        const value = column.read(cell, { ...context, record: sampleRecord() });
        expect(['undefined', 'string', 'number', 'boolean']).toContain(typeof value);
        expect(typeof textOf(column, cell, context)).toBe('string');
      }
    }
  });
});

describe('for people', () => {
  it('a wrong cell has no time', () => {
    const answers = { ...sampleSteady, medianMs: 13 };
    expect(shown([{ ...completedCell, answers }])).toMatchObject({
      Median: ['12 ms'],
      n: ['5'],
      'Whole answer': ['13 ms'],
    });
    const titles = Object.keys(shown([{ ...wrong, answers }]));
    for (const title of ['Median', '95 % interval', 'n', 'Openings', 'Whole answer'])
      expect(titles).not.toContain(title);
  });

  it('weights and arithmetic are told apart', () => {
    const actual = { backend: 'webgl', threads: 1, computePrecision: 'fp32' };
    expect(shown([{ ...completedCell, actual }])).toMatchObject({ Precision: ['fp16, computed in fp32'] });
    // Said also where both are the same: one word alone would leave open which of the two it is.
    const small = { ...completedCell, artefact: { format: 'onnx', precision: 'int8', bytes: 9 } };
    expect(shown([{ ...small, actual: { ...actual, computePrecision: 'int8' } }])).toMatchObject({
      Precision: ['int8, computed in int8'],
    });
  });

  it('a workload other than inference, and twins, are said', () => {
    expect(Object.keys(shown([completedCell]))).not.toContain('Workload');
    expect(shown([{ ...completedCell, workload: 'frames', twin: 0 }])).toMatchObject({
      Workload: ['frames'],
      Twin: ['A'],
    });
  });
});

it('what a workload measured beside has a column in every output, as the record describes it', () => {
  const metrics = {
    'tokens per second': {
      unit: '1/s',
      better: 'higher' as const,
      value: 12.345,
      ci95: [11, 14] as [number, number],
      n: 9,
      openings: 3,
    },
  };
  const cells: Cell[] = [{ ...completedCell, metrics }, unsupportedCell()];
  expect(shown(cells)).toMatchObject({ 'tokens per second, 1/s': ['12.3 (11 – 14)', ''] });
  const column = columnsOf('csv', cells).at(-1);
  expect(column).toMatchObject({ id: 'metric_tokens_per_second', better: 'higher' });
  expect(cells.map((cell) => column?.read(cell, context))).toEqual([12.345, undefined]);
});

it('a workload’s metrics are called as it calls them, and single places of a text are for files alone', () => {
  const metric = { unit: 'ms', better: 'lower' as const, value: 4, n: 9, openings: 1 };
  const metrics = { 'inter-token-p90': metric, 'inter-token@64': metric, 'first-token': metric };
  const cells: Cell[] = [{ ...completedCell, workload: 'generation', metrics }];
  expect(Object.keys(shown(cells))).toEqual(
    expect.arrayContaining(['time between tokens, p90, ms', 'time to first token, ms']),
  );
  expect(Object.keys(shown(cells)).join()).not.toContain('at 64');
  expect(columnsOf('csv', cells).map(({ title }) => title)).toContain('time between tokens at 64, ms');
});
