import { artefactOn, type Files, type FileSet } from '../../runtimes/fit';
import { outlinesOf, type ModelOutline } from '../../models/outline';
import type { Environment } from '../../record/record';
import {
  allTargets,
  parseTarget,
  buildsToTry,
  runtimeDownload,
  runtimes,
  targetTitle,
  type Target,
} from '../../runtimes/target';
import { obstacleTo } from '../../runtimes/obstacle';

/** A target as it stands to a model before anything is loaded. */
export interface Support<A extends FileSet = FileSet> {
  readonly target: Target;
  /** The artefact it would load, and what a visitor downloads of the whole chain. */
  readonly artefact?: A;
  readonly chainBytes?: number;
  /** Why it can't run the model, in a sentence: a missing operator, file format or adapter. */
  readonly obstacle?: string;
}

/** @param environment what this device offers, once it is known */
export function supportOf<A extends FileSet>(
  card: Files<A> & { readonly id: string },
  id: string,
  environment: Environment | undefined,
): Support<A> | undefined {
  const target = parseTarget(id);
  if (!target) return undefined;
  const chain = outlinesOf(card.id);
  const obstacle = obstacleTo(chain, target, environment);
  if (obstacle !== undefined) return { target, obstacle };
  const chainBytes = chain.reduce((sum, link) => sum + link.assetBytes + artefactOn(link, target).bytes, 0);
  return { target, artefact: artefactOn(card, target), chainBytes };
}

/** Targets that load an artefact of a card: those that take it by themselves, and those that do when it is asked for by its precision. */
export function readersOf<A extends FileSet>(
  card: Files<A> & { readonly id: string },
  artefact: A,
  environment: Environment | undefined,
): { readonly unasked: string[]; readonly asked: string[] } {
  const able = allTargets.filter((id) => supportOf(card, id, environment)?.artefact);
  const loads = (id: string, precision?: string) => {
    try {
      return artefactOn(card, parseTarget(id) as Target, precision) === artefact;
    } catch {
      return false;
    }
  };
  const unasked = able.filter((id) => loads(id));
  return { unasked, asked: able.filter((id) => !unasked.includes(id) && loads(id, artefact.precision)) };
}

/** Bytes of script and wasm that opening these targets fetches; thread counts share a backend's, builds each have their own. */
export function runtimeBytes(targets: readonly Target[]): number {
  const backends = new Map<string, number>();
  for (const target of targets) {
    const [build] = buildsToTry(target);
    backends.set(`${target.runtime}-${target.backend}@${build}`, runtimeDownload(target));
  }
  return [...backends.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** What runs a model at a glance: each backend of each runtime, with its obstacle where it has one. */
export function glance(card: ModelOutline, environment: Environment | undefined) {
  return runtimes.map(({ id, title, backends }) => ({
    id,
    title,
    backends: backends.map((backend) => {
      const target = `${id}-${backend.id}`;
      return {
        id: backend.id,
        // "ONNX Runtime · WASM" without the runtime, which stands before all of them.
        title: targetTitle(target).slice(`${title} · `.length),
        obstacle: supportOf(card, target, environment)?.obstacle,
      };
    }),
  }));
}
