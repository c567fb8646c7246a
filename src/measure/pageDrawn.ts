/** A hidden tab draws nothing: it is not waited for. */
const LONGEST_MS = 100;

/**
 * Resolves once the page has drawn what it was told, so that it does not draw while the next samples are taken: after the next
 * frame, in a task of its own.
 */
export function pageDrawn(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => setTimeout(resolve);
    if (document.hidden) return done();
    const timer = setTimeout(resolve, LONGEST_MS);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      done();
    });
  });
}
