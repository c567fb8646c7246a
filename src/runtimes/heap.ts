const memories: WeakRef<WebAssembly.Memory>[] = [];
let isWatching = false;

/**
 * Notes memories of WebAssembly that are made from here on: runtimes keep theirs to themselves. For realms that run one runtime, and
 * before it is started.
 */
export function watchHeaps(): void {
  if (isWatching) return;
  isWatching = true;
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(target, args, newTarget) {
      const memory = Reflect.construct(target, args, newTarget) as WebAssembly.Memory;
      memories.push(new WeakRef(memory));
      return memory;
    },
  });
}

/** Bytes that heaps have grown to: they never shrink, so this is their peak. Undefined where none was noted. */
export function heapBytes(): number | undefined {
  const sizes = memories.flatMap((ref) => ref.deref()?.buffer.byteLength ?? []);
  return sizes.length > 0 ? sizes.reduce((sum, bytes) => sum + bytes, 0) : undefined;
}
