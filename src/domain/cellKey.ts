/** What makes one cell of a run a cell of its own. */
export interface CellId {
  readonly model: string;
  /** Artefact chosen by name (`fp16`); absent where the target takes the one it reads best. */
  readonly artefact?: string;
  readonly target: string;
  /** `inference` where absent. */
  readonly workload?: string;
  /** Sample id, or `own`; absent where a run has one input a model. */
  readonly input?: string;
  /** 0 or 1, where a target is measured as two twins. */
  readonly twin?: number;
}

/** The one key of a cell: equal for equal ids, different for different ones. Parts hold no `|`. */
export function cellKey({ model, artefact = '', target, workload = 'inference', input = '', twin }: CellId): string {
  return [model, artefact, target, workload, input, twin ?? ''].join('|');
}
