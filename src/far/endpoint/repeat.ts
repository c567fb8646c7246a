import type { Refusal } from '../server';
import type { Trip } from './trip';

/** Requests of a series at most: an endpoint of somebody's own is no target to shoot at. */
export const MOST_TRIPS = 50;

/** What a series came to: the trips before a fault, or before it was stopped, stay. */
export interface Repeated<T extends Trip, F extends Refusal> {
  readonly trips: readonly T[];
  readonly fault?: F;
  readonly isStopped: boolean;
}

/**
 * One request after another, each begun when the last has ended.
 * @param count from 1 to {@link MOST_TRIPS}
 * @param onTrip told of each as it ends
 */
export async function repeat<T extends Trip, F extends Refusal>(
  count: number,
  signal: AbortSignal,
  ask: (index: number) => Promise<T | F>,
  onTrip: (trips: readonly T[]) => void = () => {},
): Promise<Repeated<T, F>> {
  const trips: T[] = [];
  try {
    for (let index = 0; index < Math.min(count, MOST_TRIPS); index++) {
      signal.throwIfAborted();
      const trip = await ask(index);
      if ('problem' in trip) return { trips, fault: trip, isStopped: false };
      trips.push(trip);
      onTrip([...trips]);
    }
    return { trips, isStopped: false };
  } catch (error) {
    if (signal.aborted) return { trips, isStopped: true };
    throw error;
  }
}
