const sentences = {
  quota:
    'This browser has no room left for results: new ones are kept only until the page is closed. Export them, or delete old runs.',
  unavailable:
    'This browser lets the page store nothing, as in some private windows: results are kept only until the page is closed. Export those you need.',
  blocked:
    'Another tab holds an older version of this page open: results are kept only until this tab is closed. Close the other tab, then reload.',
  newer:
    'A newer version of this page has opened its results: reload to use it. Until then results are kept only in this tab.',
  failed: 'The browser could not read or write its stored results. Reload the page, or export what it shows.',
  unreadable: 'This stored run can’t be read. Delete it; its file, if there is one, can be imported again.',
};

export type StoreErrorCode = keyof typeof sentences;

/** Why results can't be stored or read; the message is a sentence for the visitor. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  /** @param message where more is known than the code says */
  constructor(code: StoreErrorCode, cause?: unknown, message: string = sentences[code]) {
    super(message, { cause });
    this.code = code;
  }
}

/** An error of IndexedDB as a {@link StoreError}, by the names in its specification: https://www.w3.org/TR/IndexedDB/#exceptions. */
export function storeErrorOf(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return new StoreError('quota', error);
  // Site data blocked: Chromium and Firefox refuse to open any database.
  if (name === 'SecurityError') return new StoreError('unavailable', error);
  if (name === 'VersionError') return new StoreError('newer', error);
  return new StoreError('failed', error);
}
