import { profileOf } from '../../network';
import type { Fault } from '../real/faults';
import { askEmulated, isNobodyThere } from './ask';
import type { EmulatedQuery } from './query';

/** A network and a server that take no time. */
const atOnce: Partial<EmulatedQuery> = {
  profile: profileOf('custom:0:100000000:100000000:jitter-0:loss-0'),
  softwareMs: 0,
  softwareSigma: 0,
  decodeMsPerMB: 0,
};

/**
 * Asks with nothing in hand whether anybody answers there, so that a host of files alone is sent no payload. Where nobody does, the page's
 * service worker may be still on its way: it is waited for, once.
 * @param waitFor until the service worker answers
 * @returns why there is nobody to ask
 * @throws what the signal was aborted with, or what `waitFor` rejects with
 */
export async function reach(
  url: string,
  waitFor: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  const ask = () => askEmulated(url, atOnce, { bytes: new Uint8Array(), type: 'text/plain' }, signal);
  let answer = await ask();
  if (isNobodyThere(answer)) {
    await Promise.race([waitFor(), aborted(signal)]);
    answer = await ask();
  }
  return 'problem' in answer ? answer : undefined;
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
