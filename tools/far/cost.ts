import type { OptionType } from '../../bench/options';
import { UsageError } from '../../bench/usage';
import { loadServer, serverOf } from '../../src/far/servers';
import { requestsOf } from '../../src/far/simulate';
import { caseOf } from '../../src/far/cost/case';
import { readInputs } from '../../src/far/cost/inputs';
import { loadCostFacts, resolveInputs, valuesOf } from '../../src/far/cost/resolve';
import { toldOf, type ToldCost, type ToldFigure } from '../../src/far/cost/told';
import { inGrams, inJoules, inNumber, inUsd } from '../../src/far/cost/words';
import { exactly, type Range } from '../../src/far/cost/figures';
import { ConversionError } from '../convert/errors';
import { writeWhole } from '../convert/out';
import { askedOfModel } from './asked';
import type { Command } from './command';
import { readRequest, simulateOptions } from './options';

const options = {
  ...simulateOptions,
  cost: 'boolean',
  inputs: 'string',
  'near-ms': 'string',
  'near-token-ms': 'string',
} as const satisfies Record<string, OptionType>;

/** What one answer costs and takes, as the page of cost has it. */
export const cost: Command = {
  asked: 'cost',
  options,
  usage: `--cost --model movenet-lightning --near-ms 25   price, energy and carbon of an answer near and far, and of a year
    --inputs grid-56_hour-0.5   figures in place of the sourced ones, as a page’s link has them
    --near-token-ms 12          of a text, from one token to the next on this device
    --server, --profile, --rate, --batch and --json as below`,
  async run(given, print) {
    const request = readRequest(given);
    const server = await loadServer(request.server);
    const chip = serverOf(request.server)?.chip;
    if (!server || !chip) throw new RangeError(`There is no server '${request.server}'.`);
    const { inputs: own, problems } = readInputs(one(given, 'inputs') ?? '');
    if (problems.length > 0) throw new UsageError(`--inputs: ${problems.join(' ')}`);
    const asked = askedOfModel(request.model, request.send);
    const resolved = resolveInputs(own, { id: chip, chip: server.chip }, await loadCostFacts());
    const { model, profile, seed, transport, afterIdle, traffic } = request;
    const payload = {
      upBytes: request.upBytes ?? asked.payload.upBytes,
      downBytes: request.downBytes ?? asked.payload.downBytes,
    };
    const requests = requestsOf({
      model,
      payload,
      work: asked.work,
      profile,
      server,
      transport,
      afterIdle,
      traffic,
      seed,
    });
    const ms = milliseconds(given, 'near-ms');
    const tokenMs = milliseconds(given, 'near-token-ms');
    const told = toldOf(
      caseOf({
        asked: { ...asked, payload },
        requests,
        inputs: valuesOf(resolved),
        ...(ms !== undefined && { near: { ms, ...(tokenMs !== undefined && { tokenMs }) } }),
      }),
      resolved,
    );
    for (const line of linesOf(told, `${model} to ${server.title}`)) print(line);
    if (request.json !== undefined) write(request.json, told);
    return 0;
  },
};

const one = (given: ReadonlyMap<string, readonly string[]>, name: string) => given.get(name)?.[0];

function milliseconds(given: ReadonlyMap<string, readonly string[]>, name: string): number | undefined {
  const text = one(given, name);
  if (text === undefined) return undefined;
  const ms = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && ms > 0 && ms <= 600_000) return ms;
  throw new UsageError(`--${name} is a number above 0 to 600,000 ms; '${text}' is not.`);
}

const writers: Readonly<Record<string, (range: Range) => string>> = { $: inUsd, J: inJoules, 'g CO₂e': inGrams };

function figure({ title, unit, low, high, problem }: ToldFigure): string {
  const write = writers[unit] ?? ((range: Range) => `${inNumber(range)} ${unit}`);
  const value = low === undefined || high === undefined ? (problem ?? '') : write({ low, high });
  return `  ${title.padEnd(58)}${value}`;
}

function linesOf({ figures, crossings, inputs }: ToldCost, heading: string): string[] {
  const names = { buy: 'buying', rent: 'renting', near: 'the device' } as const;
  return [
    heading,
    ...figures.map(figure),
    ...crossings.map(
      ({ perDay, cheaper, than }) =>
        `  from ${inNumber(exactly(perDay))} requests a day on ${names[cheaper]} costs less than ${names[than]}`,
    ),
    '',
    'It rests on',
    ...inputs.map(
      ({ title, unit, value, own, quality, source, asOf }) =>
        `  ${title.padEnd(40)}${`${value ?? 'unknown'} ${unit}`.padEnd(20)}${own ? 'own, ' : ''}${quality}${asOf ? `, ${asOf}` : ''}: ${source}`,
    ),
  ];
}

function write(file: string, told: ToldCost): void {
  try {
    writeWhole(file, new TextEncoder().encode(`${JSON.stringify(told, null, 2)}\n`));
  } catch (error) {
    if (error instanceof ConversionError) throw new UsageError(error.message);
    throw error;
  }
}
