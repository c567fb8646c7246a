/**
 * `npm run convert -- path/to/model.json --out model.onnx [--precision fp32|fp16] [--dynamic] [--shape input=1,224,224,3]
 * [--input name=values.npy|picture.png] [--no-verify]`: a TensorFlow.js model, graph or layers, as ONNX.
 * Exit code 0 when the file is written, 1 when the model can't be converted or the result differs, 2 for bad usage.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { convertModel, readArtefacts } from './convert';
import { ConversionError, excerpt } from './errors';
import { UNKNOWN, type GraphInput } from './ir';
import type { Precision } from './lower/emitter';
import { overwritten, writeWhole } from './out';
import { report } from './report';
import { readValues, takesPicture } from './read/values';
import type { Case } from './verify';

const USAGE =
  'usage: npm run convert -- path/to/model.json --out model.onnx [--precision fp32|fp16] [--dynamic] [--no-verify]\n' +
  '                          [--shape name=1,224,224,3]… [--input name=values.npy|picture.png]…';

interface Arguments {
  readonly model: string;
  readonly out: string;
  readonly precision: Precision;
  readonly dynamic: boolean | undefined;
  readonly verify: boolean;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly values: ReadonlyMap<string, string>;
}

class UsageError extends Error {}

function pair(text: string, option: string): [string, string] {
  const at = text.lastIndexOf('=');
  if (at <= 0) throw new UsageError(`--${option} takes name=value, not ${text}.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function lengths(text: string): number[] {
  const shape = text.split(',').map(Number);
  if (!shape.every((length) => Number.isInteger(length) && (length > 0 || length === UNKNOWN))) {
    throw new UsageError(`--shape takes lengths between commas, not ${text}.`);
  }
  return shape;
}

function parse(argv: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      precision: { type: 'string', default: 'fp32' },
      dynamic: { type: 'boolean' },
      verify: { type: 'boolean' },
      'no-verify': { type: 'boolean' },
      shape: { type: 'string', multiple: true, default: [] },
      input: { type: 'string', multiple: true, default: [] },
    },
  });
  const [model, ...rest] = positionals;
  if (!model || rest.length) throw new UsageError('Name one model.json.');
  if (!values.out) throw new UsageError('--out says where the ONNX file goes.');
  if (values.precision !== 'fp32' && values.precision !== 'fp16') {
    throw new UsageError(`--precision is fp32 or fp16, not ${values.precision}.`);
  }
  return {
    model,
    out: values.out,
    precision: values.precision,
    dynamic: values.dynamic,
    verify: !values['no-verify'],
    shapes: Object.fromEntries(
      values.shape.map((text) => pair(text, 'shape')).map(([name, list]) => [name, lengths(list)]),
    ),
    values: new Map(values.input.map((text) => pair(text, 'input'))),
  };
}

const sample = fileURLToPath(new URL('../../models/samples/astronaut.png', import.meta.url));

/** The values that were named; for a model that takes pictures and got none, the sample photograph. */
function realCases(inputs: readonly GraphInput[], files: ReadonlyMap<string, string>): Case[] {
  const stray = [...files.keys()].filter((name) => !inputs.some((input) => input.name === name));
  if (stray.length)
    throw new UsageError(
      `The model has no input ${stray.join(', ')}; it has ${inputs.map(({ name }) => name).join(', ')}.`,
    );
  if (files.size === 0 && !inputs.every(takesPicture)) return [];
  const fileOf = ({ name }: GraphInput) => {
    const file = files.size === 0 ? sample : files.get(name);
    if (!file) throw new UsageError(`--input must be given for ${name} too.`);
    return file;
  };
  const feeds = Object.fromEntries(inputs.map((input) => [input.name, readValues(fileOf(input), input)]));
  return [{ label: files.size === 0 ? 'photograph' : 'given', feeds }];
}

function refuseToOverwrite(out: string, sources: readonly string[]): void {
  const source = overwritten(out, sources);
  if (source !== undefined) {
    throw new UsageError(`--out ${out} would overwrite ${source}, which the model is read from: give it another name.`);
  }
}

async function run(args: Arguments): Promise<boolean> {
  if (!statSync(args.model, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`There is no file ${args.model}.`);
  if (!existsSync(path.dirname(path.resolve(args.out)))) throw new UsageError(`There is no folder for ${args.out}.`);
  refuseToOverwrite(args.out, [args.model, ...args.values.values()]);
  const { artefacts, layers, files, bytes } = readArtefacts(args.model);
  refuseToOverwrite(args.out, files);
  const conversion = await convertModel(artefacts, {
    layers,
    precision: args.precision,
    shapes: args.shapes,
    verify: args.verify,
    feeds: (inputs) => realCases(inputs, args.values),
    ...(args.dynamic && { dynamic: true }),
  });
  console.log(report(conversion, { sourceBytes: bytes, precision: args.precision }));
  if (!conversion.parity.every(({ pass }) => pass)) {
    console.error('The converted model differs from its source; nothing was written.');
    return false;
  }
  writeWhole(args.out, conversion.onnx);
  console.log(`written to ${args.out}`);
  return true;
}

/** Usage errors of our own and of `parseArgs`, which throws TypeError with a code. */
function isUsage(error: unknown): error is Error {
  return error instanceof UsageError || String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
}

/** @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    console.log(USAGE);
    return 0;
  }
  try {
    return (await run(parse(argv))) ? 0 : 1;
  } catch (error) {
    if (isUsage(error)) {
      console.error(`${error.message}\n${USAGE}`);
      return 2;
    }
    // Anything else is a fault of the converter's own, said in one line all the same.
    const own = error instanceof ConversionError;
    const message = String((error as Error).message ?? error).split('\n')[0]!;
    console.error(own ? error.message : `The converter itself failed on this model: ${excerpt(message)}`);
    return 1;
  }
}

/** Run as a command, by its own name or through a link. */
function isCommand(): boolean {
  const [, script] = process.argv;
  return (
    script !== undefined && existsSync(script) && realpathSync(script) === realpathSync(fileURLToPath(import.meta.url))
  );
}

if (isCommand()) process.exitCode = await main(process.argv.slice(2));
