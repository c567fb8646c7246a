import { Problem } from '../domain/problem';
import { listed } from '../domain/words';
import { runtimeOf, type Target } from './target';
import type { BackendId, RuntimeMeta } from './types';
import { formatTitles, type ArtefactFormat, type Precision } from '../models/artefact';
import { outlinesOf } from '../models/outline';

/** A file set of a card, or its outline. */
export interface FileSet {
  readonly format: ArtefactFormat;
  readonly precision: Precision;
  /** Counts by name, or names alone. */
  readonly operators: Readonly<Record<string, number>> | readonly string[];
}

/** A card or its outline: what a target can run is told of both. */
export interface Files<A extends FileSet> {
  readonly title: string;
  readonly artefacts: readonly A[];
}

const namesOf = ({ operators }: FileSet) => (Array.isArray(operators) ? operators : Object.keys(operators)) as string[];

/** The card's artefact that a runtime reads on a backend: by the runtime's order of formats, then the backend's of precisions. */
export function artefactFor<A extends FileSet>(
  card: Files<A>,
  runtime: RuntimeMeta,
  backend: BackendId,
): A | undefined {
  const precisions = runtime.backends.find(({ id }) => id === backend)?.precisions;
  const readable = runtime.formats.flatMap((format) => card.artefacts.filter((artefact) => artefact.format === format));
  return precisions
    ? precisions.flatMap((precision) => readable.filter((artefact) => artefact.precision === precision)).at(0)
    : readable.at(0);
}

/** ONNX operators of the card that the backend is known to lack. */
function missingOperators(card: Files<FileSet>, runtime: RuntimeMeta, backend: BackendId): string[] {
  const has = runtime.backends.find(({ id }) => id === backend)?.operators;
  if (!has) return [];
  const readable = card.artefacts.find(({ format }) => runtime.formats.includes(format));
  return readable ? namesOf(readable).filter((operator) => !has.includes(operator)) : [];
}

/**
 * The artefact that a target would load, as far as can be told without loading anything.
 * @throws Problem `missing-operator` or `no-artefact`, in words for the lane
 */
export function artefactOn<A extends FileSet>(card: Files<A>, target: Target): A {
  const runtime = runtimeOf(target.runtime);
  if (!runtime) throw new Problem('missing-feature', `This page has no runtime called ${target.runtime}.`);
  const missing = missingOperators(card, runtime, target.backend);
  if (missing.length > 0) {
    const what = missing.length === 1 ? `operator ${missing[0]} is` : `operators ${listed(missing)} are`;
    throw new Problem('missing-operator', `The ${what} missing on this backend.`);
  }
  const artefact = artefactFor(card, runtime, target.backend);
  if (artefact) return artefact;
  const has = card.artefacts.map(({ format, precision }) => `${formatTitles[format]} (${precision})`).join(' and ');
  const reads = runtime.formats.map((format) => formatTitles[format]).join(' or ');
  throw new Problem('no-artefact', `${runtime.title} reads ${reads} files; ${card.title} is here as ${has} only.`);
}

/** Undefined where the target can't run the card. */
function artefactIfAny<A extends FileSet>(card: Files<A>, target: Target): A | undefined {
  try {
    return artefactOn(card, target);
  } catch {
    return undefined;
  }
}

/** Bytes that running these models on these targets downloads where nothing is cached: files that several share count once. */
export function downloadBytes(models: readonly string[], targets: readonly Target[]): number {
  const sizes = new Map<object, number>();
  for (const chain of models.map(outlinesOf)) {
    for (const target of targets) {
      const artefacts = chain.map((outline) => artefactIfAny(outline, target));
      // A chain with a link missing is not begun, so none of it is downloaded.
      if (artefacts.includes(undefined)) continue;
      for (const outline of chain) sizes.set(outline, outline.assetBytes);
      for (const artefact of artefacts) if (artefact) sizes.set(artefact, artefact.bytes);
    }
  }
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
