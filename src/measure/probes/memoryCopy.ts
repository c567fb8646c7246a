import { Problem } from '../../domain/problem';
import { timerResolutionMs } from '../../sessions/timer';
import { rateOf, repeat } from './repeats';
import type { ProbeFigure } from './types';

/** Larger than any cache of a phone or laptop. */
const BYTES = 64 * 2 ** 20;
/** A second try, where the browser won't give so much. */
const FEWER_BYTES = 16 * 2 ** 20;

function buffers(bytes: number): readonly [Float64Array, Float64Array] {
  return [new Float64Array(bytes / 8), new Float64Array(bytes / 8)];
}

function asMuchAsMayBe(): readonly [Float64Array, Float64Array] {
  try {
    return buffers(BYTES);
  } catch {
    return buffers(FEWER_BYTES);
  }
}

/**
 * Bytes a second that one thread moves when it copies a large array: each is read and written, so that it counts twice. It is what the
 * browser's own copy reaches; several threads together may reach more.
 * @throws Problem `wrong-answer` where the copy is not what was copied, `memory` where there is no room for it
 */
export async function memoryCopy(): Promise<ProbeFigure> {
  let pair: readonly [Float64Array, Float64Array];
  try {
    pair = asMuchAsMayBe();
  } catch (error) {
    throw new Problem('memory', 'The browser gave no memory to copy. Close other tabs and try again.', String(error));
  }
  const [from, to] = pair;
  for (let at = 0; at < from.length; at += 512) from[at] = at;
  let round = 0;
  const repeats = await repeat(() => {
    from[0] = ++round;
    to.set(from);
  }, timerResolutionMs());
  const last = Math.floor((from.length - 1) / 512) * 512;
  if (to[0] !== round || to[512] !== 512 || to[last] !== last) {
    throw new Problem('wrong-answer', 'The copy is not what was copied, so that its speed means nothing.');
  }
  return {
    unit: 'B/s',
    ...rateOf(repeats, 2 * from.byteLength),
    what: `${from.byteLength / 2 ** 20} MiB from one array to another`,
    threads: 1,
  };
}
