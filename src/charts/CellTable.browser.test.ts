import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Cell, CompletedCell, Scenario } from '../record/record';
import CellTable from './CellTable.svelte';

const agreement = {
  reference: 'TensorFlow.js 4.22.0, cpu',
  maxAbs: 0.0001,
  maxRel: 0.0004,
  task: { measure: 'keypoint distance', value: 0.0123456, limit: 1 },
  pass: true,
};
const cell: CompletedCell = {
  model: 'movenet-lightning',
  workload: 'inference',
  target: { id: 'tfjs-webgpu', runtime: 'tfjs', backend: 'webgpu' },
  input: { id: 'astronaut', kind: 'picture', detail: '512 × 512', bytes: 60_000 },
  status: 'completed',
  actual: { backend: 'webgpu', threads: 1, softwareAdapter: true, fallbackNodes: 3 },
  phases: {
    downloadMs: 40,
    downloadBytes: 4_650_216,
    fromCache: true,
    runtimeMs: 80,
    createMs: 200,
    firstMs: 35.5,
    preMs: 4.2,
    postMs: 0.3,
    rpcMs: 0.5,
  },
  steady: {
    n: 64,
    openings: 3,
    medianMs: 12,
    p90Ms: 14,
    madMs: 1,
    minMs: 10,
    ci95Ms: [11, 13],
    batch: 1,
    visits: [{ opening: 0, visit: 0, samplesMs: [12] }],
    flags: [],
  },
  agreement: { 'movenet-lightning': agreement },
  work: { macs: 1, weightBytes: 1 },
};

async function rowsOf(cells: Cell[], scenario: Scenario = 'quick') {
  const screen = await render(CellTable, { cells, scenario });
  await screen.getByText('As a table, with every phase').click();
  await expect
    .element(screen.getByRole('region', { name: 'Targets of MoveNet Lightning, phase by phase' }))
    .toBeVisible();
  const heads = screen
    .getByRole('columnheader')
    .elements()
    .map((head) => head.textContent);
  return [...screen.container.querySelectorAll('tbody tr')].map((row) =>
    Object.fromEntries([...row.children].map((field, index) => [heads[index], field.textContent])),
  );
}

it('has every phase of a target, what it ran on and how far it agrees', async () => {
  expect(await rowsOf([cell])).toEqual([
    {
      Target: 'tfjs-webgpu',
      Status: 'completed',
      'Ran on': 'webgpu, 1 thread, software GPU, 3 nodes on the CPU',
      Median: '12 ms',
      '95 % interval': '11 ms – 13 ms',
      p90: '14 ms',
      n: '64',
      Openings: '3',
      First: '35.5 ms',
      Download: '4.7 MB from cache, 40 ms',
      Runtime: '80 ms',
      Create: '200 ms',
      Pre: '4.2 ms',
      Post: '0.3 ms',
      Messaging: '0.5 ms',
      Agreement: 'agrees: keypoint distance 0.0123, limit 1, largest error 0.0001',
    },
  ]);
});

it('gives a wrong target no time, and leaves open what was not measured', async () => {
  const { work: _, ...rest } = cell;
  const reason = { code: 'wrong-answer', message: 'Its answer is wrong.' };
  const disagreement = { 'movenet-lightning': { ...agreement, pass: false, task: { ...agreement.task, value: 31 } } };
  const { model, workload, target, input } = cell;
  const [completed, ...rows] = await rowsOf([
    cell,
    { ...rest, status: 'wrong', reason, agreement: disagreement },
    { model, workload, target, input, status: 'unsupported', reason },
  ]);
  expect(completed).toMatchObject({ Median: '12 ms', n: '64' });
  expect(rows[0]).toMatchObject({
    Status: 'wrong',
    Median: '',
    n: '',
    Agreement: 'disagrees: keypoint distance 31, limit 1, largest error 0.0001',
  });
  expect(rows[1]).toMatchObject({
    Status: 'unsupported',
    'Ran on': '',
    Median: '',
    First: '',
    Download: '',
    Agreement: '',
  });
});

it('has what the scenario reports beside the latency', async () => {
  const steady = { ...cell.steady, visits: [{ opening: 0, visit: 0, samplesMs: [10, 10, 30] }] };
  const [row] = await rowsOf([{ ...cell, steady }], 'offline');
  expect(row).toMatchObject({ Throughput: '60 inferences a second' });
});
