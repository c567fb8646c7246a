import { significant, whole } from '../../domain/number';

/** Sentences and labels of the rail; those of the race, which comes with a first run, are in `raceWords.ts`. */

/** "2.4", "40", "250": as fine as a thumb can point. */
export const figureOf = (ms: number) => (ms < 9.95 ? significant(ms, 2) : whole(ms));

/** Above the thumb. */
export const awayLabel = (ms: number) => (ms > 0 ? `${figureOf(ms)} ms away` : 'at the network’s edge');

export interface Stop {
  readonly ms: number;
  /** "same city". */
  readonly name: string;
  /** Where there is little room. */
  readonly short: string;
}

export const stopLabel = ({ name, ms }: Stop) => `${name} · ${figureOf(ms)} ms`;

export const namedStops: readonly Stop[] = [
  { ms: 5, name: 'same city', short: 'same city' },
  { ms: 40, name: 'same continent', short: 'continent' },
  { ms: 250, name: 'other side of the world', short: 'world away' },
];

/** Within this share of a stop one is there. */
const AT_A_STOP = 0.04;

export const isAt = (stop: Stop, ms: number) => Math.abs(ms / stop.ms - 1) <= AT_A_STOP;

/** "40 milliseconds away, same continent": what a screen reader says of the thumb. */
export function spokenDistance(ms: number, stops: readonly Stop[]): string {
  if (ms <= 0) return 'at the network’s edge';
  const away = `${figureOf(ms)} milliseconds away`;
  const at = stops.find((stop) => isAt(stop, ms));
  if (at) return `${away}, ${at.name}`;
  const nearer = stops.findLast((stop) => stop.ms < ms);
  const farther = stops.find((stop) => stop.ms > ms);
  if (nearer && farther) return `${away}, between ${nearer.name} and ${farther.name}`;
  if (nearer) return `${away}, farther than ${nearer.name}`;
  return farther ? `${away}, nearer than ${farther.name}` : away;
}

export type ZoneKind = 'first' | 'connected' | 'here';

/** What is written over a zone, the fullest first: the next takes its place where there is no room. */
export const zoneWords: Readonly<Record<ZoneKind, readonly string[]>> = {
  first: ['the cloud wins, even the first time', 'the cloud wins', 'cloud'],
  connected: ['the cloud wins once connected', 'once connected', 'connected'],
  here: ['this device wins', 'here wins', 'here'],
};
