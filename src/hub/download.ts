import { parameterCount } from '../decoder/shapes';
import { Problem } from '../domain/problem';
import { quoted } from '../domain/text';
import { listed } from '../domain/words';
import type { Remote } from '../door/remote';
import { externalFiles } from '../onnx/externalFiles';
import { operatorCounts } from '../onnx/operatorCounts';
import { fileUrl, type HubAddress } from './address';
import { Digest } from './hashing';
import { filesOf } from './fromHub';
import { bytesOf, idOf, tidy, type KeptModel } from './kept';
import type { HubFile } from './listing';
import type { Found } from './lookUp';
import { SEGMENT_BYTES, openStore, type HubStore } from './store';
import { piecesOf, type TransferRules } from './transfer';
import type { Variant } from './variants';

export interface HubProgress {
  /** Bytes that are here, of {@link HubProgress.total}. */
  readonly received: number;
  readonly total: number;
  /** Of the file that is on its way. */
  readonly path: string;
  /** What was kept before is read and checked again; nothing is asked for. */
  readonly checking: boolean;
}

export interface DownloadMeans {
  readonly remote: Remote;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: HubProgress) => void;
  /** Waits while the page measures: what is fetched meanwhile would slow it down. */
  readonly quiet?: () => Promise<void>;
  readonly rules?: Partial<TransferRules>;
}

/** What a download of one variant will keep. */
export function planOf({ address, info, config, besides }: Found, variant: Variant, now: Date): KeptModel {
  return {
    schema: 'nearside.hub/1',
    ...address,
    commit: info.commit,
    variant: variant.id,
    weights: variant.weights,
    compute: variant.compute,
    licence: info.licence,
    family: config.family,
    parameters: parameterCount(config),
    graph: variant.graph,
    data: [...variant.data],
    besides: [...besides],
    whole: false,
    at: now.toISOString(),
  };
}

/**
 * Downloads a model, or goes on with it: what is here is not asked for again. Every file is checked against the hash that the hub
 * lists before the model counts as whole.
 * @throws Problem `download`, `offline`, `integrity`, or `memory` where the browser has no more room; what the signal was aborted with
 */
export async function downloadModel(plan: KeptModel, means: DownloadMeans): Promise<KeptModel> {
  const store = await openStore();
  const id = idOf(plan);
  const total = bytesOf(plan);
  await store.writeNote(id, plan);
  let before = 0;
  let operators: KeptModel['operators'];
  for (const file of filesOf(plan)) {
    const report = (received: number, checking: boolean) =>
      means.onProgress({ received: before + received, total, path: file.path, checking });
    await fetchFile(new Transfer(plan, file, store, means), report);
    if (file === plan.graph) operators = await readGraph(plan, store);
    before += file.bytes;
  }
  const whole = { ...plan, ...(operators && { operators }), whole: true };
  await store.writeNote(id, whole);
  // Those of an earlier commit.
  await tidy(store);
  return whole;
}

/** A graph that keeps its weights elsewhere is small. */
const MOST_GRAPH_BYTES = 64e6;

/**
 * That the files in which the graph keeps weights are among those that come with it: told before they are downloaded.
 * @returns how often it has each operator, where it is small enough to be read
 * @throws Problem `no-artefact`
 */
async function readGraph({ repository, graph, data }: KeptModel, store: HubStore): Promise<KeptModel['operators']> {
  if (graph.bytes > MOST_GRAPH_BYTES) return undefined;
  const buffer = await (await store.readFile(graph))?.arrayBuffer();
  const bytes = new Uint8Array(buffer ?? new ArrayBuffer(0));
  const missing = missingFiles(bytes, data, graph.path);
  if (missing.length === 0) return operatorCounts(bytes);
  const what = `${graph.path} keeps weights in ${listed(missing)}, which ${repository} doesn’t hold beside it.`;
  throw new Problem('no-artefact', `${what} Choose another form, or another copy of the model.`);
}

function missingFiles(bytes: Uint8Array, data: readonly HubFile[], path: string): string[] {
  try {
    const here = data.map((file) => file.path.split('/').at(-1));
    return [...externalFiles(bytes)].filter((name) => !here.includes(name)).map(quoted);
  } catch (error) {
    throw new Problem('no-artefact', `${path} is no ONNX model. Choose another form, or another copy.`, String(error));
  }
}

class Transfer {
  constructor(
    readonly plan: KeptModel,
    readonly file: HubFile,
    readonly store: HubStore,
    readonly means: DownloadMeans,
  ) {}

  get address(): HubAddress {
    return this.plan;
  }

  pieces(from: number): AsyncIterable<Uint8Array<ArrayBuffer>> {
    const { remote, signal, rules } = this.means;
    const { path, bytes } = this.file;
    const url = fileUrl(this.address, this.plan.commit, path);
    return piecesOf({ remote, signal, rules, url, address: this.address, what: path }, { from, bytes });
  }
}

async function fetchFile(transfer: Transfer, report: (received: number, checking: boolean) => void): Promise<void> {
  const { file, store, means } = transfer;
  const digest = await Digest.of(file);
  let index = 0;
  for (const count = await store.segmentsOf(file); index < count; index++) {
    means.signal.throwIfAborted();
    const segment = await store.readSegment(file, index);
    if (!segment) break;
    digest.add(new Uint8Array(await segment.arrayBuffer()));
    report(Math.min(file.bytes, (index + 1) * SEGMENT_BYTES), true);
  }
  const resumed = index > 0;
  let received = Math.min(file.bytes, index * SEGMENT_BYTES);
  report(received, false);
  // One segment at a time: a gigabyte is nowhere whole.
  let segment = new Uint8Array(Math.min(SEGMENT_BYTES, file.bytes - received));
  let filled = 0;
  const keep = async () => {
    await store.writeSegment(file, index++, segment);
    await means.quiet?.();
    segment = new Uint8Array(Math.min(SEGMENT_BYTES, file.bytes - received));
    filled = 0;
  };
  if (received < file.bytes) {
    for await (const piece of transfer.pieces(received)) {
      digest.add(piece);
      for (let at = 0; at < piece.length;) {
        const part = piece.subarray(at, at + segment.length - filled);
        segment.set(part, filled);
        filled += part.length;
        at += part.length;
        received += part.length;
        if (filled === segment.length) await keep();
      }
      report(received, false);
    }
  }
  if (digest.hex() === file.hash.hex) return;
  await store.forgetFile(file);
  // What was kept from before may be what is spoilt.
  if (resumed) return fetchFile(transfer, report);
  throw new Problem(
    'integrity',
    `${file.path} is not the file that the hub lists (its hash differs), and was not kept. Download it again; if it comes out the same, name another copy of the model.`,
    transfer.address.repository,
  );
}
