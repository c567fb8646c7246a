import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { loadCard } from '../../models/registry';
import type { ParityRow } from './parity';
import ParityTable from './ParityTable.svelte';

const card = (await loadCard('blazeface'))!;
const row: ParityRow = {
  target: 'ort-wasm',
  title: 'ONNX Runtime · WASM ×2',
  files: 'ONNX fp32',
  state: 'completed',
  agreement: {
    reference: 'TensorFlow.js',
    maxAbs: 0.00066,
    maxRel: 0.0000023,
    task: { measure: 'box IoU', value: 0.99912, limit: 0.99 },
    pass: true,
  },
  medianMs: 61.5,
  flags: ['not isolated'],
  software: false,
  checkedAt: '2026-11-21T09:00:00.000Z',
};

async function cellsOf(...rows: ParityRow[]): Promise<string[][]> {
  const { container } = await render(ParityTable, { card, rows });
  return [...container.querySelectorAll('tbody tr')].map((line) =>
    [...line.children].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()),
  );
}

it('has both errors, the task’s measure and the time of a target that agrees, with its caveats', async () => {
  const [cells] = await cellsOf({ ...row, software: true });
  expect(cells?.slice(0, -1)).toEqual([
    'ONNX Runtime · WASM ×2ort-wasm · software GPU',
    '✓agrees',
    '0.00066',
    '2.3e-6',
    '0.9991',
    '61.5 msnot isolated',
    'ONNX fp32',
  ]);
  expect(cells?.at(-1)).toContain('2026');
});

it('has the card’s limits in the heads of its columns', async () => {
  const screen = await render(ParityTable, { card, rows: [row] });
  const heads = screen
    .getByRole('columnheader')
    .elements()
    .map(({ textContent }) => textContent);
  expect(heads).toContain(`Largest errorat most ${card.tolerance.maxAbs}`);
  expect(heads).toContain('box IoUat least 0.99');
});

it('says which figure of a wrong answer is outside its limit, and gives it no time', async () => {
  const agreement = { ...row.agreement!, pass: false, task: { ...row.agreement!.task, value: 0.5 } };
  const [cells] = await cellsOf({
    ...row,
    state: 'wrong',
    note: 'Its answer is wrong.',
    agreement,
    medianMs: undefined,
  });
  expect(cells?.slice(1, 6)).toEqual([
    '✗wrong Its answer is wrong.',
    '0.00066',
    '2.3e-6',
    '0.5, outside the limit',
    '',
  ]);
});

it('says why a target can’t, and leaves open what was not checked', async () => {
  const bare = { target: 'a', title: 'A', flags: [], software: false };
  const rows = await cellsOf(
    { ...bare, state: 'unsupported', note: 'The operator Mod is missing.' },
    { ...bare, target: 'b', state: 'unchecked' },
  );
  expect(rows[0]).toEqual(['Aa', 'can’t', 'The operator Mod is missing.']);
  expect(rows[1]).toEqual(['Ab', 'not checked yet', '', '', '', '', '', '']);
});
