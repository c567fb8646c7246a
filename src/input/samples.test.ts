import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readPictureHeader } from './header';
import { tasks } from '../tasks/registry';

const pictures = tasks.flatMap(({ samples }) => samples.flatMap((sample) => ('picture' in sample ? sample : [])));

it.each(pictures)('$picture has the size that its place is kept with', ({ picture, width, height }) => {
  const file = readFileSync(new URL(`../../static/${picture}`, import.meta.url));
  expect(readPictureHeader(new Uint8Array(file).buffer)).toMatchObject({ width, height });
});
