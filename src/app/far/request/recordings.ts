/** Of the worker, what only a recording needs. */
export { replayOverTime } from '../../../far/trace/overTime';
export { readTrace } from '../../../far/trace/trace';
