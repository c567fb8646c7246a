import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { ConversionError, excerpt, listed } from '../errors';
import { checkForm, manifestSchema } from './schema';

export interface ModelFiles {
  readonly json: io.ModelJSON;
  /** All shards behind one another, in the manifest's order. */
  readonly weightData: ArrayBuffer;
  /** model.json and its shards, */
  readonly files: readonly string[];
  /** and their bytes together. */
  readonly bytes: number;
}

/** Bytes of one stored value; quantised weights are stored as the smaller type. */
const storedBytes: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
};
const dtypes = ['float32', 'int32', 'bool'];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper than any network; what is read here may then be walked through by recursion. */
const MAX_DEPTH = 200;

function checkDepth(file: string, json: unknown): void {
  let level = [json];
  for (let depth = 0; level.length; depth++) {
    if (depth > MAX_DEPTH) {
      throw new ConversionError(`${file} is no TensorFlow.js model: it is nested more than ${MAX_DEPTH} levels deep.`);
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
}

function parse(file: string): io.ModelJSON {
  let json: unknown;
  try {
    // Some editors put a byte order mark before the text; decoding takes it off.
    json = JSON.parse(new TextDecoder().decode(readFileSync(file)));
  } catch (error) {
    throw new ConversionError(`${file} can't be read: ${excerpt((error as Error).message)}`);
  }
  if (!isObject(json) || !isObject(json.modelTopology) || !Array.isArray(json.weightsManifest)) {
    throw new ConversionError(`${file} is no TensorFlow.js model: it has no modelTopology or no weightsManifest.`);
  }
  checkDepth(file, json);
  checkForm(manifestSchema, json.weightsManifest, `The weightsManifest of ${file}`);
  return json as unknown as io.ModelJSON;
}

/**
 * Bytes that one weight takes in the shards.
 * @throws ConversionError for an unknown type or an impossible shape
 */
export function weightBytes({ name, shape, dtype, quantization }: io.WeightsManifestEntry): number {
  const label = `Weight ${excerpt(String(name))}`;
  if (!dtypes.includes(dtype)) {
    const type = dtype === undefined ? 'no type' : `the type ${excerpt(JSON.stringify(dtype))}`;
    throw new ConversionError(`${label} has ${type}; known are ${dtypes.join(', ')}.`);
  }
  const type = String(quantization?.dtype ?? dtype);
  const stored = Object.hasOwn(storedBytes, type) ? storedBytes[type] : undefined;
  if (stored === undefined) {
    throw new ConversionError(`${label} is quantised as ${excerpt(String(quantization?.dtype))}, which is unknown.`);
  }
  if (!Array.isArray(shape) || !shape.every((length) => Number.isInteger(length) && length >= 0)) {
    throw new ConversionError(`${label} has no proper shape: ${excerpt(JSON.stringify(shape) ?? 'none')}.`);
  }
  return stored * shape.reduce((product, length) => product * length, 1);
}

/** A shard's path inside the model's folder; one that leads out of it is refused. */
function shardPath(folder: string, shard: string): string {
  const file = path.resolve(folder, shard);
  const relative = path.relative(folder, file);
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative)) {
    throw new ConversionError(`Shard ${excerpt(shard)} lies outside the model's folder.`);
  }
  return file;
}

/**
 * Reads model.json and the shards beside it, checking every byte count before any value is used.
 * @throws ConversionError naming missing shards, damaged weights and wrong byte counts
 */
export function readModelFiles(file: string): ModelFiles {
  const json = parse(file);
  const folder = path.dirname(path.resolve(file));
  const shards = json.weightsManifest.flatMap(({ paths }) => paths);
  const odd = shards.find((shard) => shard === '' || shard.includes('\0'));
  if (odd !== undefined) throw new ConversionError(`${JSON.stringify(odd)} in ${file} is no name of a shard.`);
  const missing = shards.filter((shard) => !statSync(shardPath(folder, shard), { throwIfNoEntry: false })?.isFile());
  if (missing.length) throw new ConversionError(`Missing beside ${file}: ${listed(missing)}.`);

  const groups = json.weightsManifest.map(({ paths, weights }) => {
    const data = Buffer.concat(paths.map((shard) => readFileSync(shardPath(folder, shard))));
    const wanted = weights.reduce((sum, weight) => sum + weightBytes(weight), 0);
    if (data.length !== wanted) {
      throw new ConversionError(`${listed(paths)} hold ${data.length} bytes; the weights they list take ${wanted}.`);
    }
    return data;
  });
  const weightData = new Uint8Array(Buffer.concat(groups)).buffer;
  const files = [file, ...shards.map((shard) => shardPath(folder, shard))];
  return { json, weightData, files, bytes: statSync(file).size + weightData.byteLength };
}
