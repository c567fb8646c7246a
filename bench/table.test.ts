import { expect, it } from 'vitest';
import { textTable } from './table';

const columns = [
  { head: 'name', value: ({ name }: { name: string; n: string }) => name },
  { head: 'n', align: 'right' as const, value: ({ n }: { n: string }) => n },
];

it('columns are as wide as their widest value', () => {
  const rows = [
    { name: 'a', n: '5' },
    { name: 'longer', n: '1024' },
  ];
  expect(textTable(rows, columns)).toBe('name       n\na          5\nlonger  1024\n');
});

it('a column that is empty throughout is left out', () => {
  expect(textTable([{ name: 'a', n: '' }], columns)).toBe('name\na\n');
});
