import * as Comlink from 'comlink';
import { pageFault, Problem } from '../domain/problem';
import type { Reason } from '../record/record';
import { readPicture, type DecodedPicture } from './readPicture';

export type DecodeOutcome = { ok: true; value: DecodedPicture } | { ok: false; reason: Reason };

const api = {
  /**
   * Holds the lock for as long as this worker lives; resolves once it does.
   * @returns false where there are no locks, or they are refused: browsers that block site data reject the request
   */
  hold(lock: string): Promise<boolean> {
    const { locks } = navigator;
    if (!locks) return Promise.resolve(false);
    return new Promise((held) => {
      locks.request(lock, () => (held(true), new Promise(() => {}))).catch(() => held(false));
    });
  },
  async decode(blob: Blob): Promise<DecodeOutcome> {
    try {
      const value = await readPicture(blob);
      const { buffer } = value.pixels.data;
      return Comlink.transfer({ ok: true, value }, buffer instanceof ArrayBuffer ? [buffer] : []);
    } catch (error) {
      const problem = error instanceof Problem ? error : pageFault(error, 'reading the picture');
      return { ok: false, reason: problem.reason };
    }
  },
};

export type PictureApi = typeof api;

Comlink.expose(api);
