/** The parts of a realm that say whether it may share memory with others. */
interface Realm {
  readonly crossOriginIsolated?: boolean;
  readonly SharedArrayBuffer?: unknown;
}

/**
 * Whether pages and workers here may use the same memory: what threads and pictures that aren't copied need. Being
 * cross-origin isolated isn't enough to tell, since WebKitGTK isolates pages and yet has no `SharedArrayBuffer`.
 */
export function canShareMemory({ crossOriginIsolated, SharedArrayBuffer }: Realm = globalThis): boolean {
  return crossOriginIsolated === true && typeof SharedArrayBuffer !== 'undefined';
}
