import { parseArgs } from 'node:util';
import { readParams, type KnownIds } from '../src/results/params';
import type { RunParams } from '../src/record/record';
import { closest } from '../src/domain/suggest';
import { quoted } from '../src/domain/text';
import { precisions } from '../src/models/artefact';
import { readArch, readPrecision, type Arch } from './arch';
import { UsageError } from './usage';

export interface BenchOptions {
  readonly params: RunParams;
  /** A decoder with drawn weights, which is then the one model. */
  readonly arch?: Arch;
  /** Files to write; absent writes none. */
  readonly json?: string;
  readonly csv?: string;
  /** `chromium`, `firefox`, `webkit` or the path of one. */
  readonly browser: string;
  readonly softwareGpu: boolean;
  readonly build: boolean;
}

export type BenchRequest =
  { readonly kind: 'help' } | { readonly kind: 'list' } | { readonly kind: 'run'; readonly options: BenchOptions };

/** A text may be empty or blank. */
export type OptionType = 'string' | 'text' | 'boolean';

const optionTypes = {
  models: 'string',
  targets: 'string',
  scenario: 'string',
  seed: 'string',
  arch: 'string',
  precision: 'string',
  far: 'string',
  server: 'string',
  'after-idle': 'string',
  json: 'string',
  csv: 'string',
  browser: 'string',
  aa: 'boolean',
  'software-gpu': 'boolean',
  'no-build': 'boolean',
  list: 'boolean',
  help: 'boolean',
} as const satisfies Record<string, OptionType>;

type OptionName = keyof typeof optionTypes;

/** Those that mean the same as in a link; `readParams` checks their values. */
const linkKeys = ['models', 'targets', 'scenario', 'seed', 'far', 'server', 'after-idle'] as const;

/**
 * Splits a command line into options and their values.
 * @param types what each known option takes
 * @returns values by option, in the order given; `''` for a switch
 * @throws UsageError naming what is not understood, and the known options
 */
export function readArguments<Name extends string>(
  args: readonly string[],
  types: Readonly<Record<Name, OptionType>>,
): Map<Name, string[]> {
  const names = Object.keys(types) as Name[];
  const options = Object.fromEntries(
    names.map((name) => [name, { type: types[name] === 'boolean' ? 'boolean' : 'string' } as const]),
  );
  // Not strict: the messages of `node:util` name neither the known options nor the nearest one.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const given = new Map<Name, string[]>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional')
      throw new UsageError(`${quoted(token.value)} is no option; options begin with --.`);
    const name = names.find((known) => known === token.name);
    if (!name) throw new UsageError(unknownOption(token.rawName, names));
    if (types[name] === 'boolean' && token.value !== undefined) throw new UsageError(`--${name} takes no value.`);
    const isMissing = token.value === undefined || (types[name] === 'string' && token.value.trim() === '');
    if (types[name] !== 'boolean' && (isMissing || (!token.inlineValue && token.value?.startsWith('--')))) {
      throw new UsageError(`--${name} needs a value.`);
    }
    given.set(name, [...(given.get(name) ?? []), token.value ?? '']);
  }
  return given;
}

function unknownOption(rawName: string, names: readonly string[]): string {
  const guess = closest(rawName.replace(/^-+/, ''), names);
  const list = names.map((name) => `--${name}`).join(', ');
  return `There is no option ${quoted(rawName)}. Known: ${list}${guess ? `; did you mean '--${guess}'?` : '.'}`;
}

/** What is known once a decoder with drawn weights is. */
export function withArch(known: KnownIds, { id }: Arch): KnownIds {
  return {
    ...known,
    models: [...known.models, id],
    precisions: { ...known.precisions, [id]: precisions },
  };
}

/** Names the decoder among the parameters, as a model with a precision. */
function archIn(name: string | undefined, precision: string | undefined, search: URLSearchParams): Arch | undefined {
  if (name === undefined) {
    if (precision === undefined) return undefined;
    throw new UsageError("--precision goes with --arch; a model's is named after a colon: --models story:int4.");
  }
  if (search.has('models')) throw new UsageError('--arch and --models are measured apart: give one of them.');
  const arch = readArch(name);
  search.set('models', precision === undefined ? arch.id : `${arch.id}:${readPrecision(precision)}`);
  return arch;
}

/**
 * Reads the command line of `npm run bench`. Models and targets default to all, the scenario to `quick`, the seed to 1.
 * @throws UsageError with a sentence for each thing that is wrong, one a line
 */
export function readOptions(args: readonly string[], known: KnownIds): BenchRequest {
  const given = readArguments<OptionName>(args, optionTypes);
  if (given.has('help')) return { kind: 'help' };
  if (given.has('list')) return { kind: 'list' };

  const single = (name: OptionName): string | undefined => {
    const [value, ...others] = given.get(name) ?? [];
    if (others.length > 0) throw new UsageError(`--${name} is given ${others.length + 1} times.`);
    return value;
  };
  const search = new URLSearchParams();
  for (const key of linkKeys) for (const value of given.get(key) ?? []) search.append(key, value);
  const arch = archIn(single('arch'), single('precision'), search);
  const { params, problems } = readParams(search, arch ? withArch(known, arch) : known);
  const [json, csv, browser = 'chromium'] = [single('json'), single('csv'), single('browser')];
  const clash = json !== undefined && json === csv ? ['--json and --csv name the same file.'] : [];
  const wrong = [...problems, ...clash];
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));

  return {
    kind: 'run',
    options: {
      params: {
        models: params.models ?? [...known.models],
        targets: params.targets ?? [...known.targets],
        scenario: params.scenario ?? 'quick',
        seed: params.seed ?? 1,
        far: params.far,
        ...(given.has('aa') && { aa: true }),
      },
      ...(arch && { arch }),
      json,
      csv,
      browser,
      softwareGpu: given.has('software-gpu'),
      build: !given.has('no-build'),
    },
  };
}
