import { capabilityOf, runtimes, takesThreads, targetTitle, parseTarget, type Target } from '../../runtimes/target';
import { outlineOf, outlines, titleOfModel, type ModelOutline } from '../../models/outline';
import { parseModelRef } from '../../models/modelRef';
import { taskOf, tasks } from '../../tasks/registry';
import { columnTitle } from './words';

/** A target as the matrix shows it. */
export interface Column {
  readonly target: Target;
  /** Under its runtime's name: "WebGPU", "WASM ×4". */
  readonly title: string;
  /** "ONNX Runtime · WASM ×4" */
  readonly name: string;
}

/** The targets of one runtime. */
export interface ColumnGroup {
  readonly runtime: string;
  readonly title: string;
  readonly columns: readonly Column[];
}

/** The fastest kind of backend first as a rule, then what is left to the runtime, then most threads, then builds in their order. */
function inOrder(a: Target, b: Target): number {
  const speed = (target: Target) => capabilityOf(target)?.macsPerMs ?? 0;
  const chosen = ({ threads, build }: Target) => Number(threads !== undefined || build !== undefined);
  return (
    speed(b) - speed(a) || chosen(a) - chosen(b) || (b.threads ?? 0) - (a.threads ?? 0) || a.id.localeCompare(b.id)
  );
}

/**
 * The columns of the matrix, by runtime.
 * @param threads that a target gets where it asks for none; undefined while nobody knows
 */
export function columnsOf(ids: readonly string[], threads: number | undefined): ColumnGroup[] {
  const targets = [...new Set(ids)].flatMap((id) => parseTarget(id) ?? []);
  return runtimes.flatMap(({ id, title }) => {
    const own = targets.filter(({ runtime }) => runtime === id).sort(inOrder);
    const columns = own.map((target) => {
      const actual = takesThreads(target) ? (target.threads ?? threads) : undefined;
      const base = capabilityOf(target)?.title ?? target.backend;
      return { target, title: columnTitle(base, actual, target.build), name: targetTitle(target.id, actual) };
    });
    return columns.length > 0 ? [{ runtime: id, title, columns }] : [];
  });
}

/**
 * Of targets, those worth a column of their own: one thread is none where there is only one to be had.
 * @param threads as {@link columnsOf} takes it
 */
export function distinct(ids: readonly string[], threads: number | undefined): string[] {
  return ids.filter((id) => {
    const target = parseTarget(id);
    return !(threads === 1 && target?.threads === 1 && ids.includes(`${target.runtime}-${target.backend}`));
  });
}

/** Thread counts and builds that a column could still be made of: what is not among the targets given. */
export function furtherTargets(ids: readonly string[], cores: number, threads: number | undefined): Column[] {
  const counts = [2, 4, 8, 16].filter((count) => count <= cores && count !== threads);
  const all = runtimes.flatMap((runtime) =>
    runtime.backends.flatMap(({ id, threads: many, builds = [] }) => [
      ...(many ? [1, ...counts] : []).map((count) => `${runtime.id}-${id}@${count}`),
      ...builds.map((build) => `${runtime.id}-${id}@${build.id}`),
    ]),
  );
  return columnsOf(
    all.filter((id) => !ids.includes(id)),
    undefined,
  ).flatMap(({ columns }) => columns);
}

/** A model, or one of its artefacts, as the matrix shows it. */
export interface Row {
  /** As a run's parameters name it: `movenet-lightning`, `movenet-lightning:fp16`. */
  readonly ref: string;
  readonly model: string;
  readonly title: string;
  /** What it is for: "Find a pose". */
  readonly verb: string;
  /** Where there is no room for its title: "pose". */
  readonly short: string;
  /** Address of the page on which its task is tried. */
  readonly address?: string;
  /** Id of the input that stands in for one of a visitor's own. */
  readonly task: string;
}

function rowOf(ref: string): Row {
  const { model, precision } = parseModelRef(ref);
  const task = taskOf(outlineOf(model)?.task ?? '');
  const isMain = task?.model === model && precision === undefined;
  const title = titleOfModel(ref);
  return {
    ref,
    model,
    title,
    verb: task?.verb ?? '',
    short: isMain ? task.address : title,
    task: task?.id ?? '',
    ...(task?.model === model && { address: task.address }),
  };
}

/**
 * Every model in the order of the tasks, each task's own before those that only help it.
 * @param named references of artefacts that get a row of their own, under their model's
 * @param kept models from hubs that are here
 */
export function rowsOf(named: readonly string[] = [], kept: readonly ModelOutline[] = []): Row[] {
  const placeOf = (id: string, task: string) => {
    const at = tasks.findIndex((one) => one.id === task);
    return 2 * (at < 0 ? tasks.length : at) + Number(tasks[at]?.model !== id);
  };
  const models = [...outlines, ...kept]
    .toSorted((a, b) => placeOf(a.id, a.task) - placeOf(b.id, b.task))
    .map(({ id }) => id);
  const artefacts = [...new Set(named)].filter((ref) => !models.includes(ref));
  return models.flatMap((id) => [id, ...artefacts.filter((ref) => parseModelRef(ref).model === id)]).map(rowOf);
}

/** Artefacts of more than one precision, which rows could still be made of. */
export function furtherModels(refs: readonly string[]): Row[] {
  return outlines
    .flatMap(({ id, artefacts }) => {
      const precisions = [...new Set(artefacts.map(({ precision }) => precision))];
      return precisions.length > 1 ? precisions.map((precision) => `${id}:${precision}`) : [];
    })
    .filter((ref) => !refs.includes(ref))
    .map(rowOf);
}
