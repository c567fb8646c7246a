import { Problem } from '../domain/problem';
import { isPage } from '../domain/realm';
import type { CardFile, ModelCard } from '../models/card';
import { fetchFile, type Downloaded, type DownloadProgress } from '../models/download';
import { isDrawn } from '../models/drawn';
import { isFromHub } from '../hub/fromHub';
import { NO_HALVES } from '../runtimes/needs';
import { computePrecisions, type OpenRuntime, type Placement, type RuntimeModule } from '../runtimes/types';
import type { LoadedNetwork, Workload } from '../workloads/types';
import { roomOn } from './room';
import { timerResolutionMs } from './timer';
import type { Opened, OpenProgress, SessionSpec } from './types';

const runtimeModules = import.meta.glob<RuntimeModule>('../runtimes/*/worker.ts');

type Report = (progress: OpenProgress) => void;

export interface Started {
  readonly runtime: OpenRuntime;
  readonly runtimeMs: number;
}

export interface LoadedChain {
  /** By model id, in the order they run. */
  readonly networks: ReadonlyMap<string, LoadedNetwork>;
  readonly opened: Opened;
}

const urlOf = (card: ModelCard, file: CardFile, base: string) => new URL(`models/${card.id}/${file.path}`, base).href;

/** A file of a card that is not part of what is loaded: of its reference. @param onProgress called whenever some of it came */
export async function readFile(
  base: string,
  card: ModelCard,
  file: CardFile,
  onProgress: () => void,
): Promise<ArrayBuffer> {
  return (await fetchFile(urlOf(card, file, base), file, onProgress)).bytes;
}

type Bring = (card: ModelCard, file: CardFile, report: (progress: DownloadProgress) => void) => Promise<Downloaded>;

/** A card's files are on the site, or came from a hub and are kept here. */
const bringFrom =
  (base: string): Bring =>
  async (card, file, onProgress) => {
    if (!isFromHub(card)) return fetchFile(urlOf(card, file, base), file, onProgress);
    const { readKept } = await import('../hub/open');
    const bytes = await readKept(card.hub, file.path);
    onProgress({ received: file.bytes, total: file.bytes, fromCache: true });
    return { bytes, fromCache: true, kept: true };
  };

async function download({ chain, base }: SessionSpec, report: Report) {
  const bring = bringFrom(base);
  const wanted = chain.flatMap(({ card, artefact }) =>
    [...(isDrawn(card) ? [] : artefact.files), ...card.assets].map((file) => ({ card, file })),
  );
  const total = wanted.reduce((sum, { file }) => sum + file.bytes, 0);
  let before = 0;
  let allCached = true;
  let kept = true;
  const files = new Map<ModelCard, Map<string, ArrayBuffer>>();
  const started = performance.now();
  for (const { card, file } of wanted) {
    const got = await bring(card, file, ({ received, fromCache }) =>
      report({ phase: 'download', received: before + received, total, fromCache }),
    );
    before += file.bytes;
    allCached &&= got.fromCache;
    kept &&= got.kept;
    if (!files.has(card)) files.set(card, new Map());
    files.get(card)?.set(file.path, got.bytes);
  }
  return { files, total, allCached, kept, downloadMs: performance.now() - started };
}

/** Before anything is made or read of what could only fail, and take the tab with it. @throws Problem `memory`, `missing-feature` */
async function refuseUnfit({ chain, target }: SessionSpec): Promise<void> {
  for (const { card, artefact } of chain) {
    if (!isDrawn(card) && !isFromHub(card)) continue;
    const room = await roomOn(target);
    const { measuredConfig, refuseTooLarge } = await import('../decoder/drawnModel');
    refuseTooLarge(isDrawn(card) ? measuredConfig(card.decoder.drawn.config) : card.config, artefact, room);
    if (artefact.compute === 'fp16' && room.halves === false) throw new Problem('missing-feature', NO_HALVES);
  }
}

/** Makes what no file holds: models whose weights are drawn. */
async function draw({ chain }: SessionSpec, files: Map<ModelCard, Map<string, ArrayBuffer>>, report: Report) {
  for (const { card, artefact } of chain) {
    if (!isDrawn(card)) continue;
    const { drawnFiles } = await import('../decoder/drawnModel');
    const total = artefact.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const onMade = (received: number) => report({ phase: 'create', received, total, fromCache: true });
    const fetched = files.get(card) ?? [];
    files.set(card, new Map([...fetched, ...drawnFiles(card.decoder.drawn, artefact, onMade)]));
  }
}

/** Fetches and starts the runtime that a target names. */
export async function openRuntime({ target }: SessionSpec, report: Report): Promise<Started> {
  report({ phase: 'runtime', received: 0, total: 0, fromCache: false });
  const load = runtimeModules[`../runtimes/${target.runtime}/worker.ts`];
  if (!load) throw new Problem('missing-feature', `This page has no runtime called ${target.runtime}.`);
  const started = performance.now();
  const { open } = await load();
  const runtime = await open({
    backend: target.backend,
    threads: target.threads,
    build: target.build,
    onDownload: (received, total) => report({ phase: 'runtime', received, total, fromCache: false }),
  });
  return { runtime, runtimeMs: performance.now() - started };
}

/** Of a whole chain: another backend ran it only where it ran every network of it. */
function together(placements: readonly Placement[]): Placement {
  const [first] = placements;
  const arithmetic = placements.flatMap(({ computePrecision }) => computePrecision ?? []);
  const counts = placements.flatMap(({ fallbackNodes }) => fallbackNodes ?? []);
  return {
    ...(counts.length > 0 && { fallbackNodes: counts.reduce((sum, count) => sum + count, 0) }),
    // The coarsest says how exact an answer can be.
    ...(arithmetic.length > 0 && { computePrecision: computePrecisions.findLast((one) => arithmetic.includes(one)) }),
    ...(first?.backend && placements.every(({ backend }) => backend === first.backend) && { backend: first.backend }),
  };
}

/**
 * Fetches the chain's files and makes the networks of them, one phase after the other.
 * @param keeps the workload's
 */
export async function loadNetworks(
  spec: SessionSpec,
  { runtime, runtimeMs }: Started,
  report: Report,
  keeps: NonNullable<Workload['keeps']> = () => [],
): Promise<LoadedChain> {
  await refuseUnfit(spec);
  const { files, total, allCached, kept, downloadMs } = await download(spec, report);
  await draw(spec, files, report);
  const networks = new Map<string, LoadedNetwork>();
  const links = spec.chain.map(({ card, artefact }) => {
    const own = files.get(card) ?? new Map<string, ArrayBuffer>();
    const pick = (list: readonly CardFile[]) =>
      new Map(list.map((file) => [file.path, own.get(file.path) as ArrayBuffer]));
    return { card, artefact, weights: pick(artefact.files), assets: pick(card.assets) };
  });
  // For each: that one has been placed or made is a sign of life.
  const isCreating = () => report({ phase: 'create', received: total, total, fromCache: allCached });
  const placements: Placement[] = [];
  for (const { card, weights } of links) {
    isCreating();
    placements.push((spec.placed ? undefined : await runtime.place?.(card, weights)) ?? {});
  }
  const createStart = performance.now();
  for (const { card, artefact, weights, assets } of links) {
    isCreating();
    const network = await runtime.load(card, weights, { keepable: keeps(card) });
    networks.set(card.id, { card, artefact, assets, network });
  }
  const createMs = performance.now() - createStart;
  return {
    networks,
    opened: {
      actual: { ...runtime.actual, ...together(placements) },
      phases: { runtimeMs, downloadMs, downloadBytes: total, fromCache: allCached, createMs },
      kept,
      timerResolutionMs: timerResolutionMs(),
      mainThread: isPage(),
    },
  };
}
