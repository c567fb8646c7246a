/**
 * The layers of `src/`, from the page down to what everything rests on. A file imports from layers below its own, and within
 * its own; never upwards. `npm run check` holds it, with import cycles, as errors.
 */
export const layers = [
  'app',
  'lessons',
  'charts',
  'results',
  'judge',
  'far',
  'measure',
  'sessions',
  'workloads',
  'input',
  'tasks',
  'ui',
  'runtimes',
  'hub',
  'decoder',
  'models',
  'door',
  'onnx',
  'record',
  'statistics',
  'domain',
];
