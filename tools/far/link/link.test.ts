import { createSocket } from 'node:dgram';
import { Agent, createServer, request, type RequestOptions, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AfterIdle } from '../../../src/far/afterIdle';
import { profileOf } from '../../../src/far/network';
import { stillProfile } from '../../../src/far/profile';
import { HEADER_BYTES, TLS_BYTES } from '../../../src/far/circumstances';
import { simulateRequests, type Requests } from '../../../src/far/simulate';
import { selfSigned } from './certificate';
import { openLink, type Link } from './link';

/**
 * What is compared: on one side real HTTPS, Node's own client and server, TLS 1.3 included, through a link in user space that only knows
 * of packets (`flow.ts`): their time on the wire, their way, their acknowledgements and a window that grows with each of these. On the other
 * side the simulation with nothing left to chance, which knows of none of this: it sums round trips, bytes ⁄ rate and a closed form for the
 * stalls of slow start. Name look-up is a real datagram to a resolver beyond the link; the TCP handshake is made up for by the link, whose
 * hops on this device have none to speak of; TLS takes its round trip by itself, since its packets go over the link. A client that
 * has read its answer counts as idle: then TCP begins slowly again, or keeps its window, as the simulation is told.
 */
const cases: readonly { profile: string; afterIdle: AfterIdle; upBytes: number; downBytes: number }[] = [
  { profile: 'devtools-fast-4g', afterIdle: 'slow-start', upBytes: 60_000, downBytes: 120_000 },
  { profile: 'devtools-fast-4g', afterIdle: 'window-kept', upBytes: 60_000, downBytes: 120_000 },
  { profile: 'devtools-slow-4g', afterIdle: 'slow-start', upBytes: 30_000, downBytes: 20_000 },
  { profile: 'firefox-wifi', afterIdle: 'slow-start', upBytes: 1_000_000, downBytes: 1_000_000 },
];

/**
 * At most, of each, until the quickest agrees: what others take of the machine adds to a time, and nothing takes away from it. Half a second
 * of work each, and one or two do on a machine that is not overrun.
 */
const ROUNDS = 8;
const COMPUTE_MS = 30;
const TOLERANCE = 0.1;

let server: Server;
beforeAll(async () => {
  server = createServer({ ...selfSigned(TLS_BYTES.down - 700), minVersion: 'TLSv1.3' }, (asked, response) => {
    asked.resume();
    asked.on('end', () => {
      setTimeout(() => {
        const body = Buffer.alloc(Number(asked.headers['x-answer']));
        response.setHeader('X-Padding', 'x'.repeat(HEADER_BYTES.down - 170));
        response.setHeader('Content-Length', body.length);
        response.end(body);
      }, COMPUTE_MS);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Asks the resolver beyond the link, which is all that a name is good for here. */
function lookUp(link: Link) {
  return (_name: string, _options: object, callback: (error: null, address: string, family: number) => void) => {
    const socket = createSocket('udp4');
    socket.on('message', () => {
      socket.close();
      callback(null, '127.0.0.1', 4);
    });
    socket.send('far.test?', link.resolverPort, '127.0.0.1');
  };
}

/** @returns ms from the request to the last byte of its answer */
function measure(link: Link, agent: Agent, { upBytes, downBytes }: { upBytes: number; downBytes: number }) {
  return new Promise<number>((resolve, reject) => {
    const startMs = performance.now();
    const headers = {
      'X-Answer': downBytes,
      'X-Padding': 'x'.repeat(HEADER_BYTES.up - 150),
      'Content-Length': upBytes,
    };
    const asked = request(
      // Node's types have no `autoSelectFamily` here: with it, addresses come in a list.
      {
        host: 'far.test',
        port: link.port,
        method: 'POST',
        agent,
        lookup: lookUp(link),
        autoSelectFamily: false,
        rejectUnauthorized: false,
        headers,
      } as RequestOptions,
      (response) => {
        let bytes = 0;
        response.on('data', (piece: Buffer) => (bytes += piece.length));
        response.on('end', () => {
          expect(bytes).toBe(downBytes);
          resolve(performance.now() - startMs);
        });
      },
    );
    asked.on('error', reject);
    asked.end(Buffer.alloc(upBytes));
  });
}

const within = (ms: number, expectedMs: number) => Math.abs(ms / expectedMs - 1) <= TOLERANCE;

function simulated({ profile, afterIdle, upBytes, downBytes }: (typeof cases)[number]) {
  const far = simulateRequests({
    model: '',
    profile: stillProfile(profileOf(profile)!),
    server: { load: 0, softwareMs: 0, softwareSigma: 0, decodeMsPerMB: 0 } as Requests['server'],
    compute: { ms: COMPUTE_MS, basis: '' },
    payload: { upBytes, downBytes },
    afterIdle,
    seed: 1,
    requests: 1,
  });
  if ('problem' in far) throw new Error(far.problem);
  return { coldMs: far.coldTotalMs.median, warmMs: far.totalMs.median };
}

describe('a real upload and download over a slow link agrees with the simulation', () => {
  it.each(cases)('$profile, $afterIdle, $upBytes B up and $downBytes B down', async (of) => {
    const { upKbps, downKbps, rttMs } = profileOf(of.profile)!;
    const startsSlow = of.afterIdle === 'slow-start';
    const serverPort = (server.address() as AddressInfo).port;
    const link = await openLink(serverPort, { upKbps, downKbps, rttMs, startsSlow });
    const expected = simulated(of);
    const quickest = { coldMs: Infinity, warmMs: Infinity };
    const agree = () =>
      within(quickest.warmMs, expected.warmMs) &&
      // A window that is kept is there from the start in this link; a cold connection has none to keep.
      (!startsSlow || within(quickest.coldMs, expected.coldMs));
    for (let round = 0; round < ROUNDS && !agree(); round++) {
      const agent = new Agent({ keepAlive: true });
      quickest.coldMs = Math.min(quickest.coldMs, await measure(link, agent, of));
      quickest.warmMs = Math.min(quickest.warmMs, await measure(link, agent, of));
      agent.destroy();
    }
    await link.close();
    expect(agree(), `measured ${JSON.stringify(quickest)}, simulated ${JSON.stringify(expected)}`).toBe(true);
  });
});
