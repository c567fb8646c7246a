import { expect, it } from 'vitest';
import { canShareMemory } from './sharedMemory';

it.each([
  ['isolated, with shared memory', { crossOriginIsolated: true, SharedArrayBuffer }, true],
  ['isolated, without: WebKitGTK', { crossOriginIsolated: true }, false],
  ['not isolated: the interface may be there all the same', { crossOriginIsolated: false, SharedArrayBuffer }, false],
  ['a browser that knows nothing of isolation', { SharedArrayBuffer }, false],
])('memory can be shared or not: %s', (_name, realm, expected) => {
  expect(canShareMemory(realm)).toBe(expected);
});
