/**
 * A run's id: the UTC second it began and eight random base-36 digits, `20261121-092640-k3f09x2a`, so that ids sort by time
 * and name files.
 * @param random uniform in [0, 1); not the run's seeded generator, or two runs of one seed would collide
 */
export function newRunId(now: Date, random: () => number): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  const digits = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${digits}`;
}
