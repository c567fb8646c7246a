/** What the emulated endpoint takes and gives at most: it is a rehearsal, and a typing error in an address is not to tie it up. */
export const limits = {
  upBytes: 32_000_000,
  answerBytes: 32_000_000,
  /** Of an answer that the caller gives in the address. */
  answerCharacters: 4000,
  tokens: 4096,
  /** From the request to the last byte. */
  totalMs: 120_000,
  /** At a time. */
  requests: 32,
  /** Requests of one seed, each with its own luck. */
  index: 10_000,
} as const;
