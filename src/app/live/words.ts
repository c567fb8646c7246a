import { plural } from '../../domain/words';
import { targetTitle } from '../../runtimes/target';
import { bytes, duration } from '../../ui/format';
import type { LiveRow } from './live.svelte';
import type { OpeningStep } from '../../sessions/prove';

/** What is going on until frames are answered. */
export function stepText(step: OpeningStep | undefined): string {
  switch (step?.phase) {
    case undefined:
    case 'another':
      return 'Starting …';
    case 'runtime':
      return step.received > 0 ? `Fetching the runtime, ${bytes(step.received)} so far` : 'Starting the runtime …';
    case 'download':
      return step.fromCache
        ? 'Reading the model from the cache …'
        : `Downloading the model, ${bytes(step.received)} of ${bytes(step.total)}`;
    case 'create':
      return 'Building the network …';
    case 'first':
    case 'check':
    case 'checked':
      return 'Checking its answer against the reference …';
  }
}

/** What really ran: "ONNX Runtime · WASM ×2", "TensorFlow.js · WebGPU, software GPU". */
export function ranTitle({ target, actual }: Pick<LiveRow, 'target' | 'actual'>): string {
  const { backend, build, fallbackNodes, softwareAdapter, threads } = actual;
  const asked = target.split('@')[0] ?? target;
  return [
    targetTitle(target, threads),
    ...(asked.endsWith(`-${backend}`) ? [] : [`on ${backend}`]),
    ...(build && !target.endsWith(`@${build}`) ? [`${build} build`] : []),
    ...(softwareAdapter ? ['software GPU'] : []),
    ...(fallbackNodes ? [`${plural(fallbackNodes, 'node')} on the CPU`] : []),
  ].join(', ');
}

export const frameRate = (perSecond: number): string => Number(perSecond.toPrecision(2)).toString();

/** Share of the frames that were answered or dropped. */
export function droppedText({ figures: { answered, dropped } }: LiveRow): string {
  const all = answered + dropped;
  if (all === 0) return '0';
  // All but a few are not all.
  const percent = Math.min(answered > 0 ? 99 : 100, Math.round((100 * dropped) / all));
  return `${dropped} (${percent} %)`;
}

/** The figures as one sentence. */
export function spokenText(row: LiveRow): string {
  const { p50Ms, p95Ms, perSecond, dropped } = row.figures;
  if (p50Ms === undefined || p95Ms === undefined || perSecond === undefined) return '';
  return (
    `${ranTitle(row)}: ${frameRate(perSecond)} frames a second, half of them within ${duration(p50Ms)}, ` +
    `95 % within ${duration(p95Ms)}, ${dropped} dropped so far.`
  );
}
