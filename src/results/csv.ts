import { plainCopy } from './plain';
import { simulatedOf, type Cell, type Far, type RunRecord } from '../record/record';

type Value = string | number | boolean | undefined;

/** A column's value for one cell; `far` is the simulated far side of the cell's model, where the run has one. */
type Column = (cell: Cell, record: RunRecord, far: Far | undefined) => Value;

const steadyOf = (cell: Cell) => ('steady' in cell ? cell.steady : undefined);
const reasonOf = (cell: Cell) => ('reason' in cell ? cell.reason : undefined);
const agreementsOf = (cell: Cell) => Object.entries(cell.agreement ?? {});

/** The largest, or nothing where there is none. */
function worst(values: number[]): number | undefined {
  return values.length > 0 ? Math.max(...values) : undefined;
}

const columns: Record<string, Column> = {
  run: (_, record) => record.id,
  created_at: (_, record) => record.createdAt,
  app_version: (_, record) => record.environment.app.version,
  scenario: (_, record) => record.params.scenario,
  seed: (_, record) => record.params.seed,
  model: (cell) => cell.model,
  format: (cell) => cell.artefact?.format,
  precision: (cell) => cell.artefact?.precision,
  artefact_bytes: (cell) => cell.artefact?.bytes,
  input: (cell) => cell.input.id,
  input_bytes: (cell) => cell.input.bytes,
  target: (cell) => cell.target.id,
  runtime: (cell) => cell.target.runtime,
  backend_asked: (cell) => cell.target.backend,
  backend_ran: (cell) => cell.actual?.backend,
  threads_asked: (cell) => cell.target.threads,
  build_ran: (cell) => cell.actual?.build,
  builds_tried: (cell) => cell.tried?.map(({ build }) => build).join(' '),
  threads_ran: (cell) => cell.actual?.threads,
  fallback_nodes: (cell) => cell.actual?.fallbackNodes,
  software_adapter: (cell) => cell.actual?.softwareAdapter,
  status: (cell) => cell.status,
  n: (cell) => steadyOf(cell)?.n,
  median_ms: (cell) => steadyOf(cell)?.medianMs,
  ci95_low_ms: (cell) => steadyOf(cell)?.ci95Ms?.[0],
  ci95_high_ms: (cell) => steadyOf(cell)?.ci95Ms?.[1],
  p90_ms: (cell) => steadyOf(cell)?.p90Ms,
  p99_ms: (cell) => steadyOf(cell)?.p99Ms,
  mad_ms: (cell) => steadyOf(cell)?.madMs,
  min_ms: (cell) => steadyOf(cell)?.minMs,
  batch: (cell) => steadyOf(cell)?.batch,
  flags: (cell) => steadyOf(cell)?.flags.join(' '),
  download_ms: (cell) => cell.phases?.downloadMs,
  download_bytes: (cell) => cell.phases?.downloadBytes,
  from_cache: (cell) => cell.phases?.fromCache,
  runtime_ms: (cell) => cell.phases?.runtimeMs,
  create_ms: (cell) => cell.phases?.createMs,
  first_ms: (cell) => cell.phases?.firstMs,
  pre_ms: (cell) => cell.phases?.preMs,
  post_ms: (cell) => cell.phases?.postMs,
  rpc_ms: (cell) => cell.phases?.rpcMs,
  agrees: (cell) => cell.agreement && agreementsOf(cell).every(([, one]) => one.pass),
  max_abs_error: (cell) => worst(agreementsOf(cell).map(([, one]) => one.maxAbs)),
  max_rel_error: (cell) => worst(agreementsOf(cell).map(([, one]) => one.maxRel)),
  task_agreement: (cell) =>
    agreementsOf(cell)
      .map(([model, { task }]) => `${model}: ${task.measure} ${task.value} (limit ${task.limit})`)
      .join('; '),
  reason_code: (cell) => reasonOf(cell)?.code,
  reason: (cell) => reasonOf(cell)?.message,
  simulated_far_profile: (_cell, _record, far) => far?.profile,
  simulated_far_server: (_cell, _record, far) => far?.server,
  simulated_far_median_ms: (_cell, _record, far) => far?.totalMs.median,
};

/**
 * The record as CSV (RFC 4180: CRLF line ends, a header line): one row a cell, times in ms, sizes in bytes. Text that a
 * spreadsheet would take for a formula begins with an apostrophe; see
 * https://owasp.org/www-community/attacks/CSV_Injection.
 */
export function toCsv(record: RunRecord): string {
  const plain = plainCopy(record);
  const simulated = simulatedOf(plain);
  const rows = plain.cells.map((cell) => {
    const far = simulated.find(({ model }) => model === cell.model);
    return Object.values(columns).map((column) => field(column(cell, plain, far)));
  });
  return [Object.keys(columns), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** Full-width forms of the four signs start a formula in some spreadsheets too. */
const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

function field(value: Value): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
