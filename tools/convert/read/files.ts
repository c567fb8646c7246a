import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { ConversionError, excerpt, listed } from '../errors';
import { checkForm, manifestSchema } from './schema';

export interface ModelFiles {
  readonly json: io.ModelJSON;
  /** All shards behind one another, in the manifest's order. */
  readonly weightData: ArrayBuffer;
  /** model.json and its shards together. */
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

function parse(file: string): io.ModelJSON {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ConversionError(`${file} can't be read: ${excerpt((error as Error).message)}`);
  }
  if (!isObject(json) || !isObject(json.modelTopology) || !Array.isArray(json.weightsManifest)) {
    throw new ConversionError(`${file} is no TensorFlow.js model: it has no modelTopology or no weightsManifest.`);
  }
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
    throw new ConversionError(`${label} has the type ${excerpt(String(dtype))}; known are ${dtypes.join(', ')}.`);
  }
  const stored = storedBytes[quantization?.dtype ?? dtype];
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
  if (path.relative(folder, file).startsWith('..')) {
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
  return { json, weightData, bytes: statSync(file).size + weightData.byteLength };
}
