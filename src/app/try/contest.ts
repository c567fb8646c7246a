import { withRtt, type NetworkProfile } from '../../far/network';
import { farWorkOf } from '../../far/ofRun';
import { serverCompute } from '../../far/server';
import type { Server } from '../../far/servers';
import { simulateFarSide, simulateRequests } from '../../far/simulate';
import type { AfterIdle } from '../../far/afterIdle';
import { hereOrThere, type Verdict } from '../../judge/hereOrThere';
import { contenders, nearAnswer } from '../../judge/near';
import type { Ranking } from '../../judge/rank';
import type { CompletedCell, Far, RefusedFar } from '../../record/record';

/** Requests behind each step of the break-even search: fewer than the lanes show, since a dozen are simulated at once. */
const SEARCH_REQUESTS = 100;

export interface Choice {
  readonly profile: NetworkProfile;
  readonly server: Server;
  readonly afterIdle: AfterIdle;
  readonly seed: number;
}

/** @param cell tells what the far side is asked to do */
export function farSideOf(cell: CompletedCell, choice: Choice): Far | RefusedFar {
  return simulateFarSide({ ...farWorkOf(cell), ...choice });
}

/**
 * @param far as {@link farSideOf} simulated it
 * @returns undefined where no cell stands for the near side
 */
export function contestOf(
  cell: CompletedCell,
  choice: Choice,
  far: Far,
  ranking: Pick<Ranking, 'winner' | 'tied'>,
): Verdict | undefined {
  const cells = contenders(ranking);
  const { work, ...asked } = farWorkOf(cell);
  const compute = serverCompute(choice.server, work);
  if (cells.length === 0 || 'problem' in compute) return undefined;
  const { profile } = choice;
  const simulate = (rttMs: number) =>
    simulateRequests({ ...asked, ...choice, compute, requests: SEARCH_REQUESTS, profile: withRtt(profile, rttMs) });
  return hereOrThere({ near: nearAnswer(cells), far, rttMs: profile.rttMs, simulate });
}
