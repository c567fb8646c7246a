import { profileOf } from '../../far/network';
import type { AnswerWork } from '../../far/server';
import { loadServer } from '../../far/servers';
import { simulateFarSide } from '../../far/simulate';
import { bytesPerNumber } from '../../domain/precision';
import type { ModelOutline } from '../../models/outline';

/** A frame's way through the simulated cloud. */
export interface CloudTrip {
  /** From frame to answer, the median of simulated requests, ms. */
  readonly tripMs: number;
  /** What a frame is sent as, bytes. */
  readonly frameBytes: number;
  readonly profile: string;
  readonly server: string;
}

export interface CloudChoice {
  readonly profile: string;
  readonly server: string;
  readonly seed: number;
}

/** What one answer of a chain of networks asks of a server. */
function workOf(chain: readonly ModelOutline[]): AnswerWork {
  return {
    macs: chain.reduce((sum, { macs }) => sum + macs, 0),
    parameters: chain.reduce((sum, { artefacts }) => {
      const [artefact] = artefacts;
      return sum + (artefact ? Math.round(artefact.bytes / (bytesPerNumber(artefact.precision) ?? 4)) : 0);
    }, 0),
    runs: chain.length,
  };
}

/**
 * Simulates a stream's frames: the connection is in use all the time, so that it never starts slowly again.
 * @param frameBytes of a frame as it would be sent
 * @returns a sentence where the server's chip has no figure for it
 */
export async function cloudTrip(
  model: string,
  chain: readonly ModelOutline[],
  { profile: profileId, server: serverId, seed }: CloudChoice,
  frameBytes: number,
  answerBytes: number,
): Promise<CloudTrip | { readonly problem: string }> {
  const [profile, server] = [profileOf(profileId), await loadServer(serverId)];
  if (!profile || !server) return { problem: 'There is no such server.' };
  const payload = { upBytes: frameBytes, downBytes: answerBytes };
  const work = workOf(chain);
  const far = simulateFarSide({ model, payload, work, profile, server, afterIdle: 'window-kept', seed });
  if ('problem' in far) return { problem: far.problem };
  return { tripMs: far.totalMs.median, frameBytes, profile: profile.title, server: server.title };
}
