import { readArguments } from '../options';
import { UsageError } from '../usage';
import { closest } from '../../src/domain/suggest';
import { Problem } from '../../src/domain/problem';
import { quoted } from '../../src/domain/text';
import { outlines } from '../../src/models/outline';
import { allTargets, parseTarget } from '../../src/runtimes/target';
import { samplingOf, type Sampling } from '../../src/workloads/generation/sampling';
import type { TextAsked } from '../../src/app/writeText';

export interface GenerateOptions {
  readonly asked: TextAsked & { readonly sampling: Sampling };
  readonly prompt: string;
  readonly browser: string;
  readonly softwareGpu: boolean;
  readonly build: boolean;
}

export type GenerateRequest = { readonly kind: 'help' } | { readonly kind: 'run'; readonly options: GenerateOptions };

const optionTypes = {
  model: 'string',
  prompt: 'text',
  target: 'string',
  precision: 'string',
  seed: 'string',
  'max-tokens': 'string',
  temperature: 'string',
  'top-k': 'string',
  'top-p': 'string',
  'repetition-penalty': 'string',
  stop: 'text',
  browser: 'string',
  'software-gpu': 'boolean',
  'no-build': 'boolean',
  help: 'boolean',
} as const;

type OptionName = keyof typeof optionTypes;

/** Models that write text. */
const writers = outlines.filter(({ workload }) => workload === 'generation');

const unknown = (what: string, given: string, known: readonly string[]) => {
  const guess = closest(given, known);
  return `There is no ${what} ${quoted(given)}. Known: ${known.join(', ')}${guess ? `; did you mean '${guess}'?` : '.'}`;
};

/**
 * Reads the command line of `npm run generate`.
 * @throws UsageError with a sentence for each thing that is wrong, one a line
 */
export function readGenerateOptions(args: readonly string[]): GenerateRequest {
  const given = readArguments<OptionName>(args, optionTypes);
  if (given.has('help')) return { kind: 'help' };
  const wrong: string[] = [];
  const single = (name: OptionName): string | undefined => {
    const [value, ...others] = given.get(name) ?? [];
    if (others.length > 0) wrong.push(`--${name} is given ${others.length + 1} times.`);
    return value;
  };
  const number = (name: OptionName): number | undefined => {
    const text = single(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    wrong.push(`--${name} is a number, not ${quoted(text)}.`);
    return undefined;
  };

  const model = single('model') ?? 'story';
  const outline = writers.find(({ id }) => id === model);
  if (!outline) {
    const ids = writers.map(({ id }) => id);
    wrong.push(unknown('model that writes', model, ids));
  }
  const target = single('target') ?? 'ort-wasm';
  if (!parseTarget(target)) wrong.push(unknown('target', target, allTargets));
  const precision = single('precision');
  const precisions = [...new Set(outline?.artefacts.map((artefact) => artefact.precision))];
  if (precision !== undefined && outline && !precisions.includes(precision as never))
    wrong.push(unknown(`precision of ${model}`, precision, precisions));
  const maxTokens = number('max-tokens');
  if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && maxTokens > 0))
    wrong.push(`--max-tokens is a whole number from 1 on, not ${maxTokens}.`);

  let sampling: Sampling | undefined;
  try {
    sampling = samplingOf({
      temperature: number('temperature'),
      topK: number('top-k'),
      topP: number('top-p'),
      repetitionPenalty: number('repetition-penalty'),
      seed: number('seed'),
    } as Partial<Sampling>);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    wrong.push(error.message);
  }
  const [prompt = '', browser = 'chromium'] = [single('prompt'), single('browser')];
  if (wrong.length > 0 || !sampling) throw new UsageError(wrong.join('\n'));
  return {
    kind: 'run',
    options: {
      asked: {
        model: precision === undefined ? model : `${model}:${precision}`,
        target,
        prompt: { text: prompt },
        ...(maxTokens !== undefined && { maxTokens }),
        sampling,
        stop: given.get('stop') ?? [],
      },
      prompt,
      browser,
      softwareGpu: given.has('software-gpu'),
      build: !given.has('no-build'),
    },
  };
}

export const generateHelp = `npm run generate -- [options]

Writes a text with a model of this page, in a real browser over the production build. The text goes to the standard output as it
is written, what is to be said of it to the standard error. The same seed writes the same text, whatever the target.

  --model NAME            ${writers.map(({ id }) => id).join(', ')} (story)
  --prompt TEXT           what the text begins with (nothing: the model begins it)
  --target NAME           runtime and backend (ort-wasm)
  --precision NAME        how the weights are stored (what the target reads best)
  --seed N                of the numbers that choose tokens (1)
  --max-tokens N          tokens at most (as many as the model holds)
  --temperature N         0 takes the likeliest token always (0.8)
  --top-k N               of the likeliest so many; 0 of all (50)
  --top-p N               of those that together make up this share (0.95)
  --repetition-penalty N  makes tokens that were there less likely; 1 doesn't (1)
  --stop TEXT             ends the text before it; may be given several times
  --browser NAME|PATH     chromium, firefox, webkit or the path of one (chromium)
  --software-gpu          WebGPU and WebGL in software, for a machine with no GPU (Chromium, Firefox)
  --no-build              use the build in dist/ as it is
  --help                  this text

Exit code: 0 when the text was written to its end, 1 when it was not or its model is wrong on the target, 2 for bad usage.
`;
