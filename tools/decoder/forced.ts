import * as ort from 'onnxruntime-web/wasm';
import { basename } from 'node:path';
import type { DecoderConfig } from '../../src/decoder/config';
import { optimumLogits } from '../../src/decoder/ort.fixture';

/** `reference/tokens.json`, as PyTorch made it. */
export interface TokensReference {
  readonly forced: readonly number[];
  /** The likeliest token after each of `forced`. */
  readonly top: readonly number[];
  /** First logits of the last row. */
  readonly logits: readonly number[];
  readonly madeBy: string;
}

/**
 * Feeds the reference's tokens to an ONNX artefact's plain graph, so that one early difference doesn't cascade.
 * @param files by path: the graph and its weights
 * @returns share of positions at which the likeliest token is the reference's, and how far off logits are at most
 */
export async function forcedDecoding(
  files: ReadonlyMap<string, Uint8Array>,
  config: DecoderConfig,
  { forced, top, logits }: TokensReference,
): Promise<{ readonly agreement: number; readonly maxAbs: number }> {
  const [graph] = files.values();
  const externalData = [...files]
    .filter(([path]) => path.endsWith('_data'))
    .map(([path, data]) => ({ path: basename(path), data }));
  const session = await ort.InferenceSession.create(graph!, { executionProviders: ['wasm'], externalData });
  const rows = await optimumLogits(session, config, forced, [forced.length]);
  await session.release();
  const matches = rows.filter((row, at) => row.indexOf(Math.max(...row)) === top[at]).length;
  const last = rows.at(-1)!;
  return {
    agreement: matches / forced.length,
    maxAbs: Math.max(...logits.map((value, at) => Math.abs(value - last[at]!))),
  };
}
