import { describe, expect, it } from 'vitest';
import { cuts, partsOf } from './parts';

describe('cuts', () => {
  it('leaves a file whole that is not too large', () => {
    expect(cuts(0, 10)).toEqual([]);
    expect(cuts(10, 10)).toEqual([]);
  });

  it('makes parts of one size, the last one no longer', () => {
    expect(cuts(11, 10)).toEqual([6, 11]);
    expect(cuts(25, 10)).toEqual([9, 18, 25]);
  });

  it('never makes a part that is too large, and covers the file', () => {
    for (let bytes = 1; bytes < 200; bytes++) {
      const ends = cuts(bytes, 7);
      const sizes = ends.map((end, index) => end - (ends[index - 1] ?? 0));
      if (ends.length > 0) expect(ends.at(-1)).toBe(bytes);
      for (const size of sizes) expect(size > 0 && size <= 7, `${bytes}: ${sizes.join()}`).toBe(true);
    }
  });
});

it('names parts by their place among all', () => {
  const parts = [
    { bytes: 3, sha256: 'a' },
    { bytes: 2, sha256: 'b' },
  ];
  expect(partsOf({ path: 'onnx/model.onnx', parts })?.map(({ path }) => path)).toEqual([
    'onnx/model.onnx.1of2',
    'onnx/model.onnx.2of2',
  ]);
  expect(partsOf({ path: 'model.json' })).toBeUndefined();
});
