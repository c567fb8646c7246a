import { decisionOver, type DecisionOver } from '../judge/decisionOver';
import { choiceOf } from '../judge/decision';
import type { Cell } from '../record/record';
import { allTargets } from '../runtimes/target';
import type { SharedResult } from './resultLink';

/** One device's result of one model, as it was collected. */
export interface Collected {
  /** The link that holds it: what it is kept as, and what tells it from others. */
  readonly code: string;
  readonly result: SharedResult;
}

/** What a target came to on a device. */
export type Entry =
  | {
      readonly status: 'completed';
      /** A whole answer once warm, ms. */
      readonly totalMs: number;
      readonly ci95Ms?: readonly [number, number];
      /** The fastest on its device. */
      readonly isBest: boolean;
      readonly cell: Cell & { status: 'completed' };
    }
  | { readonly status: Exclude<Cell['status'], 'completed'>; readonly cell: Cell };

export interface DeviceRow {
  readonly code: string;
  /** In words; several that read alike are numbered. */
  readonly name: string;
  readonly createdAt: string;
  /** The place of an earlier row that is, as far as the two tell, the same device or one of its kind. */
  readonly alike?: number;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly result: SharedResult;
}

/** Over the devices that a target gave a right answer on. */
export interface TargetSpread {
  readonly target: string;
  readonly devices: number;
  readonly fastestMs: number;
  readonly middleMs: number;
  readonly slowestMs: number;
}

/** Devices × backends, of one model. */
export interface Matrix {
  readonly model: string;
  readonly rows: readonly DeviceRow[];
  /** In the page's own order, then those that it does not know. */
  readonly targets: readonly string[];
  readonly spreads: ReadonlyMap<string, TargetSpread>;
  readonly decision?: DecisionOver;
}

/** Every code in a text that somebody pasted: in addresses, or one a line. */
export function codesIn(text: string): string[] {
  const linked = [...text.matchAll(/#\/result\/([\w-]+)/g)].map(([, code = '']) => code);
  const bare = text.split(/\s+/).filter((word) => /^[\w-]{40,}$/.test(word));
  return [...new Set([...linked, ...bare])];
}

/** Models in the order in which they were first collected, with the number of devices. */
export function modelsOf(items: readonly Collected[]): readonly { readonly model: string; readonly devices: number }[] {
  const counts = new Map<string, number>();
  for (const { result } of items) counts.set(result.model, (counts.get(result.model) ?? 0) + 1);
  return [...counts].map(([model, devices]) => ({ model, devices }));
}

/** A target as it was asked for, whatever build of the runtime ran; with the precision where one was named. */
const columnOf = ({ target, precision }: Cell) => (precision ? `${target.id}:${precision}` : target.id);

export function matrixOf(items: readonly Collected[], model: string): Matrix {
  const own = items.filter(({ result }) => result.model === model);
  const names = namesOf(own.map(({ result }) => result.device));
  const rows = own.map(({ code, result }, index): DeviceRow => {
    const alike = own.findIndex((other) => other.result.deviceMark === result.deviceMark);
    return {
      code,
      name: names[index] as string,
      createdAt: result.record.createdAt,
      ...(alike < index && { alike }),
      entries: entriesOf(result.record.cells),
      result,
    };
  });
  const seen = new Set(rows.flatMap(({ entries }) => [...entries.keys()]));
  const targets = [...allTargets.filter((target) => seen.has(target)), ...[...seen].filter((id) => !allTargets.includes(id))]; // prettier-ignore
  const spreads = new Map(targets.flatMap((target) => spreadOf(target, rows)).map((spread) => [spread.target, spread]));
  const decision = decisionOver(rows.map(({ name, result }) => ({ device: name, cells: result.record.cells })));
  return { model, rows, targets, spreads, ...(decision && { decision }) };
}

/** "A", "A (2)", "A (3)". */
function namesOf(words: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return words.map((word) => {
    const nth = (seen.get(word) ?? 0) + 1;
    seen.set(word, nth);
    return nth === 1 ? word : `${word} (${nth})`;
  });
}

function entriesOf(cells: readonly Cell[]): Map<string, Entry> {
  const choices = cells.map((cell) => (cell.status === 'completed' ? choiceOf(cell) : undefined));
  const best = Math.min(...choices.flatMap((choice) => choice?.totalMs ?? []));
  return new Map(
    cells.map((cell, index): [string, Entry] => {
      const choice = choices[index];
      if (cell.status !== 'completed' || !choice) return [columnOf(cell), { status: cell.status, cell } as Entry];
      const { totalMs, ci95Ms } = choice;
      return [columnOf(cell), { status: 'completed', totalMs, ci95Ms, isBest: totalMs === best, cell }];
    }),
  );
}

function spreadOf(target: string, rows: readonly DeviceRow[]): TargetSpread[] {
  const times = rows
    .flatMap(({ entries }) => {
      const entry = entries.get(target);
      return entry?.status === 'completed' ? [entry.totalMs] : [];
    })
    .sort((a, b) => a - b);
  const [fastestMs, slowestMs] = [times[0], times.at(-1)];
  if (fastestMs === undefined || slowestMs === undefined) return [];
  const [low, high] = [times[(times.length - 1) >> 1], times[times.length >> 1]] as [number, number];
  return [{ target, devices: times.length, fastestMs, middleMs: Math.sqrt(low * high), slowestMs }];
}
