/** Converts mutated models one after another and tells the parent process of each: `convertModels.ts seed from count folder`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../../tools/convert/cli';
import type { Done, Outcome } from '../models';
import { mutatedModel } from './mutateModel';

const [seed = 0, from = 0, count = 0] = process.argv.slice(2, 5).map(Number);
const folder = process.argv[5]!;

/** Words of the language or of a library, which say nothing to a person with a model. */
const rawWords =
  /itself failed|undefined|\[object |is not a function|not iterable|Cannot (read|set|convert|mix)|call stack|Invalid (array|typed)|NaN|^\s+at /m;

function judge(code: number | undefined, errors: readonly string[]): Outcome {
  if (code === 0) return 'accepted';
  const [message = ''] = errors;
  const worded = errors.length === 1 && message !== '' && message.length < 1500 && !rawWords.test(message);
  return worded && code !== undefined ? 'refused' : 'raw';
}

async function convert(index: number): Promise<Done> {
  const own = join(folder, String(index));
  mkdirSync(own);
  const { json, shards, options, label } = mutatedModel(seed, index);
  writeFileSync(join(own, 'model.json'), json);
  for (const [name, bytes] of shards) writeFileSync(join(own, name), bytes);
  const errors: string[] = [];
  Object.assign(console, {
    log: () => {},
    error: (line: string) => void errors.push(line),
    warn: () => {},
  });
  let code: number | undefined;
  try {
    code = await main([join(own, 'model.json'), '--out', join(own, 'model.onnx'), ...options]);
  } catch (error) {
    errors.push(String((error as Error).stack));
  }
  rmSync(own, { recursive: true });
  return {
    index,
    outcome: judge(code, errors),
    detail: `${index}: ${label}: ${errors.join(' | ').slice(0, 600)}`,
  };
}

for (let index = from; index < count; index++) process.send!(await convert(index));
process.disconnect();
