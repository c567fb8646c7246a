/** Of the cache that what has come from a hub lies in (`store.ts`). */
export const CACHE_NAME = 'nearside-hub-1';

/** Whether anything ever came from a hub; nothing is made for the question. */
export async function isAnythingKept(): Promise<boolean> {
  return (await globalThis.caches?.has(CACHE_NAME).catch(() => false)) === true;
}
