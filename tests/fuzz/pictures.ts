import { readFileSync } from 'node:fs';
import { seededRandom } from '../../src/domain/random';
import { readPictureHeader } from '../../src/input/header';
import { animatedPng, png } from '../../src/input/pictures.fixture';
import { mutatedBytes, pick } from './support/mutate';
import { tryAll, type Fuzzed } from './support/outcome';

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
const u32le = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

/** Headers of the formats that no file of the project has. */
const bare: readonly (readonly number[])[] = [
  [...ascii('GIF89a'), 8, 0, 8, 0, 0, 0, 0, ...[0x21, 0xf9, 4, 0, 0, 0, 0, 0], ...[0x21, 0xf9, 4, 0, 0, 0, 0, 0], 0x3b],
  [...ascii('RIFF'), ...u32le(30), ...ascii('WEBPVP8X'), ...u32le(10), 2, 0, 0, 0, 63, 0, 0, 63, 0, 0],
  [...ascii('BM'), ...u32le(90), 0, 0, 0, 0, ...u32le(54), ...u32le(40), ...u32le(8), ...u32le(-8), 1, 0, 24, 0],
  [0, 0, 0, 24, ...ascii('ftypmif1'), 0, 0, 0, 0, ...ascii('mif1avif'), 0, 0, 0, 20, ...ascii('ispe'), 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 8],
]; // prettier-ignore

/** Headers of pictures of every format: each is read to whole, possible figures, or is no picture. */
export async function fuzzPictures(seed: number, count: number): Promise<Fuzzed> {
  const random = seededRandom(seed);
  const drawn = await Promise.all([png([255, 0, 0], 4, 4), animatedPng([255, 0, 0], [0, 0, 255])]);
  const originals = [
    readFileSync('static/samples/coffee.jpg').subarray(0, 4096),
    ...(await Promise.all(drawn.map(async (blob) => new Uint8Array(await blob.arrayBuffer())))),
    ...bare.map((bytes) => Uint8Array.from(bytes)),
  ];
  return tryAll(
    count,
    () => mutatedBytes(pick(originals, random), random),
    (bytes) => {
      const header = readPictureHeader(bytes.buffer);
      if (!header) return false;
      const { width = 0, height = 0 } = header;
      const possible = [width, height].every((side) => Number.isInteger(side) && side >= 0);
      return possible || `a picture of ${width} × ${height}`;
    },
  );
}
