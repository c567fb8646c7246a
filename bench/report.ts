import { kilobytes } from '../src/far/format';
import { inMs } from '../src/domain/words';
import type { Cell, RunRecord } from '../src/record/record';
import { cleanText } from '../src/domain/text';
import { textTable, type Column } from './table';

const steadyOf = (cell: Cell) => ('steady' in cell ? cell.steady : undefined);
const optionalMs = (ms: number | undefined) => (ms === undefined ? '' : inMs(ms));
const figure = (value: number) => String(Number(value.toPrecision(3)));

function medianWithInterval(cell: Cell): string {
  const steady = steadyOf(cell);
  if (!steady) return '';
  const interval = steady.ci95Ms?.map(figure).join(', ');
  return interval ? `${inMs(steady.medianMs)} [${interval}]` : inMs(steady.medianMs);
}

function download({ phases }: Cell): string {
  if (phases?.downloadBytes === undefined) return '';
  const how = phases.fromCache ? 'cached' : optionalMs(phases.downloadMs);
  return `${kilobytes(phases.downloadBytes)} ${how}`;
}

/** The network's own agreement; of a chain, the first that is outside its tolerance, else the last. */
function agreement({ model, agreement: byModel = {} }: Cell): string {
  const judged = Object.values(byModel).find(({ pass }) => !pass) ?? byModel[model];
  if (!judged) return '';
  return `${judged.pass ? 'agrees' : 'WRONG'}: ${judged.task.measure} ${figure(judged.task.value)}`;
}

/** The target, and which of two twins. */
const nameOf = ({ target, twin }: Cell) => (twin === undefined ? target.id : `${target.id} ${twin === 0 ? 'A' : 'B'}`);

const columns: readonly Column<Cell>[] = [
  { head: 'model', value: ({ model }) => model },
  { head: 'target', value: nameOf },
  { head: 'status', value: ({ status }) => status },
  { head: 'median [95 % interval]', value: medianWithInterval },
  { head: 'n', align: 'right', value: (cell) => steadyOf(cell)?.n.toString() ?? '' },
  { head: 'first', align: 'right', value: ({ phases }) => optionalMs(phases?.firstMs) },
  { head: 'create', align: 'right', value: ({ phases }) => optionalMs(phases?.createMs) },
  { head: 'download', align: 'right', value: download },
  { head: 'flags', value: (cell) => steadyOf(cell)?.flags.join(' ') ?? '' },
  { head: 'agreement', value: agreement },
];

/** One line for each thing that went otherwise than measured; targets of one model that share a reason share the line. */
function reasonLines(cells: readonly Cell[]): string[] {
  const targetsByReason = new Map<string, { before: string; targets: string[]; after: string }>();
  for (const cell of cells) {
    if (!('reason' in cell)) continue;
    const before = `${cell.status}: ${cell.model} on `;
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
  return [
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
    record.cells.length > 0 ? textTable(record.cells, columns) : 'No cell was finished.\n',
    section('Not completed', reasonLines(record.cells)),
    section('Far side (simulated, not measured)', farLines(record)),
    section('Notes', notes(record)),
  ].join('');
}

/** A finished cell in one line, for logs. */
export function cellLine(cell: Cell): string {
  const measured = medianWithInterval(cell);
  const reason = 'reason' in cell ? cleanText(cell.reason.message) : '';
  return [cell.model, nameOf(cell), cell.status, measured, reason].filter((part) => part !== '').join('  ');
}
