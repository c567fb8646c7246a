import { Problem } from '../domain/problem';
import { listed } from '../domain/words';
import { runtimeOf, type Target } from './target';
import type { BackendId, RuntimeMeta } from './types';
import { formatTitles, type Artefact, type ModelCard } from '../models/card';
import { chainOf } from '../models/registry';

/** The card's artefact that a runtime reads on a backend: by the runtime's order of formats, then the backend's of precisions. */
export function artefactFor(card: ModelCard, runtime: RuntimeMeta, backend: BackendId): Artefact | undefined {
  const precisions = runtime.backends.find(({ id }) => id === backend)?.precisions;
  const readable = runtime.formats.flatMap((format) => card.artefacts.filter((artefact) => artefact.format === format));
  return precisions
    ? precisions.flatMap((precision) => readable.filter((artefact) => artefact.precision === precision)).at(0)
    : readable.at(0);
}

/** ONNX operators of the card that the backend is known to lack. */
function missingOperators(card: ModelCard, runtime: RuntimeMeta, backend: BackendId): string[] {
  const has = runtime.backends.find(({ id }) => id === backend)?.operators;
  if (!has) return [];
  const readable = card.artefacts.find(({ format }) => runtime.formats.includes(format));
  return Object.keys(readable?.operators ?? {}).filter((operator) => !has.includes(operator));
}

/**
 * The artefact that a target would load, as far as can be told without loading anything.
 * @throws Problem `missing-operator` or `no-artefact`, in words for the lane
 */
export function artefactOn(card: ModelCard, target: Target): Artefact {
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

/**
 * The networks that one inference of a model needs on a target, in the order they run, each with the artefact to load.
 * @throws Problem, as {@link artefactOn} does
 */
export function chainOn(model: string, target: Target): { card: ModelCard; artefact: Artefact }[] {
  return chainOf(model).map((card) => ({ card, artefact: artefactOn(card, target) }));
}

/** Undefined where the target can't run the card. */
function artefactIfAny(card: ModelCard, target: Target): Artefact | undefined {
  try {
    return artefactOn(card, target);
  } catch {
    return undefined;
  }
}

/** Bytes that running these models on these targets downloads where nothing is cached: files that several share count once. */
export function downloadBytes(models: readonly string[], targets: readonly Target[]): number {
  const files = new Map<string, number>();
  for (const chain of models.map(chainOf)) {
    for (const target of targets) {
      const artefacts = chain.map((card) => artefactIfAny(card, target));
      // A chain with a link missing is not begun, so none of it is downloaded.
      if (artefacts.includes(undefined)) continue;
      chain.forEach((card, index) => {
        for (const file of [...(artefacts[index]?.files ?? []), ...card.assets]) files.set(file.sha256, file.bytes);
      });
    }
  }
  return [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
}
