import { Problem } from '../domain/problem';
import { listed } from '../domain/words';
import { runtimeOf, type Target } from './target';
import type { BackendId, ComputePrecision, RuntimeMeta } from './types';
import { formatTitles, type ArtefactFormat, type Precision } from '../models/artefact';
import { parseModelRef } from '../models/modelRef';
import { outlinesOf } from '../models/outline';

/** A file set of a card, or its outline. */
export interface FileSet {
  readonly format: ArtefactFormat;
  readonly precision: Precision;
  /** Counts by name, or names alone. */
  readonly operators: Readonly<Record<string, number>> | readonly string[];
  /** Where its graph leaves no choice. */
  readonly compute?: ComputePrecision;
}

/** A card or its outline: what a target can run is told of both. */
export interface Files<A extends FileSet> {
  readonly title: string;
  readonly artefacts: readonly A[];
}

const namesOf = ({ operators }: FileSet) => (Array.isArray(operators) ? operators : Object.keys(operators)) as string[];

const capabilityIn = ({ backends }: RuntimeMeta, backend: BackendId) => backends.find(({ id }) => id === backend);

/**
 * The card's artefact that a runtime reads on a backend: by the backend's order of formats, then of precisions.
 * @param asked the precision that it must have
 */
export function artefactFor<A extends FileSet>(
  card: Files<A>,
  runtime: RuntimeMeta,
  backend: BackendId,
  asked?: string,
): A | undefined {
  const { formats = [], weights } = capabilityIn(runtime, backend) ?? {};
  const readable = formats.flatMap((format) =>
    card.artefacts.filter(
      ({ format: own, precision }) => own === format && (asked === undefined || precision === asked),
    ),
  );
  return weights
    ? weights.flatMap((precision) => readable.filter((artefact) => artefact.precision === precision)).at(0)
    : readable.at(0);
}

/** ONNX operators of the card that the backend is known to lack. */
function missingOperators(card: Files<FileSet>, runtime: RuntimeMeta, backend: BackendId): string[] {
  const { formats = [], operators: has } = capabilityIn(runtime, backend) ?? {};
  if (!has) return [];
  const readable = card.artefacts.find(({ format }) => formats.includes(format));
  return readable ? namesOf(readable).filter((operator) => !has.includes(operator)) : [];
}

/**
 * The artefact that a target would load, as far as can be told without loading anything.
 * @param precision of the weights, where it was asked for by name
 * @throws Problem `missing-operator` or `no-artefact`, in words for the lane
 */
export function artefactOn<A extends FileSet>(card: Files<A>, target: Target, precision?: string): A {
  const runtime = runtimeOf(target.runtime);
  if (!runtime) throw new Problem('missing-feature', `This page has no runtime called ${target.runtime}.`);
  const missing = missingOperators(card, runtime, target.backend);
  if (missing.length > 0) {
    const what = missing.length === 1 ? `operator ${missing[0]} is` : `operators ${listed(missing)} are`;
    throw new Problem('missing-operator', `The ${what} missing on this backend.`);
  }
  const artefact = artefactFor(card, runtime, target.backend, precision);
  if (artefact) return artefact;
  const has = card.artefacts.map((one) => `${formatTitles[one.format]} (${one.precision})`).join(' and ');
  const { formats = [] } = capabilityIn(runtime, target.backend) ?? {};
  const reads = formats.map((format) => formatTitles[format]).join(' or ');
  const able = precision === undefined ? undefined : artefactFor(card, runtime, target.backend);
  if (able) {
    throw new Problem(
      'no-artefact',
      `${target.id} can’t load ${card.title} with ${precision} weights; it reads those of ${able.precision}.`,
    );
  }
  throw new Problem('no-artefact', `${runtime.title} reads ${reads} files; ${card.title} is here as ${has} only.`);
}

/** Undefined where the target can't run the card. */
function artefactIfAny<A extends FileSet>(card: Files<A>, target: Target, precision?: string): A | undefined {
  try {
    return artefactOn(card, target, precision);
  } catch {
    return undefined;
  }
}

/** Whether there is an artefact for the target of each network that a model, by its reference, is made of. */
export function canLoad(text: string, target: Target): boolean {
  const { model, precision } = parseModelRef(text);
  return outlinesOf(model).every((outline) =>
    artefactIfAny(outline, target, outline.id === model ? precision : undefined),
  );
}

/** Operators that one inference calls on the target, of all networks that a model, by its reference, is made of; 0 where it can't be loaded. */
export function operatorsOn(text: string, target: Target): number {
  const { model, precision } = parseModelRef(text);
  const nodesOf = (outline: ReturnType<typeof outlinesOf>[number]) =>
    artefactIfAny(outline, target, outline.id === model ? precision : undefined)?.nodes ?? 0;
  return outlinesOf(model).reduce((sum, outline) => sum + nodesOf(outline), 0);
}

/** Bytes that running these models on these targets downloads where nothing is cached: files that several share count once. */
export function downloadBytes(models: readonly string[], targets: readonly Target[]): number {
  const sizes = new Map<object, number>();
  for (const { model, precision } of models.map(parseModelRef)) {
    const chain = outlinesOf(model);
    for (const target of targets) {
      const artefacts = chain.map((outline) =>
        artefactIfAny(outline, target, outline.id === model ? precision : undefined),
      );
      // A chain with a link missing is not begun, so none of it is downloaded.
      if (artefacts.includes(undefined)) continue;
      // What is kept here is not downloaded.
      if (chain.some(({ kept }) => kept)) continue;
      for (const outline of chain) sizes.set(outline, outline.assetBytes);
      for (const artefact of artefacts) if (artefact) sizes.set(artefact, artefact.bytes);
    }
  }
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}
