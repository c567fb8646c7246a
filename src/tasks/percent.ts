/**
 * A probability as "73 %". A network is never certain, also where its softmax rounds to 1.
 * @param share 0–1
 */
export function percent(share: number): string {
  if (share >= 0.995) return 'over 99 %';
  if (share < 0.005) return 'under 1 %';
  return `${Math.round(share * 100)} %`;
}
