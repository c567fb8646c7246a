import { linkOf } from './bursts';
import { gaussian, seededRandom, type Random } from '../domain/random';
import { messagesOf, packetsOf, softwareMs, TLS_BYTES, type Circumstances } from './circumstances';
import { FIRST_TIMEOUT_MS, framingOf, type Framing } from './framing';
import { correlated, deviation } from './jitter';
import { lossesApart, lossesOf, packetsBefore, type LossDraws } from './loss';
import type { NetworkProfile } from './profile';
import type { Luck } from './queue/traffic';
import { sendingOf, type Losses, type Sending } from './sending';

/**
 * What chance deals one request. All of it is drawn whatever the circumstances, in one order, so that one seed meets
 * the same luck on every network and server: then differences between two simulations are theirs and not the draw's.
 */
export interface Draws {
  /** Standard normal, one for each trip, by itself. */
  readonly trips: Readonly<Record<'dns' | 'connect' | 'tls' | 'up' | 'down', number>>;
  /** Standard normal: the server's software. */
  readonly software: number;
  /** Uniform in [0, 1). */
  readonly queue: number;
  readonly coldStart: number;
  readonly dnsLoss: number;
  readonly connectLoss: number;
  readonly tlsLoss: { readonly up: number; readonly down: number };
  readonly upLoss: LossDraws;
  readonly downLoss: LossDraws;
}

export function drawRequest(random: Random): Draws {
  const normal = () => gaussian(random);
  const loss = () => ({ first: random(), further: random() });
  return {
    trips: { dns: normal(), connect: normal(), tls: normal(), up: normal(), down: normal() },
    software: normal(),
    queue: random(),
    coldStart: random(),
    dnsLoss: random(),
    connectLoss: random(),
    tlsLoss: { up: random(), down: random() },
    upLoss: loss(),
    downLoss: loss(),
  };
}

/** One request with all that chance deals it, worked out as far as it can be while the length of a round trip is still open. */
export interface Dealt {
  /** Of each trip from its mean, in units of the jitter. */
  readonly deviations: Draws['trips'];
  readonly queueMs: number;
  readonly coldStartMs: number;
  readonly softwareMs: number;
  readonly computeMs: number;
  /** Of what is sent and fetched, on a connection that is open and on one that has just been opened. */
  readonly losses: MessageLosses;
  readonly firstLosses: MessageLosses;
  readonly openingLoss: OpeningLoss;
}

/** Messages that lost packets; one that lost none is absent. */
export interface MessageLosses {
  readonly up?: Sending;
  readonly down?: Sending;
}

/** What lost packets of the handshakes cost. */
export interface OpeningLoss {
  /** Round trips with their timers. */
  readonly timeouts: number;
  /** Timers of first packets, whose length doesn't depend on the round trip, ms. */
  readonly waitMs: number;
}

const NO_LOSSES: MessageLosses = {};

/**
 * Nothing of it depends on how far away the server is.
 * @param luckOf what the server's other requests mean for this one
 */
export function deal(circumstances: Circumstances, luckOf: (draws: Draws) => Luck, draws: Draws): Dealt {
  const { profile, server } = circumstances;
  const { distribution, jitterCorrelation = 0 } = profile;
  const { dns, connect, tls, up, down } =
    jitterCorrelation === 0 ? draws.trips : together(draws.trips, jitterCorrelation);
  const sigma = server.softwareSigma;
  // Mean 1, so that `softwareMs` stays the mean.
  const luck = Math.exp(sigma * draws.software - (sigma * sigma) / 2);
  const losses = messageLosses(circumstances, draws, true);
  return {
    deviations: {
      dns: deviation(distribution, dns),
      connect: deviation(distribution, connect),
      tls: deviation(distribution, tls),
      up: deviation(distribution, up),
      down: deviation(distribution, down),
    },
    ...luckOf(draws),
    softwareMs: softwareMs(circumstances) * luck,
    losses: circumstances.afterIdle === 'slow-start' ? losses : messageLosses(circumstances, draws, false),
    firstLosses: losses,
    openingLoss: openingLoss(circumstances, draws),
  };
}

function together({ dns, connect, tls, up, down }: Draws['trips'], correlation: number): Draws['trips'] {
  const [ofDns, ofConnect, ofTls, ofUp, ofDown] = correlated([dns, connect, tls, up, down], correlation) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { dns: ofDns, connect: ofConnect, tls: ofTls, up: ofUp, down: ofDown };
}

/** @param startsSlow false where the first window holds all of a message */
function messageLosses(circumstances: Circumstances, draws: Draws, startsSlow: boolean): MessageLosses {
  const { profile, payload, transport } = circumstances;
  const framing = framingOf(transport);
  const { upBytes, downBytes } = messagesOf(payload, framing);
  const up = lossyMessage(profile, upBytes, draws.upLoss, framing, startsSlow);
  const down = lossyMessage(profile, downBytes, draws.downLoss, framing, startsSlow);
  return up || down ? { up, down } : NO_LOSSES;
}

function lossyMessage(
  { bursts, lossRate }: NetworkProfile,
  bytes: number,
  { first, further }: LossDraws,
  framing: Framing,
  startsSlow: boolean,
): Sending | undefined {
  const packets = packetsOf(bytes, framing);
  const before = bursts ? 0 : packetsBefore(lossRate, first);
  if (before >= packets) return undefined;
  const random = seededOf(further);
  const losses = bursts ? linkOf(bursts, random) : lossesApart(lossRate, before, random);
  let isHit = false;
  const noticing: Losses = (sent) => {
    const lost = losses(sent);
    isHit ||= lost.length > 0;
    return lost;
  };
  const sending = sendingOf(packets, startsSlow ? framing.windowPackets : packets, noticing, framing);
  return isHit ? sending : undefined;
}

const seededOf = (uniform: number) => seededRandom(Math.floor(uniform * 2 ** 32));

/** A first packet sent so often in vain is given up in truth. */
const MOST_REPEATS = 8;

/** A lost packet of a handshake is noticed by a timer alone, which doubles; either direction can lose it. */
function openingLoss({ profile, transport }: Circumstances, { dnsLoss, connectLoss, tlsLoss }: Draws): OpeningLoss {
  const { lossRate, bursts } = profile;
  // The most of all requests: none of so many packets is lost.
  const none = bursts ? 0 : (1 - lossRate) ** HANDSHAKE_PACKETS;
  if (Math.max(dnsLoss, connectLoss, tlsLoss.up, tlsLoss.down) < none) return NO_OPENING_LOSS;
  const link = bursts && linkOf(bursts, seededOf(dnsLoss));
  /** Timers until so many packets got through, in lengths of the first one. */
  const timers = (packets: number, uniform: number) => {
    const times = link ? repeatsOf(link, packets) : Math.min(MOST_REPEATS, lossesOf(packets, lossRate, uniform));
    return 2 ** times - 1;
  };
  const flight = (bytes: number) => packetsOf(bytes, framingOf(transport));
  const firsts = timers(2, dnsLoss) + timers(2, connectLoss);
  if (transport === 'tcp') {
    const timeouts = timers(flight(TLS_BYTES.up), tlsLoss.up) + timers(flight(TLS_BYTES.down), tlsLoss.down);
    return { timeouts, waitMs: firsts * FIRST_TIMEOUT_MS };
  }
  // A QUIC server has measured no round trip before its certificates have arrived.
  const certificates = transport === 'quic' ? timers(flight(TLS_BYTES.down), tlsLoss.down) : 0;
  return { timeouts: 0, waitMs: (firsts + certificates) * FIRST_TIMEOUT_MS };
}

const NO_OPENING_LOSS: OpeningLoss = { timeouts: 0, waitMs: 0 };
/** As many as the largest flight of a handshake has, or more. */
const HANDSHAKE_PACKETS = 4;

/** How often some packets, and then those of them that were lost, are sent in vain. */
function repeatsOf(link: Losses, packets: number): number {
  let [waiting, times] = [link(packets).length, 0];
  while (waiting > 0 && times < MOST_REPEATS) {
    times++;
    waiting = link(waiting).length;
  }
  return times;
}
