import { UsageError } from '../../bench/usage';
import { loadServer } from '../../src/far/servers';
import { ConversionError } from '../convert/errors';
import { writeWhole } from '../convert/out';
import { askedOf } from './asked';
import type { Command } from './command';
import { readRequest, simulateOptions, simulateUsage } from './options';
import { linesOf } from './print';
import { resultOf } from './result';

/** Exit code 1 where the far side refuses: the reason is printed, and written where a file is asked for. */
export const simulate: Command = {
  asked: 'model',
  options: simulateOptions,
  usage: simulateUsage,
  async run(given, print) {
    const request = readRequest(given);
    const server = await loadServer(request.server);
    if (!server) throw new RangeError(`There is no server '${request.server}'.`);
    const result = resultOf(request, askedOf(request.model), server);
    for (const line of 'problem' in result ? [result.problem] : linesOf(result)) print(line);
    if (request.json !== undefined) write(request.json, result);
    return 'problem' in result ? 1 : 0;
  },
};

function write(file: string, result: object): void {
  try {
    writeWhole(file, new TextEncoder().encode(`${JSON.stringify(result, null, 2)}\n`));
  } catch (error) {
    if (error instanceof ConversionError) throw new UsageError(error.message);
    throw error;
  }
}
