/** What a finished transfer says of the connection: a part of a `PerformanceResourceTiming`. */
export interface Transfer {
  /** Bytes over the network; 0 from a cache. */
  readonly transferSize: number;
  readonly responseStart: number;
  readonly responseEnd: number;
}

/** 10 Mbit/s: between the middling and the slow mobile networks of the present. */
const ASSUMED_BYTES_PER_MS = 1250;
/** Smaller ones measure the round trip, not the rate. */
const LEAST_BYTES = 100_000;

/**
 * Bytes a millisecond that the connection brings: as measured on what this page has fetched, else as the browser estimates, else
 * assumed.
 * @param downlinkMbit the browser's own estimate (`navigator.connection`), Mbit/s
 */
export function bytesPerMs(transfers: readonly Transfer[], downlinkMbit?: number): number {
  const large = transfers.filter(
    ({ transferSize, responseStart, responseEnd }) => transferSize >= LEAST_BYTES && responseEnd > responseStart,
  );
  const bytes = large.reduce((sum, { transferSize }) => sum + transferSize, 0);
  const ms = large.reduce((sum, { responseStart, responseEnd }) => sum + responseEnd - responseStart, 0);
  if (ms > 0) return bytes / ms;
  return downlinkMbit ? downlinkMbit * 125 : ASSUMED_BYTES_PER_MS;
}

/** The same of this page. */
export function readLinkRate(): number {
  const { connection } = navigator as Navigator & { connection?: { downlink?: number } };
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return bytesPerMs(entries, connection?.downlink);
}
