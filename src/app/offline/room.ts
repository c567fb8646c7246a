/** What the browser says of the room that this page has. */
export interface Room {
  /** Bytes that all of this page takes; undefined where the browser doesn't tell. */
  readonly usage?: number;
  readonly quota?: number;
  /** Whether it promised to keep them; undefined where it can't be asked. */
  readonly persisted?: boolean;
}

export async function readRoom(): Promise<Room> {
  const { storage } = navigator;
  const [{ usage, quota }, persisted] = await Promise.all([
    Promise.resolve(storage?.estimate?.() ?? {}).catch(() => ({}) as StorageEstimate),
    Promise.resolve(storage?.persisted?.()).catch(() => undefined),
  ]);
  return { usage, quota, persisted };
}

/** Asks the browser not to let go of what is kept when the device runs short of space. @returns undefined where it can't be asked */
export async function askToPersist(): Promise<boolean | undefined> {
  try {
    return await navigator.storage?.persist?.();
  } catch {
    return undefined;
  }
}
