import * as ort from 'onnxruntime-web/wasm';
import type { DecoderConfig } from '../../src/decoder/config';
import { optimumLogits } from '../../src/decoder/ort.fixture';
import type { ModelFiles } from '../../src/runtimes/ort/files';
import { withIntegerProducts } from '../../src/runtimes/ort/integerProducts';
import { outside } from './files';

/** `reference/tokens.json`, as PyTorch made it. */
export interface TokensReference {
  readonly forced: readonly number[];
  /** The likeliest token after each of `forced`. */
  readonly top: readonly number[];
  /** First logits of the last row. */
  readonly logits: readonly number[];
  readonly madeBy: string;
}

/** How near an artefact comes to the reference. */
export interface Forced {
  readonly how: string;
  readonly agreement: number;
  readonly maxAbs: number;
}

/**
 * Feeds the reference's tokens to an ONNX artefact's plain graph, so that one early difference doesn't cascade.
 * @param files by path: the graph and its weights
 * @returns share of positions at which the likeliest token is the reference's, and how far off logits are at most; as the graph says, and
 * as it is computed on WASM
 */
export async function forcedDecoding(
  files: ReadonlyMap<string, Uint8Array>,
  config: DecoderConfig,
  reference: TokensReference,
): Promise<readonly Forced[]> {
  const [graph] = files.values();
  const given = { model: graph!, externalData: outside(files) };
  const computed = withIntegerProducts(given);
  const told = [await follow('as stored', given, config, reference)];
  if (computed !== given) told.push(await follow('in whole numbers', computed, config, reference));
  return told;
}

async function follow(
  how: string,
  { model, externalData }: ModelFiles,
  config: DecoderConfig,
  { forced, top, logits }: TokensReference,
): Promise<Forced> {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    externalData: [...externalData],
  });
  const rows = await optimumLogits(session, config, forced, [forced.length]);
  await session.release();
  const matches = rows.filter((row, at) => row.indexOf(Math.max(...row)) === top[at]).length;
  const last = rows.at(-1)!;
  return {
    how,
    agreement: matches / forced.length,
    maxAbs: Math.max(...logits.map((value, at) => Math.abs(value - last[at]!))),
  };
}
