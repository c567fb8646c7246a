import { readConfig, type DecoderConfig } from '../decoder/config';
import { Problem } from '../domain/problem';
import { idOf, keptModels, type KeptModel } from './kept';
import type { HubFile } from './listing';
import { openStore, type HubStore } from './store';

/** A decoder that came from a hub, as it is run: everything from the cache, nothing asked of anybody. */
export interface HubModel {
  /** `onnx-community/Qwen3-0.6B-ONNX:q4`, see `idOf`. */
  readonly id: string;
  readonly kept: KeptModel;
  readonly config: DecoderConfig;
  /** What a tokenizer is made of, parsed JSON. */
  readonly tokenizer: {
    /** `tokenizer.json`. */
    readonly tokenizer: unknown;
    /** `tokenizer_config.json`; an empty object where there is none. */
    readonly config: unknown;
    /** Jinja, from `chat_template.jinja` or the tokenizer's configuration; undefined where there is none. */
    readonly chatTemplate?: string;
  };
  /** `generation_config.json`, parsed: end tokens, and how its authors sample. */
  readonly generation?: unknown;
  readonly onnx: {
    /** The model's file. A blob is read from disk when its bytes are asked for, and goes to a worker without a copy. */
    readonly graph: Blob;
    /** Weights outside it, by the name that the graph calls their file by: `externalData` of ONNX Runtime. */
    readonly data: readonly { readonly path: string; readonly blob: Blob }[];
  };
}

const MOST_TOKENIZER_BYTES = 100e6;

const gone = (id: string) =>
  new Problem(
    'download',
    `Some of ${id} is not kept here any more. Download it again in the library, under “From a hub”.`,
  );

async function read(store: HubStore, file: HubFile, id: string): Promise<Blob> {
  const blob = await store.readFile(file);
  if (!blob) throw gone(id);
  return blob;
}

function parsed(text: string, path: string, id: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('input', `${path} of ${id} can’t be read. Name another copy of the model.`, String(error));
  }
}

/** Newer repositories keep the template in a file, older ones in the configuration: one, or several by name. */
function templateIn(config: unknown): string | undefined {
  const told = (config as { chat_template?: unknown } | null)?.chat_template;
  if (typeof told === 'string') return told;
  if (!Array.isArray(told)) return undefined;
  const all = told as { name?: unknown; template?: unknown }[];
  const { template } = all.find(({ name }) => name === 'default') ?? all[0] ?? {};
  return typeof template === 'string' ? template : undefined;
}

/**
 * Opens a model that was downloaded from a hub.
 * @param id as `idOf` says it and `keptModels` lists it
 * @throws Problem `download` where it is not here, or not whole; `input` or `missing-feature` where its files can't be used
 */
export async function openHubModel(id: string): Promise<HubModel> {
  const kept = (await keptModels()).find((each) => idOf(each) === id);
  if (!kept?.whole)
    throw new Problem(
      'download',
      `${id} is not here, or not all of it. Download it in the library, under “From a hub”.`,
    );
  const store = await openStore();
  const text = async (path: string) => {
    const file = kept.besides.find((each) => each.path === path);
    if (!file) return undefined;
    if (file.bytes > MOST_TOKENIZER_BYTES) throw new Problem('memory', `${path} of ${id} is larger than it may be.`);
    return (await read(store, file, id)).text();
  };
  const json = async (path: string) => {
    const found = await text(path);
    return found === undefined ? undefined : parsed(found, path, id);
  };
  const config = readConfig(await json('config.json'));
  const tokenizerConfig = (await json('tokenizer_config.json')) ?? {};
  const data = await Promise.all(
    kept.data.map(async (file) => ({
      path: file.path.split('/').at(-1) ?? file.path,
      blob: await read(store, file, id),
    })),
  );
  return {
    id,
    kept,
    config,
    tokenizer: {
      tokenizer: await json('tokenizer.json'),
      config: tokenizerConfig,
      chatTemplate: (await text('chat_template.jinja')) ?? templateIn(tokenizerConfig),
    },
    generation: await json('generation_config.json'),
    onnx: { graph: await read(store, kept.graph, id), data },
  };
}
