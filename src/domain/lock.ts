/**
 * A worker that closes itself or is killed by the browser sends no event. It holds a Web Lock while it lives; being granted the
 * same lock means that it is gone. Where locks are refused (site data blocked: `request` rejects with a SecurityError) or
 * missing, deadlines alone notice.
 */

/** Holds a lock for as long as this realm lives. @returns whether it is held */
export function holdLock(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const hold = () => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    requestLock(name, {}, hold).catch(() => resolve(false));
  });
}

/**
 * Calls back once nobody holds the lock any more.
 * @param signal takes the request back: one that waits would stay for as long as the page
 */
export function whenReleased(name: string, signal: AbortSignal, onReleased: () => void): void {
  requestLock(name, { signal }, onReleased).catch(() => {});
}

/** Some browsers throw where the standard rejects. */
export async function requestLock(
  name: string,
  options: LockOptions,
  granted: (lock: Lock | null) => unknown,
): Promise<void> {
  if (!navigator.locks) throw new Error('There are no Web Locks here.');
  await navigator.locks.request(name, options, granted);
}
