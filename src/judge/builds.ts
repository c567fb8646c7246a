import { isBreakdown } from '../domain/problem';
import type { Cell } from '../record/record';
import { availableBuilds, parseTarget } from '../runtimes/target';
import { rank } from './rank';

/** What several builds of a runtime came to on one model and backend. */
export interface BuildProof {
  readonly model: string;
  /** Without a build: `ort-webgpu`. */
  readonly target: string;
  /** The fastest whose answer agrees; between equals, the one that the runtime lists first. */
  readonly build: string;
}

/** Whether a cell's end tells of its build, and not of the network or the visitor. */
function saysOfBuild(cell: Cell): boolean {
  if (cell.status === 'aborted') return false;
  return cell.status !== 'failed' || isBreakdown(cell.reason.code);
}

/**
 * The builds that a run proves: for each model and backend where cells named at least two builds and one of them completed.
 * @param resolutionMs the clock's tick
 */
export function provenBuilds(cells: readonly Cell[], resolutionMs: number): BuildProof[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells.filter(({ target }) => target.build !== undefined)) {
    const key = `${cell.model}|${cell.target.runtime}-${cell.target.backend}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].flatMap((group): BuildProof[] => {
    const [{ model, target }] = group as [Cell, ...Cell[]];
    const id = `${target.runtime}-${target.backend}`;
    const parsed = parseTarget(id);
    // A build that was stopped or could not be fetched may be the best of them.
    if (group.length < 2 || !parsed || !group.every(saysOfBuild)) return [];
    const { winner, tied } = rank(group, { resolutionMs });
    const best = winner ? [winner] : tied;
    const order = availableBuilds(parsed, true);
    const build = order.find((candidate) => best.some((cell) => cell.target.build === candidate));
    return build ? [{ model, target: id, build }] : [];
  });
}
