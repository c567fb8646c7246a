import { bytesPerNumber } from '../domain/precision';
import { artefactBytes } from './artefact';
import type { Artefact, ModelCard } from './card';

/** Bytes of the artefact's own files: the graph and its weights, without the task's assets. */
export function weightBytes({ files }: Pick<Artefact, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * Arithmetic intensity against weights alone, MACs a byte: how often each byte that is read is put to use in one inference at
 * the card's shape. Activations, which are read and written too, are left out (Williams, Waterman & Patterson, CACM 52(4),
 * 2009, count all traffic).
 */
export function macsPerByte(card: Pick<ModelCard, 'macs'>, artefact: Pick<Artefact, 'files'>): number {
  return card.macs.count / weightBytes(artefact);
}

/** What a visitor downloads of a model at least and at most, by artefact, bytes. */
export function downloadRange(card: ModelCard): readonly [least: number, most: number] {
  const sizes = card.artefacts.map((artefact) => artefactBytes(card, artefact));
  return [Math.min(...sizes), Math.max(...sizes)];
}

/** What the networks of one answer read: at batch 1 every run of a network reads each of its weights once. */
export interface WeightWork {
  /** Weights as numbers. */
  readonly parameters: number;
  /** The same in bytes, as the artefacts store them; graphs and the task's assets are no weights. */
  readonly weightBytes: number;
}

/**
 * @param chain the networks with the artefact that was loaded of each
 * @param runs one entry for every run of a network in the answer; a run of a network outside the chain counts nothing
 */
export function weightWork(
  chain: readonly {
    readonly card: Pick<ModelCard, 'id' | 'parameters'>;
    readonly artefact: Pick<Artefact, 'precision'>;
  }[],
  runs: readonly { readonly model: string }[],
): WeightWork {
  const each = chain.map(({ card, artefact }) => {
    const parameters = card.parameters * runs.filter(({ model }) => model === card.id).length;
    return { parameters, bytes: parameters * (bytesPerNumber(artefact.precision) ?? 4) };
  });
  return {
    parameters: each.reduce((sum, { parameters }) => sum + parameters, 0),
    weightBytes: Math.ceil(each.reduce((sum, { bytes }) => sum + bytes, 0)),
  };
}
