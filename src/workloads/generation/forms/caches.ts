import { cacheNames } from '../../../decoder/onnx';
import { isResident, type Value, type ValueMap } from '../../../domain/tensor';
import type { DecoderFacts } from '../../../models/card';

/** Names of a cache's parts, layer by layer: what a network is fed, and what it leaves in its place. */
export function partsOf({
  layers,
}: Pick<DecoderFacts, 'layers'>): { readonly past: string; readonly present: string }[] {
  return Array.from({ length: layers }).flatMap((_, layer) =>
    (['key', 'value'] as const).map((half) => cacheNames(layer, half)),
  );
}

export const freeAll = (values: Iterable<Value>): void => {
  for (const value of values) if (isResident(value)) value.dispose();
};

/** The parts that a run left, by the names that the next one takes them by. */
export function carriedOver(outputs: ValueMap, parts: ReturnType<typeof partsOf>): Map<string, Value> {
  return new Map(parts.map(({ past, present }) => [past, outputs[present] as Value]));
}

const SINGLE = 4;

/** Bytes of a cache, each number of it in so many. */
export const bytesOf = (
  { layers, keyValueHeads, headSize }: DecoderFacts,
  positions: number,
  bytesEach = SINGLE,
): number => 2 * layers * keyValueHeads * headSize * bytesEach * positions;
