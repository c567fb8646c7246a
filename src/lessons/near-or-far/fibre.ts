/**
 * Distance that light in glass covers there and back in a millisecond, km. Light in a silica fibre is slower than in a vacuum by its
 * group index, 1.468 at 1550 nm (Corning SMF-28 Ultra, product information): 204 km in a millisecond one way, 102 there and back.
 */
export const KM_PER_MS = 299_792.458 / 1000 / 1.468 / 2;

/** Great-circle distances between cities, km, rounded: what a straight fibre would be long, and a real one is not as short as. */
const ways: readonly (readonly [km: number, words: string])[] = [
  [340, 'London to Paris'],
  [880, 'Berlin to Paris'],
  [1_400, 'London to Rome'],
  [2_600, 'Moscow to Paris'],
  [3_900, 'New York to Los Angeles'],
  [5_600, 'London to New York'],
  [7_200, 'London to Mumbai'],
  [9_600, 'London to Tokyo'],
  [11_500, 'Frankfurt to Buenos Aires'],
  [17_000, 'London to Sydney'],
];
/** Half the way round the Earth (its meridian is 40,008 km long). */
const FARTHEST_KM = 20_004;

export interface Reach {
  /** As the fibre would have to run straight, km; two digits. */
  readonly km: number;
  /** A way that is about as long; absent below the shortest. */
  readonly like?: string;
  /** Whether no place on Earth is as far. */
  readonly beyond: boolean;
}

/** How far a message gets there and back in glass. @param ms above 0 */
export function reachOf(ms: number): Reach {
  const km = Number((ms * KM_PER_MS).toPrecision(2));
  const nearest = ways.toSorted((a, b) => Math.abs(Math.log(a[0] / km)) - Math.abs(Math.log(b[0] / km)))[0];
  const isLike = nearest && Math.abs(Math.log(nearest[0] / km)) < Math.log(1.25);
  return { km, ...(isLike && { like: nearest[1] }), beyond: km > FARTHEST_KM };
}
