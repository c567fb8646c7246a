import { nextTask } from '../measure/nextTask';

/**
 * How many of a list are drawn: some at once, the others a few more in each task, so that a run of a thousand cells does not hold
 * the page. Made while a component is set up.
 * @param total of the list as it stands
 * @param step drawn at once, and in each further task
 */
export function gradually(total: () => number, step: number): { readonly shown: number } {
  let shown = $state(step);
  $effect(() => {
    if (shown >= total()) return;
    let isCurrent = true;
    void nextTask().then(() => {
      if (isCurrent) shown += step;
    });
    return () => (isCurrent = false);
  });
  return {
    get shown() {
      return shown;
    },
  };
}
