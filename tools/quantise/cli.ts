/** `npm run quantise`: a smaller model of one of the repository's, with what it costs. See {@link USAGE}. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Artefact, ModelCard, Score } from '../../src/models/card';
import { toleranceOf } from '../../src/models/tolerance';
import type { TaskInput } from '../../src/tasks/types';
import { writeWhole } from '../convert/out';
import { modelIds, readCard } from '../models/cards';
import { planOf } from '../models/quantise-artefact';
import { casesOf, inputsOf } from './cases';
import { onHeldOut, onReference } from './measure';
import { putOnCard } from './onCard';
import { readOptions, USAGE, UsageError, type Options } from './options';
import { quantise, rangesOf, type Method, type QuantisePlan } from './quantise';
import { reportOf, type Findings } from './report';
import { scoresOf } from './scores';
import { openModel } from './session';
import { modelFile, sourceArtefact } from './source';

const isOnnx = ({ format, precision }: Artefact) => format === 'onnx' && (precision === 'fp32' || precision === 'fp16');

/** Models that there is something to quantise of; decoders are made in every precision from their weights (`tools/decoder`). */
const known = () =>
  modelIds().filter((id) => {
    const { decoder, artefacts } = readCard(id);
    return !decoder && artefacts.some(isOnnx);
  });

/** "30 pictures", "24 texts". */
function inputWords(inputs: readonly TaskInput[]): string {
  const texts = inputs.flatMap((input) => (input.kind === 'texts' ? input.texts : []));
  return texts.length > 0 ? `${texts.length} sentences` : `${inputs.length} pictures`;
}

async function scored(
  card: ModelCard,
  folder: string | undefined,
  models: readonly Uint8Array[],
): Promise<Score[][] | undefined> {
  const scores = await scoresOf(card);
  if (folder === undefined) {
    if (scores) console.log(`scores      none without --data: ${scores.data}`);
    return undefined;
  }
  if (!scores) throw new UsageError(`${card.id} has no examples whose answers are known: leave --data out.`);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`There is no folder ${folder}.`);
  const all: Score[][] = [];
  for (const model of models) {
    const running = await openModel(model);
    all.push(await scores.measure(folder, running.run));
    await running.release();
  }
  return all;
}

async function run(options: Options): Promise<boolean> {
  const { model, precision, ranges, to, data } = options;
  if (to !== undefined && !statSync(to, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`There is no folder ${to}.`);
  }
  const card = readCard(model);
  const before = card.artefacts.find((one) => one.quantisedFrom && one.precision === precision);
  const inputs = await inputsOf(card);
  const [calibration, heldOut] = [inputs.calibration(), inputs.heldOut()];
  const isText = heldOut.some(({ kind }) => kind === 'texts');
  const method: Method = options.method ?? (precision === 'int4' || isText ? 'weights' : 'static');
  const keep = options.keep.length > 0 ? options.keep : ((before && planOf(card, before)?.keep) ?? []);
  const source = await modelFile(card);

  const values =
    method === 'static'
      ? await rangesOf(
          source,
          (await casesOf(card, calibration)).map(({ feeds }) => feeds),
          ranges,
          keep,
        )
      : {};
  const plan: QuantisePlan = { ...(method === 'static' && { ranges, on: inputWords(calibration) }), keep, values };
  const made = quantise(source, { method, precision }, plan);

  const tolerance = toleranceOf(card, before);
  const cases = await casesOf(card, heldOut);
  const running = await openModel(made);
  const findings: Findings = {
    card,
    precision,
    method,
    plan: method === 'static' || keep.length > 0 ? plan : undefined,
    bytes: { source: source.length, made: made.length, stored: sourceArtefact(card).precision },
    heldOn: inputWords(heldOut),
    reference: await onReference(card, tolerance, running.run),
    held: await onHeldOut(card, tolerance, cases, running.run),
    tolerance,
    isOwn: before?.tolerance !== undefined,
  };
  await running.release();
  console.log(reportOf(findings));
  const scores = await scored(card, data, [source, made]);
  for (const [index, { measure, value, on }] of (scores?.[1] ?? []).entries()) {
    console.log(
      `scores      ${measure} ${value.toFixed(4)}, whole network ${scores![0]![index]!.value.toFixed(4)}: ${on}`,
    );
  }
  const isFirst = options.card && before?.tolerance === undefined;
  if (!findings.reference.pass && !isFirst) {
    console.error('It is further from the reference than the card allows; nothing was written.');
    return false;
  }
  if (options.card) {
    putOnCard(findings, made, scores?.[1]);
    const limits = isFirst ? ', with limits to begin with: their reason is yours to write' : '';
    console.log(`put on models/${model}/card.json${limits}`);
  }
  if (to !== undefined) {
    const file = join(to, `${model}-${precision}.onnx`);
    writeWhole(file, made);
    console.log(`written to ${file}`);
  }
  return true;
}

/** Usage errors of our own and of `parseArgs`, which throws TypeError with a code. */
function isUsage(error: unknown): error is Error {
  return error instanceof UsageError || String((error as { code?: string }).code).startsWith('ERR_PARSE_ARGS');
}

/** @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = readOptions(argv, known());
    if (options === 'help') {
      console.log(USAGE);
      return 0;
    }
    return (await run(options)) ? 0 : 1;
  } catch (error) {
    if (isUsage(error)) {
      console.error(`${error.message}\n\n${USAGE}`);
      return 2;
    }
    console.error(
      error instanceof RangeError ? error.message : String((error as Error).message ?? error).split('\n')[0],
    );
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
