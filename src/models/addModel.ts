import { added } from './added';
import type { ModelCard } from './card';
import type { ModelOutline } from './outline';

const bytesOf = (files: readonly { readonly bytes: number }[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Makes a model known under its card's id wherever models are looked up by one; one of the same id is replaced.
 * @param kept whether its files are on this device, so that it is offered where models are listed
 */
export function addModel(card: ModelCard, { kept = false } = {}): void {
  const { id, task, workload, title, yields, macs, assets, artefacts } = card;
  const outline: ModelOutline = {
    id,
    task,
    ...(workload && { workload }),
    title,
    yields,
    ...(kept && { kept }),
    macs: macs.count,
    assetBytes: bytesOf(assets),
    artefacts: artefacts.map(({ format, precision, compute, files, operators }) => ({
      format,
      precision,
      ...(compute && { compute }),
      bytes: bytesOf(files),
      nodes: Object.values(operators).reduce((sum, count) => sum + count, 0),
      operators: Object.keys(operators),
    })),
  };
  added.set(id, { card, outline });
}

/** Forgets a model that was added. */
export const removeModel = (id: string): void => void added.delete(id);

/** Those whose files are on this device. */
export const keptOutlines = (): ModelOutline[] =>
  [...added.values()].flatMap(({ outline }) => (outline.kept ? [outline] : []));
