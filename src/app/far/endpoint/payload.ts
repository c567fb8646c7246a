import { limits } from '../../../far/endpoint/emulated/limits';
import type { Payload } from '../../../far/endpoint/real/template';
import type { Refusal } from '../../../far/server';
import { sampleOf, taskOf } from '../../../tasks/registry';
import type { FarSetting } from '../setting.svelte';
import { words } from './words';

/**
 * What a real request carries: the sample as it is, or as many bytes as are chosen, which nothing on the way can make smaller.
 * @returns a sentence where it can't be had
 */
export async function payloadOf(setting: FarSetting, signal: AbortSignal): Promise<Payload | Refusal> {
  const { asked, chain, choice } = setting;
  const task = taskOf(chain.at(-1)?.task ?? '');
  if (!asked || !task) return { problem: words.notReady };
  const { upBytes } = asked.payload;
  if (upBytes > limits.upBytes) return { problem: words.tooLarge(upBytes, limits.upBytes) };
  if (choice.send !== 'sample') return { bytes: filler(upBytes), type: 'application/octet-stream' };
  const sample = sampleOf(task);
  if ('texts' in sample) {
    const text = sample.texts.join('\n');
    return { bytes: new TextEncoder().encode(text), type: 'text/plain', text };
  }
  try {
    const response = await fetch(sample.picture, { signal });
    if (!response.ok) return { problem: words.noSample };
    const blob = await response.blob();
    return { bytes: new Uint8Array(await blob.arrayBuffer()), type: blob.type };
  } catch {
    signal.throwIfAborted();
    return { problem: words.noSample };
  }
}

/** A browser draws so many random bytes at once, and no more. */
const DRAWN = 65_536;

function filler(length: number): Uint8Array<ArrayBuffer> {
  const drawn = crypto.getRandomValues(new Uint8Array(Math.min(length, DRAWN)));
  const bytes = new Uint8Array(length);
  for (let from = 0; from < length; from += drawn.length) bytes.set(drawn.subarray(0, length - from), from);
  return bytes;
}
