import { dealAll, type Requests } from '../../simulate';
import type { Refusal } from '../../server';
import type { EmulatedQuery } from './query';

export interface Asking {
  readonly count: number;
  readonly connection: EmulatedQuery['connection'];
  /** Of a text: how many tokens, and the server's time from one to the next, ms. */
  readonly tokens?: { readonly count: number; readonly everyMs: number };
}

/** An answer says at least that it is emulated. */
const LEAST_ANSWER_BYTES = 20;

/**
 * The first requests of a simulation, as the emulated endpoint is asked for them: the same luck for each, its wait and its batch included,
 * whatever else the server has to do.
 * @returns a refusal where the simulation has one
 */
export function queriesOf(
  requests: Requests,
  { count, connection, tokens }: Asking,
): readonly Partial<EmulatedQuery>[] | Refusal {
  const dealt = dealAll({ ...requests, requests: count });
  if ('problem' in dealt) return dealt;
  const { profile, server, payload, afterIdle, transport, seed } = requests;
  const { softwareMs, softwareSigma, decodeMsPerMB } = server;
  const answer = tokens
    ? { tokens: tokens.count, tokenMs: tokens.everyMs }
    : { answerBytes: Math.max(LEAST_ANSWER_BYTES, payload.downBytes) };
  return dealt.requests.map(({ queueMs, coldStartMs, computeMs }, index) => ({
    profile,
    server: server.id,
    connection,
    afterIdle,
    transport,
    computeMs,
    queueMs,
    coldStartMs,
    softwareMs,
    softwareSigma,
    decodeMsPerMB,
    seed,
    index,
    ...answer,
  }));
}
