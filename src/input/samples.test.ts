import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPictureHeader } from './header';
import { tasks } from '../tasks/registry';

/** Tasks share pictures: each is looked at once. */
const pictures = new Map(
  tasks.flatMap(({ samples }) =>
    samples.flatMap((sample) => ('picture' in sample ? [[sample.picture, sample] as const] : [])),
  ),
);

it.each([...pictures.values()])('$picture has the size that its place is kept with', ({ picture, width, height }) => {
  const file = readFileSync(new URL(`../../static/${picture}`, import.meta.url));
  expect(readPictureHeader(new Uint8Array(file).buffer)).toMatchObject({ width, height });
});
