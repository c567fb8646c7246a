/** Resolves in a task of its own, so that the page can draw and answer in between: no task should hold it for 50 ms. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
