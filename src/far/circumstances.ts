import type { AfterIdle } from './afterIdle';
import { messageBytes, type Framing, type Transport } from './framing';
import type { NetworkProfile } from './profile';
import type { Traffic } from './queue/traffic';
import type { ServerProfile } from './server';
import type { Software } from './software';

/** Bytes around the payload: the project's own assumptions. */
export const HEADER_BYTES = { up: 700, down: 400 };
export const TLS_BYTES = { up: 600, down: 4000 };
/**
 * Two datagrams, as a hybrid key share of 1.2 kB needs (X25519MLKEM768, which browsers offer): a server may answer with three times what it
 * got before it knows the client's address, and its certificates are more than three times one datagram (RFC 9000, sections 8.1 and 14.1).
 */
export const QUIC_INITIAL_BYTES = 2 * 1200;

/** Everything about a request that chance has no part in. */
export interface Circumstances {
  readonly profile: NetworkProfile;
  readonly server: Pick<ServerProfile, 'load' | keyof Software>;
  /** Bodies of the request and of its answer, bytes. */
  readonly payload: { readonly upBytes: number; readonly downBytes: number };
  /** One answer's inference on the server's chip, ms. */
  readonly computeMs: number;
  /** Of a connection that is open; the first request's window is the initial one in any case. */
  readonly afterIdle: AfterIdle;
  readonly transport: Transport;
  /** What else the server has to do, in place of its own `load`. */
  readonly traffic?: Traffic;
}

/** Mean time of the software in front of the chip, ms. */
export function softwareMs({ server, payload }: Pick<Circumstances, 'server' | 'payload'>): number {
  return server.softwareMs + (payload.upBytes / 1e6) * server.decodeMsPerMB;
}

/** Bytes that the transport carries each way. */
export const messagesOf = ({ upBytes, downBytes }: Circumstances['payload'], framing: Framing) => ({
  upBytes: messageBytes(upBytes, HEADER_BYTES.up, framing),
  downBytes: messageBytes(downBytes, HEADER_BYTES.down, framing),
});

export const packetsOf = (bytes: number, { payloadBytes }: Framing) => Math.ceil(bytes / payloadBytes);
