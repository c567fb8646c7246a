/** Buffers by length: given out since the last {@link recycle}, and free to be given out again. */
type Shelf = Map<number, ArrayBuffer[]>;

let free: Shelf = new Map();
/** Absent until the first {@link recycle}: who never recycles gets fresh memory that is nobody else's. */
let given: Shelf | undefined;

const shelfOf = (shelf: Shelf, bytes: number): ArrayBuffer[] => {
  const buffers = shelf.get(bytes) ?? [];
  shelf.set(bytes, buffers);
  return buffers;
};

/**
 * Memory for what lies between a picture and a network, valid until the next {@link recycle}. Fresh memory costs more than
 * the arithmetic done in it: each 4 kB are fetched from the system when they are first written, which took 0.5 ms of the 0.7
 * that a 256 × 256 picture took to become a tensor (Chromium 156 on Linux).
 * @returns `bytes` bytes of anything, not zeros
 */
export function scratch(bytes: number): ArrayBuffer {
  if (!given) return new ArrayBuffer(bytes);
  const buffer = free.get(bytes)?.pop() ?? new ArrayBuffer(bytes);
  shelfOf(given, bytes).push(buffer);
  return buffer;
}

/**
 * Takes back all memory given out so far; called before each answer, when nothing of the one before is needed any more.
 * What was not asked for again since the last time is let go.
 */
export function recycle(): void {
  free = given ?? new Map();
  given = new Map();
}
