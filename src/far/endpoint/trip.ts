import type { Itemised } from '../../door/protocol';

/** One real request and its answer, as a clock saw them. */
export interface Trip {
  readonly upBytes: number;
  readonly downBytes: number;
  /** From the request to the answer's status and headers, ms. */
  readonly headMs: number;
  /** To its last byte. */
  readonly totalMs: number;
  /** Connection, wait and download, where the server lets the browser tell them apart. */
  readonly itemised?: Itemised;
  readonly stream?: StreamTimes;
}

/** When the pieces of a streamed text came. A server may put several tokens into one, or one token into several. */
export interface StreamTimes {
  readonly pieces: number;
  /** From the request to the first piece that holds text, and to the last, ms. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Tokens, where the server says how many it wrote. */
  readonly tokens?: number;
}

/** Tokens a second after the first, pieces taken for tokens where the server doesn't count; undefined for a single one. */
export function tokensPerSecond({ pieces, firstMs, lastMs, tokens = pieces }: StreamTimes): number | undefined {
  return tokens > 1 && lastMs > firstMs ? (1000 * (tokens - 1)) / (lastMs - firstMs) : undefined;
}
