import { device } from '../device.svelte';
import { likelyTargets } from '../likelyTargets';
import { precisionOn, targetsFor, weightsOf, type WeightsId } from './weights';

/** Which form of the weights writes, and on which target. */
export class WriteChoice {
  weights = $state<WeightsId>('int4');
  #picked = $state<string>();
  readonly #last: () => string | undefined;

  /** @param last target of the text that is shown */
  constructor(last: () => string | undefined) {
    this.#last = last;
  }

  readonly of = $derived(weightsOf(this.weights));
  /** Those that can run the weights, the likeliest best first where the visitor chose none. */
  readonly targets = $derived(targetsFor(this.of, device.environment));
  readonly target = $derived.by(() => {
    const able = (id: string | undefined) => this.targets.find((target) => target.id === id);
    // Other weights are set against the last ones on one and the same target, where it reads both.
    const known = able(this.#picked) ?? able(this.#last());
    if (known) return known;
    const likely = likelyTargets(this.of.model, device.environment);
    return likely.flatMap((id) => able(id) ?? [])[0] ?? this.targets[0];
  });
  readonly precision = $derived(this.target && precisionOn(this.of, this.target));

  pick(id: string | undefined): void {
    this.#picked = id;
  }
}
