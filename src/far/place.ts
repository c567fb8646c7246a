import { regions, type Region } from './regions';

/** A point on the Earth, degrees: north and east above 0. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the Earth (IUGG), km. */
const EARTH_KM = 6371.0088;
/** Light in fibre, km a millisecond: two thirds of 299,792.458 km/s, glass having an index of refraction of about 1.5. */
const FIBRE_KM_PER_MS = (2 / 3) * 299.792458;

/**
 * How much longer than the great circle a route is: Bozkurt et al., "Dissecting Latency in the Internet's Fiber Infrastructure" (2018),
 * for the United States: 2.1 by measured latencies, 1.3 along the shortest conduits. Across an ocean a cable is nearer
 * to the second.
 */
export const ROUTING = { usual: 2.1, shortest: 1.3 };

/**
 * Great-circle distance by the haversine formula (Sinnott 1984), km.
 * @throws RangeError where a place is none on the Earth
 */
export function greatCircleKm(from: Place, to: Place): number {
  for (const { latitude, longitude } of [from, to]) {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
      throw new RangeError('A place is from −90 to 90 degrees north and from −180 to 180 degrees east.');
  }
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const haversine = (angle: number) => Math.sin(angle / 2) ** 2;
  const [north, south] = [radians(from.latitude), radians(to.latitude)];
  const share =
    haversine(south - north) + Math.cos(north) * Math.cos(south) * haversine(radians(to.longitude - from.longitude));
  return 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, share)));
}

/** @returns round trip through so much fibre, ms */
export function fibreRttMs(distanceKm: number, routing: number = ROUTING.usual): number {
  return (2 * distanceKm * routing) / FIBRE_KM_PER_MS;
}

/** How far away a region is: the round trip usual for its distance, and those that no route can or few do undercut, ms. */
export interface RegionDistance {
  readonly region: Region;
  readonly km: number;
  readonly usualMs: number;
  readonly shortestMs: number;
  /** Along the great circle itself. */
  readonly leastMs: number;
}

/** Every region, the nearest first. @throws RangeError where the place is none on the Earth */
export function regionsFrom(place: Place): readonly RegionDistance[] {
  return regions
    .map((region) => {
      const km = greatCircleKm(place, region);
      return {
        region,
        km,
        usualMs: fibreRttMs(km),
        shortestMs: fibreRttMs(km, ROUTING.shortest),
        leastMs: fibreRttMs(km, 1),
      };
    })
    .sort((a, b) => a.km - b.km);
}
