import { nextTask } from '../../measure/nextTask';
import { pageDrawn } from '../../measure/pageDrawn';
import { probe } from '../../measure/probes/probe';
import type { ProbeOutcome, ProbeSpec } from '../../measure/probes/types';
import { Turn } from '../../measure/turn';
import { Visibility } from '../../measure/visibility';
import type { Wait } from '../start';

export interface Listeners {
  readonly onWait: (wait: Wait | undefined) => void;
  readonly onProbe: (spec: ProbeSpec) => void;
  readonly onOutcome: (spec: ProbeSpec, outcome: ProbeOutcome) => void;
}

/**
 * Makes probes one after the other, as cells are measured: while no other tab measures, in a tab that is seen, with the page still. One
 * during which the tab was hidden is made again, and what was stopped leaves what was known before.
 */
export async function makeProbes(
  probes: readonly ProbeSpec[],
  signal: AbortSignal,
  { onWait, onProbe, onOutcome }: Listeners,
): Promise<void> {
  const turn = new Turn();
  const take = () => turn.take(signal, onWait);
  const visibility = new Visibility(async (paused) => {
    onWait(paused ? 'hidden' : undefined);
    if (paused) turn.release();
    else await take();
  });
  const still = (isStill: boolean) => document.documentElement.toggleAttribute('data-measuring', isStill);
  await take();
  try {
    for (let at = 0; at < probes.length && !signal.aborted;) {
      const spec = probes[at] as ProbeSpec;
      onProbe(spec);
      await visibility.whenVisible(signal);
      await pageDrawn();
      const wasHidden = visibility.watch();
      still(true);
      const outcome = await probe(spec, signal);
      still(false);
      await nextTask();
      if (signal.aborted) return;
      if (wasHidden()) continue;
      onOutcome(spec, outcome);
      at++;
    }
  } finally {
    still(false);
    visibility.stop();
    turn.release();
  }
}
