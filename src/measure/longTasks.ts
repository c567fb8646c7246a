import type { RunRecord } from '../record/record';

/** Counts main-thread tasks over 50 ms (Long Tasks API; Chromium only) while a run goes on. */
export function watchLongTasks(): { report: () => RunRecord['responsiveness']; stop: () => void } {
  if (!globalThis.PerformanceObserver?.supportedEntryTypes.includes('longtask')) {
    return { report: () => undefined, stop: () => {} };
  }
  let longTasks = 0;
  let worstMs = 0;
  const count = (entries: PerformanceEntryList) => {
    for (const { duration } of entries) {
      longTasks++;
      worstMs = Math.max(worstMs, duration);
    }
  };
  const observer = new PerformanceObserver((list) => count(list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    report: () => {
      count(observer.takeRecords());
      return { longTasks, worstMs };
    },
    stop: () => observer.disconnect(),
  };
}
