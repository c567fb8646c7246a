/**
 * What happens to the congestion window of an open connection that has been idle for longer than its retransmission
 * timeout, as it is between the requests of one person. `slow-start`: it is back at the initial window, as RFC 5681
 * section 4.1 asks and Linux does unless told otherwise (`tcp_slow_start_after_idle` = 1; its `tcp_cwnd_restart` halves the
 * window for each timeout that passed, down to the initial one). `window-kept`: the window of earlier requests fills the
 * link, as with that setting at 0 or with requests that follow each other without a pause.
 */
export const afterIdles = ['slow-start', 'window-kept'] as const;
export type AfterIdle = (typeof afterIdles)[number];
export const DEFAULT_AFTER_IDLE: AfterIdle = 'slow-start';
