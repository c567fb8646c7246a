import type { FarPoint } from '../../../far/anyDistance';
import { farWriting, servedOf } from '../../../far/generation';
import { awayBy } from '../../../far/network';
import type { FarSideOptions } from '../../../far/simulate';
import { spreadOf, type Spread } from '../../../far/spread';
import { limitsOf } from '../../../judge/limits';
import type { NearAnswer } from '../../../judge/near';
import type { Near } from '../near';
import type { FarSetting } from '../setting.svelte';
import type { RequestWorker } from './worker';

/** So many once nothing moves any more. */
const REQUESTS = 100_000;
const SETTLED_MS = 250;

interface Fine {
  readonly options: FarSideOptions;
  readonly distanceMs: number;
  readonly warm: Spread;
  readonly cold: Spread;
}

/** What the page of one request shows, and what it showed last where nothing can be worked out. */
export class RequestView {
  readonly #setting: FarSetting;
  readonly #worker: RequestWorker;
  #fine = $state.raw<Fine>();
  #last: { readonly model: string; readonly point: FarPoint; readonly warm: Spread; readonly cold: Spread } | undefined;

  constructor(setting: FarSetting, worker: RequestWorker) {
    this.#setting = setting;
    this.#worker = worker;
  }

  /**
   * A typical request, cold and warm, and how much it varies: of a thousand requests at once while something moves, of the worker's
   * hundred thousand once nothing does. Where this can't be worked out, the last of the same model that could.
   */
  readonly shown = $derived.by(() => {
    const { anywhere, options, distanceMs } = this.#setting;
    const { model } = this.#setting.choice;
    if (!anywhere || !options) return this.#last?.model === model ? this.#last : undefined;
    const fine = this.#fine;
    const isFine = fine?.options === options && fine.distanceMs === distanceMs;
    const spread = (connection: 'warm' | 'cold') =>
      isFine ? fine[connection] : spreadOf(anywhere.sortedAt(distanceMs, connection));
    this.#last = { model, point: anywhere.at(distanceMs), warm: spread('warm'), cold: spread('cold') };
    return this.#last;
  });

  /** Of a model that writes: its tokens; the first one's own time is the request's. */
  readonly writing = $derived.by(() => {
    const { asked, chain, options } = this.#setting;
    const card = chain.at(-1);
    const decoder = card && servedOf(card);
    if (!asked?.token || !decoder || !options) return undefined;
    const { payload, work } = asked;
    const { profile, server, afterIdle, transport, traffic, seed } = options;
    const prompt = { tokens: Math.max(1, Math.round(work.macs / decoder.macs)), cached: 0 };
    const circumstances = { profile, server, afterIdle, transport, traffic, seed };
    const writing = farWriting({ decoder, prompt, upBytes: payload.upBytes, ...circumstances });
    return 'problem' in writing ? undefined : writing;
  });

  /** Up to which distance the cloud wins, found once: absent where this device's time is unknown. */
  readonly limits = $derived.by(() => {
    const { near, anywhere } = this.#setting;
    return near && anywhere && limitsOf(answerOf(near), anywhere);
  });

  /** Has the worker simulate many, a moment after the last change. @returns what calls it off */
  refine(): () => void {
    const { options, distanceMs, anywhere } = this.#setting;
    if (!options || !anywhere) return () => undefined;
    let isOff = false;
    const timer = setTimeout(async () => {
      const profile = awayBy(options.profile, distanceMs);
      const spreads = await this.#worker.spreads({ ...options, profile, requests: REQUESTS });
      if (!isOff && !('problem' in spreads)) this.#fine = { options, distanceMs, ...spreads };
    }, SETTLED_MS);
    return () => {
      isOff = true;
      clearTimeout(timer);
    };
  }
}

/** What is stated has no spread of its own. */
function answerOf(near: Near): NearAnswer {
  if (near.kind === 'measured' && near.answer) return near.answer;
  const ms = near.percentiles.p50;
  return { totalMs: ms, spreadMs: [ms, ms], spread: 'middle half', inferenceMs: ms, besideMs: 0, targets: 1 };
}
