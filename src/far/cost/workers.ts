import { queueOf } from '../queue/mgc';
import type { Service } from '../queue/service';
import type { Refusal } from '../server';

export interface Wanted {
  /** In the busiest hour. */
  readonly requestsPerSecond: number;
  readonly service: Service;
  /** 99 of 100 requests wait no longer. */
  readonly mostWaitMs: number;
}

/** Beyond it Erlang's recursion takes longer than anyone waits. */
const MOST_WORKERS = 100_000;
const SHARE = 0.99;

/**
 * The fewest workers with which the queue's 99th percentile is short enough: more never wait longer, so the number is bracketed by
 * doubling and then halved down to. One at least, where nobody asks too: somebody may.
 */
export function workersFor({ requestsPerSecond, service, mostWaitMs }: Wanted): number | Refusal {
  if (!(requestsPerSecond >= 0 && service.meanMs >= 0 && mostWaitMs >= 0))
    return { problem: 'How many servers are needed can’t be told: rates and times are from 0.' };
  const enough = (workers: number) => {
    const queue = queueOf({ requestsPerSecond, workers, service });
    return queue.kind === 'steady' && queue.quantileMs(SHARE) <= mostWaitMs;
  };
  const offered = (requestsPerSecond * service.meanMs) / 1000;
  if (!(offered < MOST_WORKERS / 2))
    return { problem: `How many servers are needed can’t be told: more than ${MOST_WORKERS.toLocaleString('en')}.` };
  let below = Math.floor(offered);
  let above = Math.max(1, below + 1);
  for (let step = 1; !enough(above); step *= 2) {
    below = above;
    above = Math.min(MOST_WORKERS, above + step);
  }
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (enough(middle)) above = middle;
    else below = middle;
  }
  return above;
}
