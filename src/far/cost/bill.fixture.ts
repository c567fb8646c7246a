import { profileOf } from '../network';
import { loadServer } from '../servers';
import { requestsOf, type Requests } from '../simulate';
import { isRefusal } from './figures';

/** A request of MoveNet's size to a server, on Chrome's Fast 4G. */
export async function anyRequests(server = 'l4-60', change: Partial<Requests> = {}): Promise<Requests> {
  const [found, profile] = [await loadServer(server), profileOf('firefox-wifi@40')];
  if (!found || !profile) throw new Error(`There is no ${server}.`);
  const requests = requestsOf({
    model: 'any',
    payload: { upBytes: 100_000, downBytes: 1700 },
    work: { macs: 3e8, parameters: 2.3e6, runs: 1 },
    profile,
    server: found,
    seed: 1,
    ...change,
  });
  if ('problem' in requests) throw new Error(requests.problem);
  return requests;
}

/** What was told, or the reason as an error. */
export function told<T extends object>(result: T): Exclude<T, { problem: string }> {
  if (isRefusal(result)) throw new Error(result.problem);
  return result as Exclude<T, { problem: string }>;
}
