import { UsageError } from '../../bench/usage';
import { inMs } from '../../src/domain/words';
import { loadServer } from '../../src/far/servers';
import { ConversionError } from '../convert/errors';
import { writeWhole } from '../convert/out';
import { askedOfModel } from './asked';
import type { Command } from './command';
import { readRequest, simulateOptions, simulateUsage } from './options';
import { linesOf } from './print';
import { CALM_REQUESTS, resultOf, type FarResult } from './result';

/** Exit code 1 where the far side refuses: the reason is printed, and written where a file is asked for. */
export const simulate: Command = {
  asked: 'model',
  options: simulateOptions,
  usage: simulateUsage,
  async run(given, print) {
    const request = readRequest(given);
    const server = await loadServer(request.server);
    if (!server) throw new RangeError(`There is no server '${request.server}'.`);
    const asked = askedOfModel(request.model, request.send);
    const beganMs = performance.now();
    const result = resultOf(request, asked, server);
    const tookMs = performance.now() - beganMs;
    for (const line of 'problem' in result ? [result.problem] : [...linesOf(result), '', took(result, tookMs)]) {
      print(line);
    }
    if (request.json !== undefined) write(request.json, result);
    return 'problem' in result ? 1 : 0;
  },
};

/** Each request is simulated on either connection; at the ends of the server's time and for the closed form once more. */
function took({ n, ends, closedForm }: FarResult, ms: number): string {
  const calm = closedForm ? Math.min(n, CALM_REQUESTS) : 0;
  return `${2 * ((ends ? 3 : 1) * n + calm)} requests in ${inMs(ms)}`;
}

function write(file: string, result: object): void {
  try {
    writeWhole(file, new TextEncoder().encode(`${JSON.stringify(result, null, 2)}\n`));
  } catch (error) {
    if (error instanceof ConversionError) throw new UsageError(error.message);
    throw error;
  }
}
