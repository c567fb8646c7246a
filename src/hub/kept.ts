import * as v from 'valibot';
import { precisions } from '../models/artefact';
import { hostOf, HOME, type HubAddress } from './address';
import { filesOf } from './fromHub';
import { openStore, type HubStore } from './store';

const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const fileSchema = v.object({
  path: v.string(),
  bytes,
  hash: v.variant('kind', [
    v.object({ kind: v.literal('sha256'), hex: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
    v.object({ kind: v.literal('git'), hex: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)) }),
  ]),
});

const keptSchema = v.object({
  schema: v.literal('nearside.hub/1'),
  origin: v.string(),
  /** `owner/name`. */
  repository: v.string(),
  /** What was asked for, and the commit that it was then. */
  revision: v.string(),
  commit: v.string(),
  /** `q4`, as the names of its files say it. */
  variant: v.string(),
  weights: v.picklist(precisions),
  compute: v.picklist(['fp32', 'fp16', 'int8']),
  licence: v.optional(v.object({ name: v.string(), link: v.optional(v.string()) })),
  family: v.string(),
  parameters: bytes,
  /** How often the graph has each operator, where it is small enough to be read for them before it is opened. */
  operators: v.fallback(v.optional(v.record(v.string(), bytes)), undefined),
  graph: fileSchema,
  /** Weights outside the graph. */
  data: v.array(fileSchema),
  /** `config.json`, the tokenizer's files. */
  besides: v.array(fileSchema),
  /** Every byte is there and was checked. */
  whole: v.boolean(),
  /** When its download began, ISO 8601. */
  at: v.string(),
});

/** A model from a hub that is kept here, or was begun: its description. */
export type KeptModel = v.InferOutput<typeof keptSchema>;

/**
 * What a kept model is called: `onnx-community/Qwen3-0.6B-ONNX:q4`, with its host before it where that is not the hub. Its last colon
 * parts the form from the repository.
 */
export function idOf(kept: Pick<HubAddress, 'origin' | 'repository'> & { readonly variant: string }): string {
  const { origin, repository, variant } = kept;
  return `${origin === HOME ? '' : `${hostOf(kept)}/`}${repository}:${variant}`;
}

export const bytesOf = (kept: Pick<KeptModel, 'besides' | 'graph' | 'data'>): number =>
  filesOf(kept).reduce((sum, file) => sum + file.bytes, 0);

async function read(store: HubStore): Promise<KeptModel[]> {
  const notes = await store.readNotes();
  const read = notes.flatMap(({ json }) => {
    const result = v.safeParse(keptSchema, json);
    return result.success ? [result.output] : [];
  });
  return read.sort((a, b) => idOf(a).localeCompare(idOf(b)));
}

/** Every model from a hub that is kept here or was begun; none where nothing can be kept. */
export async function keptModels(): Promise<KeptModel[]> {
  try {
    return await read(await openStore());
  } catch {
    return [];
  }
}

/** How much of a model has come, bytes. */
export async function receivedOf(kept: KeptModel): Promise<number> {
  if (kept.whole) return bytesOf(kept);
  const store = await openStore();
  const each = await Promise.all(filesOf(kept).map((file) => store.bytesOf(file)));
  return each.reduce((sum, size) => sum + size, 0);
}

/** Lets go of a model, and of those of its files that no other has. */
export async function forget(id: string): Promise<void> {
  const store = await openStore();
  await store.forgetNote(id);
  await tidy(store);
}

/** A description as another version of this page writes it: what its files are is that one's to know. */
const isForeign = (json: unknown) =>
  /^nearside\.hub\//.test(String((json as { readonly schema?: unknown } | null | undefined)?.schema)) &&
  !v.is(keptSchema, json);

/** Lets go of files that no model has; of none where there are models that can't be read. */
export async function tidy(store: HubStore): Promise<void> {
  if ((await store.readNotes()).some(({ json }) => isForeign(json))) return;
  await store.keepOnly((await read(store)).flatMap(filesOf));
}
