import { anyDistance, type AnyDistance } from '../far/anyDistance';
import type { AfterIdle } from '../far/afterIdle';
import type { NetworkProfile } from '../far/network';
import type { Transport } from '../far/framing';
import type { FarWork } from '../far/ofRun';
import type { Traffic } from '../far/queue/traffic';
import type { Refusal } from '../far/server';
import type { Server } from '../far/servers';
import { requestsOf } from '../far/simulate';
import { hereOrThere, type Verdict } from './hereOrThere';
import { limitsOf } from './limits';
import type { NearAnswer } from './near';

/** A far side but for how far away it is. */
export interface Cloud {
  /** With the server at its edge. */
  readonly network: NetworkProfile;
  readonly server: Server;
  readonly afterIdle: AfterIdle;
  readonly transport?: Transport;
  readonly traffic?: Traffic;
  readonly seed: number;
}

/** @returns a refusal where the server's time can't be estimated or its queue never empties, with a sentence that can be shown */
export function cloudFor(work: FarWork, { network, ...cloud }: Cloud): AnyDistance | Refusal {
  const requests = requestsOf({ ...work, ...cloud, profile: network });
  return 'problem' in requests ? requests : anyDistance({ ...requests, profile: network });
}

/**
 * This device against that cloud: the verdict with its server anywhere. What holds for every distance is found once.
 * @throws RangeError when the near total is not above 0
 */
export function versus(
  near: NearAnswer,
  far: AnyDistance,
  payload: FarWork['payload'],
): (distanceMs: number) => Verdict {
  const limits = limitsOf(near, far);
  return (distanceMs) => hereOrThere({ near, far: far.at(distanceMs), limits, payload });
}
