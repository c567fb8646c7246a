import { createSocket } from 'node:dgram';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Flow } from './flow';

export interface LinkOptions {
  readonly upKbps: number;
  readonly downKbps: number;
  readonly rttMs: number;
  readonly startsSlow: boolean;
}

/** A slow, far link in front of a server on this device. */
export interface Link {
  /** Connections to it go to the server, over the link. */
  readonly port: number;
  /** Datagrams to it are answered after a round trip: a resolver that is as far off as the server. */
  readonly resolverPort: number;
  close(): Promise<void>;
}

/**
 * Relays connections in user space, each with a {@link Flow} for either direction. The system's own handshake with the relay takes no
 * time: that of the link is made up for by a first byte that leaves one round trip after the connection was opened.
 * @param serverPort on this device
 */
export async function openLink(serverPort: number, options: LinkOptions): Promise<Link> {
  const { rttMs, upKbps, downKbps, startsSlow } = options;
  const sockets = new Set<Socket>();
  const flows = new Set<Flow>();
  const relay = createServer({ noDelay: true }, (client) => {
    const server = connect({ port: serverPort, host: '127.0.0.1', noDelay: true });
    const readyAtMs = performance.now() + rttMs;
    const flow = (kbps: number, from: Socket, to: Socket) => {
      const one = new Flow({ kbps, rttMs, startsSlow, deliver: (bytes) => void to.write(bytes) }, readyAtMs);
      flows.add(one);
      from.on('data', (bytes) => one.write(bytes));
    };
    flow(upKbps, client, server);
    flow(downKbps, server, client);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const resolver = createSocket('udp4');
  resolver.on('message', (question, { port, address }) => {
    setTimeout(() => resolver.send(question, port, address), rttMs);
  });
  await new Promise<void>((resolve) => resolver.bind(0, '127.0.0.1', resolve));
  return {
    port: (relay.address() as AddressInfo).port,
    resolverPort: resolver.address().port,
    async close() {
      for (const flow of flows) flow.close();
      for (const socket of sockets) socket.destroy();
      resolver.close();
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}
