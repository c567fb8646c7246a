const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Exponential backoff with jitter: between half of the step and the whole of it, so that clients that broke off together don't
 * come back together.
 * @param attempt 0 after the first try
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt) * (0.5 + random() / 2);
}

/**
 * The header `Retry-After`: seconds, or a date (RFC 9110, 10.2.3).
 * @param now milliseconds since 1970
 * @returns undefined where it says nothing
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
