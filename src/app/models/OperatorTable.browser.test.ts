import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { loadCard } from '../../models/registry';
import OperatorTable from './OperatorTable.svelte';

const card = (await loadCard('blazeface'))!;

it('lists kinds with counts and bars as long as they, and changes with the file set', async () => {
  const screen = await render(OperatorTable, { card });
  const rows = () =>
    [...screen.container.querySelectorAll('tbody tr')].map((row) => ({
      kind: row.querySelector('th')?.textContent,
      count: Number(row.querySelector('td')?.textContent),
      width: row.querySelector('.bar span')!.getBoundingClientRect().width,
      names: row.lastElementChild?.textContent.trim(),
    }));
  const graph = rows();
  expect(graph[0]).toMatchObject({
    kind: 'convolution',
    count: 69,
    names: '_FusedConv2D ×37, DepthwiseConv2dNative ×32',
  });
  expect(graph[1]!.width / graph[0]!.width).toBeCloseTo(graph[1]!.count / 69, 1);

  await screen.getByText('ONNX fp32').click();
  await expect
    .element(screen.getByRole('region', { name: 'Operators of BlazeFace, ONNX fp32, by kind' }))
    .toBeVisible();
  expect(rows()[0]).toMatchObject({ kind: 'convolution', count: 69, names: 'Conv ×69' });
});

it('offers no choice where there is one file set', async () => {
  const screen = await render(OperatorTable, { card: { ...card, artefacts: card.artefacts.slice(0, 1) } });
  await expect.element(screen.getByRole('table')).toBeVisible();
  expect(screen.container.querySelector('input')).toBeNull();
});
