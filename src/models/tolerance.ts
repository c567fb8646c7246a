import type { Artefact, ModelCard } from './card';

/** What an answer may be off by. */
export type Tolerance = Pick<ModelCard['tolerance'], 'maxAbs' | 'maxRel'> & {
  readonly task: ModelCard['tolerance']['task'];
};

/** The artefact's own where it has one, else the card's. */
export function toleranceOf(
  { tolerance }: Pick<ModelCard, 'tolerance'>,
  artefact?: Pick<Artefact, 'tolerance'>,
): Tolerance {
  if (!artefact?.tolerance) return tolerance;
  const { maxAbs, maxRel, limit } = artefact.tolerance;
  return { maxAbs, maxRel, task: { ...tolerance.task, limit } };
}
