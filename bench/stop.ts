/**
 * Turns the first interrupt (Ctrl+C) or request to end into an abort, so that what was measured can be written; the second
 * ends the program at once.
 */
export function stopOnSignals(): { readonly signal: AbortSignal; readonly ignore: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    console.error('\nStopping; once more ends at once and loses what was measured.');
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const name of signals) process.on(name, stop);
  return { signal: controller.signal, ignore: () => signals.forEach((name) => process.off(name, stop)) };
}
