import { describe, expect, it } from 'vitest';
import type { CardFile } from '../../models/card';
import { loadCards } from '../../models/registry';
import { recycle, scratch } from '../../tasks/pixels/scratch';
import { loadReference } from './reference';

const file = (path: string): CardFile => ({ path, from: path, bytes: 1, sha256: '0'.repeat(64) });
const [anyCard] = await loadCards();
const picture = {
  fit: 'stretch',
  order: 'RGB',
  layout: 'NHWC',
  mean: [10, 20, 30],
  std: [1, 2, 4],
  pad: 0,
} as const;

function cardWith(stored: 'rgb8' | 'float32' | 'int32', withPicture: boolean) {
  const shape = stored === 'rgb8' ? [1, 1, 2, 3] : [2];
  const dtype = stored === 'int32' ? ('int32' as const) : ('float32' as const);
  return {
    ...anyCard!,
    inputs: [{ name: 'x', dtype, shape, meaning: 'test', ...(withPicture && { picture }) }],
    reference: {
      inputs: [{ name: 'x', shape, stored, file: file('x.bin') }],
      outputs: [{ name: 'y', shape: [5], stride: 2, file: file('y.bin') }],
      madeBy: 'test',
    },
  } as typeof anyCard & object;
}

const reader =
  (x: ArrayBuffer) =>
  async ({ path }: CardFile) =>
    path === 'x.bin' ? x : (Float32Array.of(1, 2, 3).buffer as ArrayBuffer);

describe('loadReference', () => {
  it('turns stored pixels into the tensor that the card describes', async () => {
    const pixels = Uint8Array.of(11, 22, 34, 12, 24, 38).buffer;
    const { feeds } = await loadReference(cardWith('rgb8', true), reader(pixels));
    expect(feeds.x).toMatchObject({ dtype: 'float32', shape: [1, 1, 2, 3] });
    expect([...(feeds.x?.data as Float32Array)]).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('keeps its pixels when the memory that they were prepared in goes to the next answers', async () => {
    recycle();
    const { feeds } = await loadReference(cardWith('rgb8', true), reader(Uint8Array.of(11, 22, 34, 12, 24, 38).buffer));
    recycle();
    new Float32Array(scratch(6 * Float32Array.BYTES_PER_ELEMENT)).fill(99);
    expect([...(feeds.x?.data as Float32Array)]).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('takes stored tensors as they are', async () => {
    const { feeds } = await loadReference(cardWith('int32', false), reader(Int32Array.of(-7, 9).buffer));
    expect(feeds.x).toEqual({ dtype: 'int32', shape: [2], data: Int32Array.of(-7, 9) });
    const floats = await loadReference(cardWith('float32', false), reader(Float32Array.of(0.5, 2).buffer));
    expect(floats.feeds.x).toEqual({ dtype: 'float32', shape: [2], data: Float32Array.of(0.5, 2) });
  });

  it('brings the outputs with their stride', async () => {
    const { outputs } = await loadReference(cardWith('int32', false), reader(Int32Array.of(1, 2).buffer));
    expect(outputs).toEqual([{ name: 'y', shape: [5], stride: 2, values: Float32Array.of(1, 2, 3) }]);
  });

  it('refuses pixels for an input that says nothing of pictures', async () => {
    const broken = loadReference(cardWith('rgb8', false), reader(new ArrayBuffer(6)));
    await expect(broken).rejects.toThrow('the input x has no picture specification');
  });
});
