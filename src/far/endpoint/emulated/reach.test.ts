import { beforeEach, expect, it, vi } from 'vitest';
import { realClock } from './clock';
import { emulator } from './emulate';
import { reach } from './reach';

const url = 'http://localhost/far/infer';
/** Bytes of each body that left. */
let sent: number[];
let isThere: boolean;
beforeEach(() => {
  const far = emulator('service worker', realClock);
  sent = [];
  isThere = false;
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    sent.push((await new Request(address, init).arrayBuffer()).byteLength);
    return isThere ? far.answer(new Request(address, init)) : new Response('Not found', { status: 404 });
  });
});
const come = () => {
  isThere = true;
  return Promise.resolve();
};

it('sends nothing to a host of files before its service worker is in charge', async () => {
  const waitFor = vi.fn(come);
  expect(await reach(url, waitFor, new AbortController().signal)).toBeUndefined();
  expect(waitFor).toHaveBeenCalledOnce();
  expect(sent).toEqual([0, 0]);
});

it('waits for nobody where somebody answers', async () => {
  isThere = true;
  const waitFor = vi.fn(come);
  expect(await reach(url, waitFor, new AbortController().signal)).toBeUndefined();
  expect(waitFor).not.toHaveBeenCalled();
});

it('says so where nobody comes, and stops while it waits', async () => {
  const { signal } = new AbortController();
  expect(await reach(url, () => Promise.resolve(), signal)).toMatchObject({ isNobodyThere: true });
  await expect(reach(url, () => Promise.reject(new Error('none')), signal)).rejects.toThrow('none');
  const controller = new AbortController();
  const never = () => {
    controller.abort(new Error('stopped'));
    return new Promise(() => {});
  };
  await expect(reach(url, never, controller.signal)).rejects.toThrow('stopped');
  expect(Math.max(...sent)).toBe(0);
});
