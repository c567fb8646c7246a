import { bestFirst } from '../../measure/order';
import { workOf } from '../../measure/work';
import { isAmong } from '../../models/download';
import type { CardFile } from '../../models/card';
import { referenceFiles } from '../../models/referenceFiles';
import { parseModelRef } from '../../models/modelRef';
import type { Environment } from '../../record/record';
import { chainOn } from '../../runtimes/chain';
import { canLoad } from '../../runtimes/fit';
import { hasOnPage, isOnSoftware, obstacleOn } from '../../runtimes/needs';
import { allTargets, buildsToTry, parseTarget, runtimeOf, type Target } from '../../runtimes/target';
import type { TaskMeta } from '../../tasks/types';
import type { Build, ChosenTask } from './names';

/** A file of a model as it is fetched. */
export interface ModelFile {
  /** Relative to the page. */
  readonly path: string;
  readonly file: CardFile;
}

/** What a task needs to answer without a network, beside the page itself. */
export interface Item {
  readonly task: TaskMeta;
  readonly target: Target;
  /** Of {@link Build.runtimes}. */
  readonly runtime: string;
  readonly files: readonly ModelFile[];
  /** Pictures of its samples, relative to the page. */
  readonly pictures: readonly string[];
}

export interface Kept {
  /** Of weights. */
  readonly hashes: ReadonlySet<string>;
  /** Of runtimes and samples. */
  readonly paths: ReadonlySet<string>;
}

export const nothingKept: Kept = { hashes: new Set(), paths: new Set() };

export interface ItemFacts {
  readonly build: Build;
  readonly environment: Environment;
  readonly bytesToCome: (model: string, target: Target, environment: Environment) => number;
  readonly bytesPerMs: number;
  /** Targets that tasks were prepared for before, by task. */
  readonly before: readonly ChosenTask[];
  /** The build of a runtime that won here before. */
  readonly provenBuild: (model: string, target: Target, environment: Environment) => string | undefined;
}

/** The name that a build's list has a target's files under. */
function runtimeIn({ runtimes }: Build, target: Target, proven?: string): string | undefined {
  const { runtime, backend } = target;
  const [build] = buildsToTry(target, proven);
  return [`${runtime}-${backend}-${build}`, `${runtime}-${backend}`, runtime].find((name) => runtimes[name]);
}

/** Reference of the model that a task is prepared with. */
export const preparedOf = ({ model, begins = model }: TaskMeta): string => begins;

/**
 * The target that a task was prepared for, or else the one that is likely the best for its model here. What may have to run in the page itself is left out: its runtime is another
 * file there.
 */
function likelyTarget(task: TaskMeta, { environment, before, bytesToCome, bytesPerMs }: ItemFacts): Target | undefined {
  const model = preparedOf(task);
  const able = allTargets
    .flatMap((id) => parseTarget(id) ?? [])
    .filter((target) => canLoad(model, target) && !obstacleOn(target, environment) && !hasOnPage(target));
  const prepared = before.find(({ id }) => id === task.id)?.target;
  const real = able.filter((target) => !isOnSoftware(target, environment));
  const ordered = bestFirst(real, {
    environment,
    ...workOf(model),
    bytesToCome: (target) => bytesToCome(model, target, environment),
    bytesPerMs,
  });
  return able.find((target) => target.id === prepared) ?? ordered[0];
}

/** @returns undefined where no target runs its model here */
export async function itemOf(task: TaskMeta, facts: ItemFacts): Promise<Item | undefined> {
  const target = likelyTarget(task, facts);
  return target && itemOn(task, preparedOf(task), target, facts);
}

/** What a task needs to answer by one form of a model, on one target; undefined where this build has no runtime for it. */
export async function itemOn(
  task: TaskMeta,
  text: string,
  target: Target,
  { build, environment, provenBuild }: Pick<ItemFacts, 'build' | 'environment' | 'provenBuild'>,
): Promise<Item | undefined> {
  const { model, precision } = parseModelRef(text);
  const runtime = runtimeIn(build, target, provenBuild(model, target, environment));
  if (!runtime) return undefined;
  const files = (await chainOn(model, target, precision)).flatMap(({ card, artefact }) => {
    const all = [...artefact.files, ...card.assets, ...referenceFiles(card)];
    return all.map((file) => ({ path: `models/${card.id}/${file.path}`, file }));
  });
  const pictures = task.samples.flatMap((sample) => ('picture' in sample ? [sample.picture] : []));
  return { task, target, runtime, files, pictures };
}

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

/** Bytes of a task's model. */
export const modelBytes = ({ files }: Item): number => sum(files.map(({ file }) => file.bytes));

/** Bytes of a runtime's files. */
const runtimeBytes = ({ runtimes }: Build, name: string): number =>
  sum((runtimes[name] ?? []).map(({ bytes }) => bytes));

/** Whether its model, its runtime and its samples are here. */
export const isHere = ({ files, runtime, pictures }: Item, { runtimes }: Build, { hashes, paths }: Kept): boolean =>
  files.every(({ file }) => isAmong(hashes, file)) &&
  (runtimes[runtime] ?? []).every(({ path }) => paths.has(path)) &&
  pictures.every((path) => paths.has(path));

/** Whether any of its model is here. */
export const hasModel = ({ files }: Item, { hashes }: Kept): boolean => files.some(({ file }) => isAmong(hashes, file));

export interface ToFetch {
  readonly models: readonly ModelFile[];
  readonly paths: readonly { readonly path: string; readonly bytes: number }[];
  /** Of models and runtimes; pictures of samples are small and of no known size. */
  readonly bytes: number;
}

/** What is missing for these tasks to answer without a network: files that several need count once. */
export function toFetch(items: readonly Item[], { runtimes }: Build, { hashes, paths }: Kept): ToFetch {
  const models = [
    ...new Map(items.flatMap(({ files }) => files.map((one) => [one.file.sha256, one] as const))).values(),
  ];
  const missing = models.filter(({ file }) => !isAmong(hashes, file));
  const names = [...new Set(items.map(({ runtime }) => runtime))];
  const pictures = [...new Set(items.flatMap((item) => item.pictures))].map((path) => ({ path, bytes: 0 }));
  const others = [...names.flatMap((name) => runtimes[name] ?? []), ...pictures].filter(({ path }) => !paths.has(path));
  return {
    models: missing,
    paths: others,
    bytes: sum([...missing.map(({ file }) => file.bytes), ...others.map(({ bytes }) => bytes)]),
  };
}

/** The runtimes that these tasks take, each once. */
export function runtimesOf(items: readonly Item[], build: Build): { readonly title: string; readonly bytes: number }[] {
  const byName = new Map(items.map(({ runtime, target }) => [runtime, target.runtime] as const));
  return [...byName].map(([name, id]) => ({ title: runtimeOf(id)?.title ?? id, bytes: runtimeBytes(build, name) }));
}
