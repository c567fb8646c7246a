import { cellAgreement } from '../record/cellAgreement';
import { besideMs } from '../record/beside';
import { flags, type Cell, type CompletedCell, type Flag, type Steady } from '../record/record';
import { outlineOf } from '../models/outline';
import { parseTarget } from '../runtimes/target';
import { MOST_CELLS, statuses, type LinkCell, type LinkContent } from './resultLinkSchema';
import { seriesOf, short, spreadOf, type Spread } from './resultLinkSeries';

const maskOf = (of: readonly Flag[]) => flags.reduce((mask, flag, at) => mask | (of.includes(flag) ? 1 << at : 0), 0);
const flagsIn = (mask: number) => flags.filter((_, at) => mask & (1 << at));
/** 0 for no, 1 for yes, 2 for not known. */
export const perhaps = (is: boolean | undefined) => (is === undefined ? 2 : Number(is));
export const fromPerhaps = (value: number) => (value === 2 ? undefined : value === 1);
const orNone = <T extends string | number>(value: T): T | undefined =>
  value === '' || value === 0 ? undefined : value;

const medianOf = (cell: Cell) => (cell.status === 'completed' ? cell.steady.medianMs : Infinity);

/** The cells that a link has room for, in their order: of more the fastest. */
export function cellsThatFit(cells: readonly Cell[]): readonly Cell[] {
  if (cells.length <= MOST_CELLS) return cells;
  const kept = new Set(cells.toSorted((a, b) => medianOf(a) - medianOf(b)).slice(0, MOST_CELLS));
  return cells.filter((cell) => kept.has(cell));
}

/** In place of whether it agrees. */
const NOTHING_TO_TELL = 2;

/** @param reference the model whose agreement stands for all of its chain */
export function cellToLink(cell: Cell, reference: string): LinkCell {
  const { target, actual, phases, precision, artefact, twin, inputAgreement } = cell;
  const steady = 'steady' in cell ? cell.steady : undefined;
  const agreement = cellAgreement(cell, reference);
  const least = steady && Math.min(short(steady.minMs), short(steady.medianMs));
  return [
    target.id,
    statuses.indexOf(cell.status),
    steady ? [...spreadOf(steady), least as number, p90Of(steady), steady.batch] : 0,
    steady && cell.answers ? answersOf(cell.answers) : short(besideMs(cell)),
    [
      short(phases?.runtimeMs ?? 0),
      short(phases?.createMs ?? 0),
      short(phases?.firstMs ?? 0),
      perhaps(phases?.seenBefore),
    ],
    agreement
      ? [
          short(agreement.maxAbs),
          short(agreement.maxRel),
          short(agreement.task.value),
          agreement.unproven ? NOTHING_TO_TELL : Number(agreement.pass),
        ]
      : 0,
    maskOf(steady?.flags ?? []),
    [
      actual && actual.backend !== target.backend ? actual.backend : '',
      actual?.threads ?? 0,
      actual?.build ?? target.build ?? '',
      actual?.fallbackNodes ?? 0,
      perhaps(actual?.softwareAdapter),
    ],
    [precision ?? '', artefact?.precision ?? '', artefact?.bytes ?? 0, twin ?? 2],
    ['reason' in cell ? cell.reason.code : '', inputAgreement?.pass === false ? inputAgreement.with : ''],
  ];
}

function p90Of({ p90Ms, openings, medianMs, minMs }: Steady): number {
  return p90Ms === undefined ? 0 : Math.max(short(p90Ms), short(openings === 1 ? medianMs : minMs));
}

function answersOf(answers: Steady): Extract<LinkCell[3], readonly unknown[]> {
  const spread = spreadOf(answers);
  const [, openings, median, low] = spread;
  const least = openings === 1 ? median : low;
  return [...spread, answers.p90Ms === undefined ? 0 : Math.max(short(answers.p90Ms), least)];
}

function answersFrom(whole: Extract<LinkCell[3], readonly unknown[]>): Steady {
  const [, , , low, , p90] = whole;
  return seriesOf(whole.slice(0, 5) as Spread, { flags: [], minMs: low, p90Ms: orNone(p90), batch: 1 });
}

/** What a reason's code says where its own sentence did not fit into the link. */
export type ReasonWords = (code: string) => string;

interface Shared {
  readonly model: string;
  readonly input: Cell['input'];
  readonly work: CompletedCell['work'];
  readonly runs: number;
  readonly agreement: LinkContent[10];
}

export function cellFromLink(link: LinkCell, shared: Shared, reasonWords: ReasonWords): Cell {
  const [
    id,
    status,
    series,
    whole,
    [runtimeMs, createMs, firstMs, seenBefore],
    agreed,
    mask,
    ran,
    files,
    [code, differsFrom],
  ] = link;
  const [backend, threads, build, fallbackNodes, software] = ran;
  const [asked, precision, bytes, twin] = files;
  const { model, input, work } = shared;
  const target = targetOf(id);
  const known = { flags: flagsIn(mask) };
  const steady = series && seriesOf(series.slice(0, 5) as Spread, { ...known, minMs: series[5], p90Ms: orNone(series[6]), batch: series[7] }); // prettier-ignore
  const answers = Array.isArray(whole) && answersFrom(whole);
  const didRun = steady !== 0 || threads > 0 || backend !== '';
  const base = {
    model,
    workload: outlineOf(model)?.workload ?? 'inference',
    ...(asked && { precision: asked }),
    ...(twin !== 2 && { twin }),
    ...(precision && { artefact: { format: formatOf(model, precision, bytes), precision, bytes } }),
    target,
    input,
    ...(didRun && {
      actual: {
        backend: backend || target.backend,
        threads,
        ...(build && { build }),
        ...(fallbackNodes > 0 && { fallbackNodes }),
        ...(software !== 2 && { softwareAdapter: software === 1 }),
      },
    }),
    phases: {
      ...(runtimeMs > 0 && { runtimeMs }),
      ...(createMs > 0 && { createMs }),
      ...(firstMs > 0 && { firstMs }),
      ...(seenBefore !== 2 && { seenBefore: seenBefore === 1 }),
      ...(typeof whole === 'number' && whole > 0 && { preMs: whole }),
    },
    ...(agreed && shared.agreement && { agreement: { [model]: agreementOf(agreed, shared.agreement) } }),
    ...(differsFrom && { inputAgreement: { with: differsFrom, pass: false } }),
    ...(answers && { answers }),
    stages: [{ model, runs: shared.runs, medianMs: 0 }],
  };
  const name = statuses[status] as Cell['status'];
  if (name === 'completed') return { ...base, status: name, steady: steady as Steady, work };
  const reason = { code, message: reasonWords(code) };
  return name === 'unsupported'
    ? { ...base, status: name, reason }
    : { ...base, status: name, reason, ...(steady && { steady }) };
}

/** A target that this page does not know is told by its id. */
function targetOf(id: string): Cell['target'] {
  const known = parseTarget(id);
  if (known) {
    const { runtime, backend, threads, build } = known;
    return { id, runtime, backend, ...(threads !== undefined && { threads }), ...(build && { build }) };
  }
  const [runtime = id, backend = runtime] = (id.split('@')[0] ?? id).split('-');
  return { id, runtime: runtime || id, backend: backend || id };
}

function formatOf(model: string, precision: string, bytes: number): string {
  const artefacts = outlineOf(model)?.artefacts.filter((artefact) => artefact.precision === precision) ?? [];
  return (artefacts.find((artefact) => artefact.bytes === bytes) ?? artefacts[0])?.format ?? 'unknown';
}

function agreementOf([maxAbs, maxRel, value, pass]: Exclude<LinkCell[5], 0>, shared: Exclude<LinkContent[10], 0>) {
  const [reference, measure, limit] = shared;
  const told = { reference, maxAbs, maxRel, task: { measure, value, limit }, pass: pass > 0 };
  return pass === NOTHING_TO_TELL ? { ...told, unproven: true as const } : told;
}
