import type { ArtefactFormat, Precision } from './artefact';
import { added } from './added';
import { parseModelRef } from './modelRef';

/** A file set without its files. */
export interface ArtefactOutline {
  readonly format: ArtefactFormat;
  readonly precision: Precision;
  /** Of the graph and its weights, without the model's other files. */
  readonly bytes: number;
  /** What its arithmetic runs in, where its graph leaves no choice. */
  readonly compute?: 'fp32' | 'fp16' | 'int8';
  /** Operators that one run calls. */
  readonly nodes: number;
  /** Names, by the format, of those that a backend is known to lack: it says so before anything is downloaded. */
  readonly operators: readonly string[];
}

/** What the page tells of a model before it is asked for: made of its card while bundling (`scripts/outlines.mjs`). */
export interface ModelOutline {
  readonly id: string;
  readonly task: string;
  /** What is asked of it where it is measured; `inference` where absent. */
  readonly workload?: string;
  readonly title: string;
  readonly yields: string;
  readonly behind?: string;
  /** Set where its files are on this device and the site has none of them. */
  readonly kept?: boolean;
  /** Multiply–accumulates of one run. */
  readonly macs: number;
  /** Of what is fetched with any artefact, a vocabulary say. */
  readonly assetBytes: number;
  readonly artefacts: readonly ArtefactOutline[];
}

const modules = import.meta.glob<ModelOutline>('/models/*/card.json', {
  eager: true,
  import: 'default',
  query: '?outline',
});

/** Every model, found by folder, in the order of their ids. */
export const outlines: readonly ModelOutline[] = Object.values(modules).toSorted((a, b) => (a.id < b.id ? -1 : 1));

export function outlineOf(id: string): ModelOutline | undefined {
  return outlines.find((outline) => outline.id === id) ?? added.get(id)?.outline;
}

/**
 * "MoveNet Lightning", with a named artefact "MoveNet Lightning, fp16 weights"; a model that this page no longer has is called by its id.
 * @param ref as {@link parseModelRef} reads it
 */
export function titleOfModel(ref: string): string {
  const { model, precision } = parseModelRef(ref);
  const title = outlineOf(model)?.title;
  return title ? title + (precision ? `, ${precision} weights` : '') : ref;
}

/** The networks one inference of `id` needs, in the order they run: those it stands behind first. */
export function outlinesOf(id: string): ModelOutline[] {
  const outline = outlineOf(id);
  if (!outline) return [];
  return outline.behind ? [...outlinesOf(outline.behind), outline] : [outline];
}

/** Size of the networks of a chain in the smallest form that each comes in, bytes. */
export function leastBytes(chain: readonly ModelOutline[]): number {
  return chain.reduce(
    (sum, { assetBytes, artefacts }) => sum + assetBytes + Math.min(...artefacts.map(({ bytes }) => bytes)),
    0,
  );
}
