import { DISTANCES, placeOf } from '../../far/distance';
import type { ZoneKind } from './words';

/** Up to which distance the cloud wins, ms; absent where it wins at none. */
export interface BreakEven {
  /** With its connection open. */
  readonly connectedMs?: number;
  /** With its first request, which opens the connection. */
  readonly firstMs?: number;
  /** Between these it is too close to call, the connection open. */
  readonly closeMs?: readonly [number, number];
}

export interface Zone {
  readonly kind: ZoneKind;
  /** Places on the rail, 0 to 1. */
  readonly from: number;
  readonly to: number;
}

/** Who wins where along the rail, from the device outwards; zones of no width are left out. */
export function zonesOf({ connectedMs = 0, firstMs = 0 }: BreakEven): Zone[] {
  const first = placeOf(Math.min(firstMs, connectedMs));
  const connected = placeOf(connectedMs);
  const zones: Zone[] = [
    { kind: 'first', from: 0, to: first },
    { kind: 'connected', from: first, to: connected },
    { kind: 'here', from: connected, to: 1 },
  ];
  return zones.filter(({ from, to }) => to > from);
}

/** Where the tick of the break-even stands; absent where it lies beyond the rail. */
export function evenAt({ connectedMs }: BreakEven): number | undefined {
  const isOnRail = connectedMs !== undefined && connectedMs >= DISTANCES.leastMs && connectedMs <= DISTANCES.mostMs;
  return isOnRail ? placeOf(connectedMs) : undefined;
}

/** From 0 to 1, how near the thumb is to the break-even: how brightly that glows. */
export function glowAt(place: number, even: number | undefined): number {
  return even === undefined ? 0 : Math.max(0, 1 - 7 * Math.abs(place - even));
}

/** The fullest of `words` that has room, by their widths; empty where none has. */
export function fitting(words: readonly string[], widths: readonly number[], room: number): string {
  return words[widths.findIndex((width) => width <= room)] ?? '';
}
