import { expect, it } from 'vitest';
import { heapBytes, watchHeaps } from './heap';

it('tells what heaps have grown to, of those made since it watches', () => {
  const before = new WebAssembly.Memory({ initial: 5 });
  watchHeaps();
  watchHeaps();
  expect(heapBytes()).toBeUndefined();
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 10 });
  expect(memory).toBeInstanceOf(WebAssembly.Memory);
  expect(before).toBeInstanceOf(WebAssembly.Memory);
  expect(heapBytes()).toBe(65_536);
  memory.grow(3);
  expect(heapBytes()).toBe(4 * 65_536);
});
