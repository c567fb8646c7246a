/**
 * What each operator of a decoder's loop takes of the time of a token, on ONNX Runtime's WASM with one thread.
 *
 *     npx tsx tools/decoder/profile.ts <model-id> [fp32|fp16|int8|int4] [tokens in the cache]
 */
import * as ort from 'onnxruntime-web/wasm';
import fs from 'node:fs';
import { join } from 'node:path';
import { loopRun } from '../../src/decoder/ort.fixture';
import { precisions } from '../../src/models/artefact';
import { modelIds, modelsFolder, readCard } from '../models/cards';
import { withIntegerProducts } from '../../src/runtimes/ort/integerProducts';
import { decoderFiles, outside, readDecoder } from './files';

/** One event of ONNX Runtime's profiler, µs. */
interface ProfilerEvent {
  readonly cat: string;
  readonly dur: number;
  readonly args?: {
    readonly op_name?: string;
    readonly input_type_shape?: readonly Readonly<Record<string, readonly number[]>>[];
    readonly output_type_shape?: readonly Readonly<Record<string, readonly number[]>>[];
  };
}

const STEPS = 64;

/** What the runtime writes to standard output when profiling ends: an array of events. */
function eventsOf(session: ort.InferenceSession): ProfilerEvent[] {
  const { writeSync } = fs;
  let written = '';
  const take = (_file: number, data: Uint8Array, from = 0, length = data.length) => {
    const bytes = Buffer.from(data).subarray(from, from + length);
    written += bytes.toString('latin1');
    return bytes.length;
  };
  fs.writeSync = take as typeof writeSync;
  session.endProfiling();
  fs.writeSync = writeSync;
  return written
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as ProfilerEvent);
}

const shapeOf = (shapes: readonly Readonly<Record<string, readonly number[]>>[] = []) =>
  Object.values(shapes[0] ?? {})[0]?.join('×') ?? '';

const [id = '', precision = 'fp32', behind = '256'] = process.argv.slice(2);
const chosen = precisions.find((one) => one === precision);
const decoders = modelIds().filter((model) => readCard(model).decoder);
if (!decoders.includes(id) || !chosen || !(Number(behind) > 0)) {
  console.error(`usage: npx tsx tools/decoder/profile.ts <${decoders.join('|')}> [${precisions.join('|')}] [tokens]`);
  process.exit(2);
}
const decoder = readDecoder(join(modelsFolder, id, 'weights'));
const files = decoderFiles(decoder, 'onnx', chosen);
const [, loop] = [...files].find(([path]) => path.endsWith('_loop.onnx'))!;
const { model, externalData } = withIntegerProducts({ model: loop, externalData: outside(files) });
const session = await ort.InferenceSession.create(model, {
  executionProviders: ['wasm'],
  externalData: [...externalData],
  enableProfiling: true,
});
const ids = Array.from({ length: Number(behind) }, (_, at) => (at * 37) % decoder.config.vocabulary);
const { cache, tokens } = await loopRun(session, decoder.config, ids, { steps: 1 });
// Compiled better by and by: what is run long enough is what counts.
await loopRun(session, decoder.config, tokens, { steps: STEPS }, cache);
await loopRun(session, decoder.config, tokens, { steps: STEPS }, cache);

const times = new Map<string, number[]>();
for (const { cat, dur, args } of eventsOf(session)) {
  const { op_name: op = '', input_type_shape: inputs, output_type_shape: outputs } = args ?? {};
  // Of a token alone: reading the text is another matter.
  if (cat !== 'Node' || op === 'Loop' || shapeOf(inputs).startsWith(`1×${behind}`)) continue;
  const name = /MatMul/.test(op) ? `${op} ${shapeOf(inputs)} → ${shapeOf(outputs)}` : op;
  times.set(name, [...(times.get(name) ?? []), dur]);
}
const rows = [...times]
  .map(([name, list]) => {
    const middle = list.sort((a, b) => a - b)[list.length >> 1]!;
    const each = list.length / (2 * STEPS + 1);
    return { name, each, middle, sum: middle * each };
  })
  .sort((a, b) => b.sum - a.sum);
const whole = rows.reduce((sum, row) => sum + row.sum, 0);
console.log(
  `${id} ${chosen}, ${behind} tokens in the cache: ${(whole / 1000).toFixed(2)} ms a token in operators, by medians`,
);
for (const { name, each, middle, sum } of rows.slice(0, 16)) {
  const share = `${((100 * sum) / whole).toFixed(1)} %`.padStart(7);
  console.log(
    `${share} ${String(Math.round(sum)).padStart(6)} µs  ${each.toFixed(1).padStart(5)} × ${middle} µs  ${name}`,
  );
}
