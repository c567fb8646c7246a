import { whole } from '../domain/number';
import { bound } from '../domain/words';
import type { MemoryNeed } from '../decoder/memory';
import { bytes } from '../ui/format';

/** What a decoder's memory is made of, in a sentence. */
export function needWords({ weights, opening, cache, positions, activations, runtime }: MemoryNeed): string {
  const meanwhile = opening > 0 ? ` what the runtime makes of them while it opens ${bytes(opening)},` : '';
  const kept = ` keys and values of ${whole(positions)} tokens ${bytes(cache)}`;
  return bound(
    `Memory, reckoned: weights ${bytes(weights)},${meanwhile}${kept}, what passes between layers ${bytes(activations)}, the runtime’s own ${bytes(runtime)}.`,
  );
}
