import { inMs } from '../domain/words';
import type { Matrix } from './collected';
import { csvLine } from './csv';
import { code, escape, table } from './markdown';

/** One row a device and target, times in ms. */
export function collectedCsv({ model, rows }: Matrix): string {
  const head = ['device', 'measured_at', 'model', 'scenario', 'target', 'status', 'reason', 'answer_ms', 'answer_ci95_low_ms', 'answer_ci95_high_ms', 'inference_ms', 'openings', 'n', 'first_ms', 'made_by']; // prettier-ignore
  const lines = rows.flatMap(({ name, result, entries }) =>
    [...entries.values()].map((entry) => {
      const { cell } = entry;
      const done = entry.status === 'completed' ? entry : undefined;
      const steady = done?.cell.steady;
      const { record } = result;
      return csvLine([
        name,
        record.createdAt,
        model,
        record.params.scenario,
        cell.target.id,
        cell.status,
        'reason' in cell ? cell.reason.code : undefined,
        done?.totalMs,
        done?.ci95Ms?.[0],
        done?.ci95Ms?.[1],
        steady?.medianMs,
        steady?.openings,
        steady?.n,
        cell.phases?.firstMs,
        record.app,
      ]);
    }),
  );
  return [csvLine(head), ...lines].join('');
}

/** The matrix as a table for a report or an issue, and what to ship where it is said. */
export function collectedMarkdown(
  matrix: Matrix,
  says: { title: string; decision: readonly string[]; statuses: Readonly<Record<string, string>> },
): string {
  // prettier-ignore
  const { rows, targets, spreads } = matrix;
  const cells = rows.map(({ name, entries }) => [
    escape(name),
    ...targets.map((target) => {
      const entry = entries.get(target);
      if (!entry) return '';
      if (entry.status !== 'completed') return escape(says.statuses[entry.status] ?? entry.status);
      return entry.isBest ? `**${inMs(entry.totalMs)}**` : inMs(entry.totalMs);
    }),
  ]);
  const spread = targets.map((target) => {
    const found = spreads.get(target);
    return found ? `${inMs(found.fastestMs)} to ${inMs(found.slowestMs)}` : '';
  });
  return [
    `# ${escape(says.title)}`,
    '',
    'One whole answer once warm, as measured on each device; its fastest in bold.',
    '',
    ...table(['Device', ...targets.map(code)], [...cells, ['Fastest to slowest', ...spread]]),
    '',
    ...says.decision.map(escape),
    '',
  ].join('\n');
}
