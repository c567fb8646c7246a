import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { loadCard } from '../../models/registry';
import FileTable from './FileTable.svelte';

const card = (await loadCard('blazeface'))!;

it('says of each file set where it comes from, how far a conversion is off, and who reads it', async () => {
  const readersOf = ({ format }: { format: string }) => (format === 'onnx' ? ['ort-wasm', 'ort-webgl'] : []);
  const { container } = await render(FileTable, { card, readersOf, askedOf: () => [] });
  const rows = [...container.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  const converted = card.artefacts.find(({ convertedFrom }) => convertedFrom)!;
  expect(rows).toHaveLength(card.artefacts.length);
  expect(rows[0]?.slice(-2)).toEqual(['as published', 'no target of this page']);
  expect(rows[1]?.slice(-2)).toEqual([
    `converted from TensorFlow.js graph; largest difference ${converted.convertedFrom!.maxRel.toExponential(1)} of the output’s range`,
    'ort-wasm, ort-webgl',
  ]);
});
