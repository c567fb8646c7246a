import type { LiveCell } from '../../measure/liveCell';
import { formatTitles } from '../../models/artefact';
import type { Artefact, ModelCard } from '../../models/card';
import type { Agreement, Cell, Environment } from '../../record/record';
import { targetTitle } from '../../runtimes/target';
import { flagWords, laneOfLive } from '../../charts/lane';
import { sameDevice } from '../../judge/sameDevice';
import type { StoredCells } from './storedCells';
import { supportOf, type Support } from './support';

export type ParityState = 'unchecked' | 'working' | Cell['status'];

/** One target of a model: how far its answer is from the reference's, as last found on this device. */
export interface ParityRow {
  readonly target: string;
  readonly title: string;
  /** The artefact it loads: "ONNX fp16". */
  readonly files?: string;
  readonly state: ParityState;
  /** What is going on, or why there is no answer or no time. */
  readonly note?: string;
  readonly agreement?: Agreement;
  /** Only where the answer is right. */
  readonly medianMs?: number;
  /** What to know before reading the time: "not isolated", "few samples". */
  readonly flags: readonly string[];
  /** True where the GPU was emulated: it computes like a GPU's driver would not. */
  readonly software: boolean;
  /** When the run began, ISO 8601. */
  readonly checkedAt?: string;
}

interface Known {
  /** Cells of a check that goes on. */
  readonly live: readonly LiveCell[];
  /** Newest first. */
  readonly runs: readonly StoredCells[];
  readonly environment: Environment | undefined;
}

/** Targets to list: those asked for, and others that a run on this device had (`ort-wasm@2`). */
export function parityRows(card: ModelCard, targets: readonly string[], known: Known): ParityRow[] {
  const { environment, live } = known;
  const runs = known.runs.filter((run) => environment && sameDevice(run.environment, environment));
  const ids = new Set([...targets, ...runs.flatMap(({ cells }) => cells.map(({ target }) => target.id))]);
  return [...ids].flatMap((id) => {
    const support = supportOf(card, id, environment);
    return support ? [rowOf(card, support, { live, runs })] : [];
  });
}

function rowOf(card: ModelCard, support: Support, { live, runs }: Pick<Known, 'live' | 'runs'>): ParityRow {
  const { id } = support.target;
  const row: ParityRow = {
    target: id,
    title: targetTitle(id),
    files: support.artefact && filesOf(support.artefact),
    state: 'unchecked',
    flags: [],
    software: false,
  };
  const going = live.find(({ target }) => target.id === id);
  if (going?.result) return withCell(row, card, going.result, undefined);
  if (going) return { ...row, state: 'working', note: laneOfLive(going).note };
  if (support.obstacle) return { ...row, state: 'unsupported', note: support.obstacle };
  const found = newest(id, support, runs);
  return found ? withCell(row, card, found.cell, found.createdAt) : row;
}

/** The newest cell that came to an end; one that was stopped only where there is no other. */
function newest(id: string, support: Support, runs: readonly StoredCells[]) {
  const all = runs.flatMap(({ createdAt, cells }) =>
    cells.filter(({ target }) => target.id === id).map((cell) => ({ cell, createdAt })),
  );
  const current = all.filter(({ cell }) => isOfToday(cell, support));
  return current.find(({ cell }) => cell.status !== 'aborted') ?? current[0];
}

/** Whether a cell was made with the files that the target would load now; what a card lacked then, it may have by now. */
function isOfToday({ artefact, ...cell }: Cell, support: Support): boolean {
  if (!artefact) return !('reason' in cell && ['missing-operator', 'no-artefact'].includes(cell.reason.code));
  const { format, precision } = support.artefact ?? {};
  return artefact.format === format && artefact.precision === precision && artefact.bytes === support.chainBytes;
}

function withCell(row: ParityRow, card: ModelCard, cell: Cell, checkedAt: string | undefined): ParityRow {
  const steady = cell.status === 'completed' ? cell.steady : undefined;
  return {
    ...row,
    title: targetTitle(cell.target.id, cell.actual?.threads),
    state: cell.status,
    note: 'reason' in cell ? cell.reason.message : undefined,
    agreement: cell.agreement?.[card.id],
    medianMs: steady?.medianMs,
    flags: (steady?.flags ?? []).filter((flag) => flag !== 'software-gpu').map((flag) => flagWords[flag]),
    software: cell.actual?.softwareAdapter === true,
    checkedAt,
  };
}

/** "ONNX fp16", "TensorFlow.js graph fp32". */
export function filesOf({ format, precision }: Pick<Artefact, 'format' | 'precision'>): string {
  return `${formatTitles[format]} ${precision}`;
}
