import { parseArgs } from 'node:util';
import { closest } from '../../src/domain/suggest';
import { methods, type Method } from './quantise';
import { rangeMethods, type RangeMethod } from './ranges';

export const USAGE = `usage: npm run quantise -- --model digits --precision int8 [options]

  --model ID           a model of the repository that has an ONNX artefact
  --precision P        int8 or int4: how weights are stored
  --method M           static: weights and what flows between them in 8 bits, computed in whole numbers (the default for pictures)
                       weights: weights alone, computed in floats but for products with blocks on WASM (the default for sentences, and for int4)
  --ranges R           how static tells a value's range: minmax (the default), percentile (without the rarest), mse (least loss)
  --keep A,B           nodes or operators that stay in floats
  --data FOLDER        examples whose answers are known, for accuracy and calibration beside the whole network's
  --to FOLDER          writes the model there, as ID-P.onnx
  --card               puts it on the model's card, with what was measured; npm run models assembles it from then on

Prints bytes, agreement with the whole network on the card's reference and on inputs kept apart, and scores. Exit code 0 when that
is within the tolerance on the card, 1 when it isn't or the model can't be quantised, 2 for bad usage.`;

export const smallPrecisions = ['int8', 'int4'] as const;

export interface Options {
  readonly model: string;
  readonly precision: (typeof smallPrecisions)[number];
  readonly method?: Method;
  readonly ranges: RangeMethod;
  readonly keep: readonly string[];
  readonly data?: string;
  readonly to?: string;
  readonly card: boolean;
}

export class UsageError extends Error {}

function oneOf<T extends string>(option: string, value: string | undefined, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found) return found;
  const guess = value && closest(value, known);
  const meant = guess ? ` Did you mean ${guess}?` : '';
  throw new UsageError(`--${option} is one of ${known.join(', ')}${value ? `, not ${value}` : ''}.${meant}`);
}

/** @throws UsageError naming what is known, or TypeError of `parseArgs` */
export function readOptions(argv: readonly string[], models: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      model: { type: 'string' },
      precision: { type: 'string' },
      method: { type: 'string' },
      ranges: { type: 'string', default: 'minmax' },
      keep: { type: 'string' },
      data: { type: 'string' },
      to: { type: 'string' },
      card: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const model = oneOf('model', values.model, models);
  const precision = oneOf('precision', values.precision, smallPrecisions);
  const method = values.method === undefined ? undefined : oneOf('method', values.method, methods);
  if (precision === 'int4' && method === 'static')
    throw new UsageError('--method static stores in 8 bits; 4 bits are for weights alone (--method weights).');
  return {
    model,
    precision,
    ...(method && { method }),
    ranges: oneOf('ranges', values.ranges, rangeMethods),
    keep: values.keep?.split(',').filter(Boolean) ?? [],
    ...(values.data !== undefined && { data: values.data }),
    ...(values.to !== undefined && { to: values.to }),
    card: values.card,
  };
}
