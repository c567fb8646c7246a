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
