import { kilobytes } from '../src/far/format';
import { significant } from '../src/domain/number';
import { inMs } from '../src/domain/words';
import { modelRefText } from '../src/models/modelRef';
import type { Cell, RunRecord } from '../src/record/record';
import { cleanText } from '../src/domain/text';
import { filledColumns } from '../src/results/columns';
import { textTable } from './table';

/** The columns that every output of a run shares, figures to the right. */
function cellTable(record: RunRecord): string {
  const { cells, params } = record;
  const columns = filledColumns('terminal', cells, () => ({ scenario: params.scenario, record }));
  return textTable(
    cells.map((_, row) => row),
    columns.map(({ column: { title, unit, id }, texts }) => ({
      head: title,
      align: unit || id === 'n' ? ('right' as const) : undefined,
      value: (row: number) => cleanText(texts[row] ?? ''),
    })),
  );
}

/** The target, and which of two twins. */
const nameOf = ({ target, twin }: Cell) => (twin === undefined ? target.id : `${target.id} ${twin === 0 ? 'A' : 'B'}`);

/** One line for each thing that went otherwise than measured; targets of one model that share a reason share the line. */
function reasonLines(cells: readonly Cell[]): string[] {
  const targetsByReason = new Map<string, { before: string; targets: string[]; after: string }>();
  for (const cell of cells) {
    if (!('reason' in cell)) continue;
    const before = `${cell.status}: ${modelRefText(cell)} on `;
    const message = cleanText(cell.reason.message);
    const detail = cell.status === 'failed' && cell.reason.detail ? ` (${cleanText(cell.reason.detail)})` : '';
    const line = { before, targets: [], after: `: ${message}${detail}` };
    const key = line.before + line.after;
    if (!targetsByReason.has(key)) targetsByReason.set(key, line);
    targetsByReason.get(key)?.targets.push(cell.target.id);
  }
  return [...targetsByReason.values()].map(({ before, targets, after }) => before + targets.join(', ') + after);
}

function farLines({ far = [] }: RunRecord): string[] {
  return far.map((side) => {
    const { model, profile, server } = side;
    if ('problem' in side) return `${model} over ${profile} on ${server}: ${cleanText(side.problem)}`;
    const { payload, totalMs, coldTotalMs } = side;
    const range = `median ${inMs(totalMs.median)}, p90 ${inMs(totalMs.p90)}, first request ${inMs(coldTotalMs.median)}`;
    return `${model} over ${profile} on ${server}: ${range} (${kilobytes(payload.upBytes)} up)`;
  });
}

function notes({ environment, cells, responsiveness }: RunRecord): string[] {
  const software = cells.some((cell) => cell.actual?.softwareAdapter);
  const longTasks = responsiveness?.longTasks ?? 0;
  const drawn = [...new Set(cells.flatMap(({ model, artefact }) => (artefact?.drawn ? [model] : [])))];
  return [
    ...(drawn.length > 0
      ? [
          `Weights were drawn on the spot: how fast ${drawn.join(' and ')} would be here, and nothing of what it would say.`,
        ]
      : []),
    ...(software
      ? ['The GPU is software (no hardware adapter): WebGL and WebGPU times say nothing of a real GPU.']
      : []),
    ...(environment.crossOriginIsolated
      ? []
      : ['The page is not cross-origin isolated: one thread, and a coarser timer.']),
    ...(longTasks > 0
      ? [`Tasks of the page over 50 ms: ${longTasks}, the longest ${inMs(responsiveness?.worstMs ?? 0)}.`]
      : []),
  ];
}

const section = (head: string, lines: readonly string[]) =>
  lines.length > 0 ? `\n${[head, ...lines.map((line) => `  ${line}`)].join('\n')}\n` : '';

/** The record for a terminal: the table of cells, reasons, the far side (said to be simulated), and what to know of the figures. */
export function reportText(record: RunRecord): string {
  return [
    record.cells.length > 0 ? cellTable(record) : 'No cell was finished.\n',
    section('Not completed', reasonLines(record.cells)),
    section('Far side (simulated, not measured)', farLines(record)),
    section('Notes', notes(record)),
  ].join('');
}

/** A finished cell in one line, for logs. */
export function cellLine(cell: Cell): string {
  const steady = 'steady' in cell && cell.status !== 'wrong' ? cell.steady : undefined;
  const interval = steady?.ci95Ms?.map(inMs).join(' – ');
  const measured = steady ? inMs(steady.medianMs) + (interval ? ` (${interval})` : '') : '';
  // Of a text that time is one token's.
  const pace = steady && cell.metrics?.['decode'] ? `${significant(cell.metrics['decode'].value, 3)} tokens/s` : '';
  const reason = 'reason' in cell ? cleanText(cell.reason.message) : '';
  const parts = [modelRefText(cell), nameOf(cell), cell.status, pace, measured, reason];
  return parts.filter((part) => part !== '').join('  ');
}
