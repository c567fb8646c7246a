import { seededRandom } from '../../../domain/random';
import { inMs } from '../../../domain/words';
import { oneByOne, type Luck } from '../../queue/traffic';
import { softwareMs, type Circumstances } from '../../circumstances';
import { deal, drawRequest, type Draws } from '../../deal';
import { legTimes, totalOf, wayOf, type LegTimes } from '../../request';
import type { Refusal } from '../../server';
import { tokenLinkMs } from '../../tokenEvent';
import { limits } from './limits';
import type { EmulatedQuery } from './query';

/** When what happens, ms from the request. */
export interface EmulatedTimes {
  readonly legs: LegTimes;
  /** The first byte of the answer: the connection, the upload and the server come before it, and lost packets wherever they were lost. */
  readonly headMs: number;
  /** The answer's last byte; of a text its first token. */
  readonly answerMs: number;
  /** From one token to the next, the link's time included where it is the slower one. */
  readonly tokenMs: number;
}

/**
 * The times of one request: those that the simulation gives the request of that index with that seed, by the same functions.
 * @param downBytes body of the answer, of a text its first token
 * @returns a sentence where the server's queue never empties, or where nobody would want to wait for it
 */
export function timesOf(query: EmulatedQuery, upBytes: number, downBytes: number): EmulatedTimes | Refusal {
  const circumstances = circumstancesOf(query, upBytes, downBytes);
  const luckOf = lucksOf(query, circumstances);
  if ('problem' in luckOf) return luckOf;
  const random = seededRandom(query.seed);
  let draws = drawRequest(random);
  for (let index = 0; index < query.index; index++) draws = drawRequest(random);
  const way = wayOf(circumstances, query.connection === 'cold');
  const legs = legTimes(way, deal(circumstances, luckOf.of, draws));
  const answerMs = totalOf(legs);
  const tokenMs = Math.max(query.tokenMs, tokenLinkMs(query.profile.downKbps));
  const wholeMs = answerMs + tokenMs * ((query.tokens ?? 1) - 1);
  if (wholeMs > limits.totalMs)
    return { problem: `It would take ${inMs(wholeMs)}, and nothing here takes more than ${inMs(limits.totalMs)}.` };
  return { legs, headMs: answerMs - legs.download, answerMs, tokenMs };
}

/** What the simulation takes for the same request. */
export function circumstancesOf(query: EmulatedQuery, upBytes: number, downBytes: number): Circumstances {
  const { profile, softwareMs, softwareSigma, decodeMsPerMB, load, computeMs, afterIdle, transport } = query;
  const server = { softwareMs, softwareSigma, decodeMsPerMB, load, assumption: '' };
  return { profile, server, payload: { upBytes, downBytes }, computeMs, afterIdle, transport };
}

function lucksOf(
  query: EmulatedQuery,
  circumstances: Circumstances,
): { readonly of: (draws: Draws) => Luck } | Refusal {
  const { queueMs, coldStartMs, computeMs } = query;
  if (queueMs !== undefined) return { of: () => ({ queueMs, coldStartMs, computeMs }) };
  const { load, softwareSigma } = circumstances.server;
  const queueing = oneByOne({ load, softwareMs: softwareMs(circumstances), softwareSigma, computeMs });
  if ('problem' in queueing) return { problem: queueing.problem };
  return { of: (draws: Draws) => ({ ...queueing.luckOf(draws), coldStartMs }) };
}
