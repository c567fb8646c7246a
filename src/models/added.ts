import type { ModelCard } from './card';
import type { ModelOutline } from './outline';

/** Models that the page came to know while it ran; they are gone with it. */
const added = new Map<string, { readonly card: ModelCard; readonly outline: ModelOutline }>();

const bytesOf = (files: readonly { readonly bytes: number }[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** Makes a model known under its card's id wherever models are looked up by one; one of the same id is replaced. */
export function addModel(card: ModelCard): void {
  const { id, task, workload, title, yields, macs, assets, artefacts } = card;
  const outline: ModelOutline = {
    id,
    task,
    ...(workload && { workload }),
    title,
    yields,
    macs: macs.count,
    assetBytes: bytesOf(assets),
    artefacts: artefacts.map(({ format, precision, files, operators }) => ({
      format,
      precision,
      bytes: bytesOf(files),
      operators: Object.keys(operators),
    })),
  };
  added.set(id, { card, outline });
}

export const addedModel = (id: string) => added.get(id);
