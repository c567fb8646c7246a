import { Problem } from '../../domain/problem';

/** A vocabulary at work. */
export interface TextTokenizer {
  /** @returns tokens of the text alone, or with those that the model wants around it */
  encode(text: string, special: boolean): number[];
  /** @returns the text without special tokens */
  decode(tokens: readonly number[]): string;
  /** How a token is written in the vocabulary; undefined where there is no such. */
  name(token: number): string | undefined;
  /** The token that stands for what the vocabulary can't write, where there is one. */
  readonly unknown?: number;
  /** Where a text begins, for models that want it said. */
  readonly begin?: number;
  /** What ends a text, where the configuration says so. */
  readonly end?: number;
  /** `chat_template` of the configuration. */
  readonly chatTemplate?: string;
  /** Special tokens by their role (`bos_token`), as templates name them. */
  readonly special: Readonly<Record<string, string>>;
}

type Json = Record<string, unknown>;

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** "…" or `{ content: "…" }`, as both are written. */
function contentOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const content = typeof value === 'object' && value !== null ? (value as Json)['content'] : undefined;
  return typeof content === 'string' ? content : undefined;
}

function templateOf(told: unknown): string | undefined {
  if (typeof told === 'string') return told;
  if (!Array.isArray(told)) return undefined;
  // Several by name: the others are for tools.
  const all = told as { readonly name?: unknown; readonly template?: unknown }[];
  const chosen = all.find(({ name }) => name === 'default') ?? all[0];
  return typeof chosen?.template === 'string' ? chosen.template : undefined;
}

/**
 * Reads a vocabulary as Hugging Face keeps it: `tokenizer.json`, `tokenizer_config.json`, `chat_template.jinja` where that stands apart.
 * @param files by path
 * @throws Problem `no-artefact` where there is none, `input` where it can't be read
 */
export async function openTokenizer(files: ReadonlyMap<string, ArrayBuffer>): Promise<TextTokenizer> {
  const byName = new Map([...files].map(([path, bytes]) => [nameOf(path), bytes]));
  const text = (name: string) => {
    const bytes = byName.get(name);
    return bytes && new TextDecoder().decode(bytes);
  };
  const json = (name: string): Json | undefined => {
    try {
      const read = text(name);
      return read === undefined ? undefined : (JSON.parse(read) as Json);
    } catch (error) {
      throw new Problem('input', `The model’s ${name} can’t be read.`, String(error));
    }
  };
  const vocabulary = json('tokenizer.json');
  if (!vocabulary) throw new Problem('no-artefact', 'The model brings no tokenizer.json, so that it can’t read text.');
  const config = json('tokenizer_config.json') ?? {};
  const { Tokenizer } = await import('@huggingface/tokenizers');
  let tokenizer: InstanceType<typeof Tokenizer>;
  try {
    tokenizer = new Tokenizer(vocabulary, config);
  } catch (error) {
    throw new Problem('missing-feature', 'The model’s vocabulary is of a kind that is not known here.', String(error));
  }
  const special = Object.fromEntries(
    Object.entries(config).flatMap(([role, value]) => {
      const content = role.endsWith('_token') ? contentOf(value) : undefined;
      return content === undefined ? [] : [[role, content] as const];
    }),
  );
  const idOf = (token: string | undefined) => (token === undefined ? undefined : tokenizer.token_to_id(token));
  const model = vocabulary['model'] as Json | undefined;
  return {
    encode: (read, withSpecial) => tokenizer.encode(read, { add_special_tokens: withSpecial }).ids,
    // What is left out is left out by the library; tidying up would change text that was shown already.
    decode: (tokens) =>
      tokens.length === 0
        ? ''
        : tokenizer.decode([...tokens], { skip_special_tokens: true, clean_up_tokenization_spaces: false }),
    name: (token) => tokenizer.id_to_token(token),
    unknown: idOf(contentOf(model?.['unk_token']) ?? special['unk_token']),
    begin: idOf(special['bos_token']),
    end: idOf(special['eos_token']),
    chatTemplate: text('chat_template.jinja') ?? templateOf(config['chat_template']),
    special,
  };
}
