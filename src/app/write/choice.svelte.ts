import { device } from '../device.svelte';
import { isHubId, modelRefText, parseModelRef } from '../../models/modelRef';
import { meta } from '../../tasks/text-generation/meta';
import { kept } from '../kept.svelte';
import { likelyTargets } from '../likelyTargets';
import { precisionOn, targetsFor, weightsChoices, weightsOf, type WeightsId } from './weights';

const USUAL = parseModelRef(meta.begins ?? meta.model).precision ?? weightsChoices[0].id;

/** Which form of the weights writes, and on which target. */
export class WriteChoice {
  weights = $state<WeightsId>(USUAL);
  /** How a model from a hub is asked: to go on from a text, or to answer in a conversation. */
  asked = $state<'text' | 'chat'>('text');
  #picked = $state<string>();
  readonly #last: () => string | undefined;

  /** @param last target of the text that is shown */
  constructor(last: () => string | undefined) {
    this.#last = last;
  }

  /** The model from a hub that writes, where it is one. */
  readonly hub = $derived(kept.outlines.find(({ id }) => id === this.weights));
  readonly of = $derived(weightsOf(this.hub || !isHubId(this.weights) ? this.weights : USUAL));
  /** Those that can run the weights, the likeliest best first where the visitor chose none. */
  readonly targets = $derived(targetsFor(this.of, device.environment));
  readonly target = $derived.by(() => {
    const able = (id: string | undefined) => this.targets.find((target) => target.id === id);
    // Other weights are set against the last ones on one and the same target, where it reads both.
    const known = able(this.#picked) ?? able(this.#last());
    if (known) return known;
    const { model, precisions } = this.of;
    // Where each target has a form of its own to load, that is its own matter.
    const text = precisions.length === 1 ? modelRefText({ model, precision: precisions[0] }) : model;
    const likely = likelyTargets(text, device.environment);
    return likely.flatMap((id) => able(id) ?? [])[0] ?? this.targets[0];
  });
  readonly precision = $derived(this.target && precisionOn(this.of, this.target));

  /** @param id of a model from a hub; the writer's own where it is empty */
  takeModel(id: string): void {
    this.weights = id || USUAL;
  }

  pick(id: string | undefined): void {
    this.#picked = id;
  }
}
