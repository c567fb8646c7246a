/* eslint-disable svelte/prefer-svelte-reactivity -- sets and maps here are made anew and thrown away */
import type { Connection } from '../../../far/breakEven/anyNetwork';
import { billOf } from '../../../far/cost/bill';
import type { Figure, Range } from '../../../far/cost/figures';
import { profileOf } from '../../../far/network';
import { readPlan } from '../../../far/plan/config';
import { ASSUMED_ACCEPTANCE, ASSUMED_CONFIDENCE } from '../../../far/plan/assumed';
import type { PlanAnswer, PlannedText, PlanQuestion, Planned } from '../../../far/plan/ask';
import type { RefusedOutcome } from '../../../far/plan/plan';
import { paretoFront, type Dimension } from '../../../far/plan/pareto';
import { servedOf } from '../../../far/generation';
import { serverOf } from '../../../far/servers';
import type { Refusal } from '../../../far/server';
import { outlineOf } from '../../../models/outline';
import { CostState } from '../cost/costState.svelte';
import { Newest } from '../reckoner/newest';
import { Reckoner } from '../reckoner/reckoner';
import type { FarSetting } from '../setting.svelte';
import {
  idOf,
  knobsOf,
  readKnob,
  strategiesAt,
  strategyIds,
  type KnobName,
  type StrategyId,
  type Turned,
} from './knobs';
import { knobSource, latencyAxes, otherAxes, words } from './words';

interface Ends {
  readonly faster: ReadonlyMap<StrategyId, Figure>;
  readonly slower: ReadonlyMap<StrategyId, Figure>;
}

/** What strategies come to for what is compared; they are weighed in a worker, and what was found of the same model stays until it answers. */
export class PlanState {
  readonly #setting: FarSetting;
  readonly #reckoner = new Reckoner();
  readonly cost: CostState;
  #answer = $state.raw<{ readonly of: PlanQuestion; readonly answer: PlanAnswer }>();
  #ends = $state.raw<Ends>();
  #problem = $state('');

  constructor(setting: FarSetting) {
    this.#setting = setting;
    this.cost = new CostState(setting);
  }

  /** Another model's answer promises nothing of the chosen one, and where something is missing none will follow. */
  readonly #shown = $derived.by(() => {
    const { choice, missing } = this.#setting;
    return this.#answer?.of.options.model === choice.model && !missing ? this.#answer : undefined;
  });

  #knob(name: KnobName): number | undefined {
    return readKnob(name, this.#setting.own(name));
  }
  /** @param value undefined puts it back */
  turn(name: KnobName, value: number | undefined): void {
    this.#setting.setOwn(name, value === undefined ? undefined : String(Number(value.toPrecision(6))));
  }
  isOwn(name: KnobName): boolean {
    return this.#knob(name) !== undefined;
  }

  readonly connection = $derived.by((): Connection => (this.#setting.own('connection') === 'cold' ? 'cold' : 'warm'));
  readonly sizes = $derived.by(() => (this.#setting.own('sizes') === 'same' ? 'same' : 'spread'));
  readonly across = $derived.by(
    (): Dimension => latencyAxes.find((axis) => axis === this.#setting.own('across')) ?? 'p90',
  );
  readonly up = $derived.by((): Dimension => otherAxes.find((axis) => axis === this.#setting.own('up')) ?? 'joules');

  /** How good the model's answers are here, 0 to 1, and where that stands from. */
  readonly nearRight = $derived.by((): { readonly value: Figure; readonly source: string } => {
    const own = this.#knob('near-right');
    if (own !== undefined) return { value: own / 100, source: knobSource.own };
    const card = this.#setting.chain.at(-1);
    const score = card?.scores?.find(({ measure }) => measure === 'accuracy');
    return score
      ? { value: score.value, source: knobSource.scores(score.on) }
      : { value: null, source: knobSource.unscored };
  });
  readonly farRight = $derived.by(() => {
    const own = this.#knob('far-right');
    return own === undefined
      ? { value: this.nearRight.value, source: knobSource.same }
      : { value: own / 100, source: knobSource.own };
  });

  /** By itself: a new answer that has the same one asks nothing anew. */
  readonly #farP90Ms = $derived.by(() => Math.round(this.#shown?.answer.far.p90 ?? 1000));

  readonly turned = $derived.by((): Turned => {
    const near = this.#setting.near?.percentiles;
    return {
      deadlineMs:
        this.#knob('deadline') ?? Math.max(1, Math.round(this.#wholeMs(near ? Math.sqrt(near.p50 * near.p90) : 100))),
      giveUpMs: this.#knob('give-up') ?? this.#farP90Ms,
      mostFarBytes: this.#knob('small') ?? this.#setting.options?.payload.upBytes ?? 100_000,
      leastConfidence: (this.#knob('sure') ?? 80) / 100,
      draftTokens: this.#knob('draft') ?? 4,
    };
  });
  readonly offlineShare = $derived.by(() => (this.#knob('offline') ?? 2) / 100);
  readonly noticeMs = $derived.by(() => this.#knob('notice') ?? 0);
  readonly acceptance = $derived.by(() => (this.#knob('acceptance') ?? 100 * ASSUMED_ACCEPTANCE) / 100);

  /** Of a decoder, from one token to the next here, ms. */
  readonly tokenMs = $derived.by(() => this.cost.tokenMs);
  readonly isText = $derived.by(() => this.#setting.asked?.token !== undefined);
  readonly #tokens = $derived.by(() => Math.max(1, Math.round(this.cost.values?.tokensAnAnswer ?? 100)));

  #wholeMs(firstMs: number): number {
    return this.isText ? firstMs + (this.#tokens - 1) * (this.tokenMs ?? 0) : firstMs;
  }

  readonly #text = $derived.by((): PlannedText | undefined => {
    const card = this.#setting.chain.at(-1);
    const decoder = card && servedOf(card);
    const { options } = this.#setting;
    if (!this.isText || !decoder || !options || this.tokenMs === undefined) return undefined;
    return {
      decoder,
      tokens: this.#tokens,
      promptTokens: Math.max(1, Math.round(options.work.macs / decoder.macs)),
      nearTokenMs: this.tokenMs,
      acceptance: this.acceptance,
    };
  });

  readonly question = $derived.by((): PlanQuestion | undefined => {
    const { options, near, profile } = this.#setting;
    if (!options || !near || !profile || (this.isText && !this.#text)) return undefined;
    const billed = this.cost.case;
    const bill = billed && billOf({ ...billed, nearMs: this.#wholeMs(near.percentiles.p50) });
    const each = billed?.tokens ? 1_000_000 / billed.tokens : 1000;
    const told = <T>(value: T | Refusal | undefined): T | null =>
      value === undefined || (typeof value === 'object' && value !== null && 'problem' in value) ? null : (value as T);
    const middle = (range: Range | null): Figure => range && (range.low + range.high) / 2;
    const nearUsd = middle(told(bill?.usd.near));
    const farUsd = told(bill?.usd.far);
    const known = this.nearRight.value;
    return {
      options: { ...options, profile },
      connection: this.connection,
      nearSamplesMs: near.sortedMs,
      near: {
        usd: nearUsd === null ? null : nearUsd / each,
        joules: told(bill?.joules.near),
        accuracy: known,
      },
      far: {
        usd: farUsd === null ? null : farUsd / each,
        joules: told(bill?.joules.far)?.total ?? null,
        accuracy: this.farRight.value,
      },
      offlineShare: this.offlineShare,
      noticeMs: this.noticeMs,
      sizes: this.sizes,
      confidence: { mean: within(known ?? ASSUMED_CONFIDENCE), isJudged: known !== null },
      ...(this.#text && { text: this.#text }),
      strategies: strategiesAt(this.turned),
    };
  });

  get near() {
    return this.#shown?.answer.near;
  }
  get far() {
    return this.#shown?.answer.far;
  }
  get problem() {
    return this.#problem;
  }
  get isRedrawing() {
    return this.#shown !== undefined && this.#shown.of !== this.question;
  }

  readonly outcomes = $derived.by((): readonly Named[] =>
    (this.#shown?.answer.outcomes ?? []).flatMap((outcome) =>
      'problem' in outcome ? [] : [{ ...outcome, id: idOf(outcome.strategy) }],
    ),
  );
  readonly refused = $derived.by((): readonly (RefusedOutcome & { readonly id: StrategyId })[] =>
    (this.#shown?.answer.outcomes ?? []).flatMap((outcome) =>
      'problem' in outcome ? [{ ...outcome, id: idOf(outcome.strategy) }] : [],
    ),
  );

  /** Those whose place on both axes is known, and which of them nothing beats. */
  readonly drawn = $derived.by(() => this.outcomes.filter((each) => isKnown(each, this.up)));
  readonly best = $derived.by((): ReadonlySet<StrategyId> => {
    const { best } = paretoFront(this.drawn, [this.across, this.up]);
    return new Set(best.map(({ id }) => id));
  });

  /** The strategy that is chosen, by hand or as the quickest on the front. */
  readonly chosen = $derived.by((): Named | undefined => {
    const asked = strategyIds.find((id) => id === this.#setting.own('plan'));
    const found = this.outcomes.find(({ id }) => id === asked);
    if (found) return found;
    const quickness = (each: Named) => each[this.across as 'p90'] ?? Infinity;
    return this.outcomes.filter(({ id }) => this.best.has(id)).toSorted((a, b) => quickness(a) - quickness(b))[0];
  });

  choose(id: StrategyId): void {
    this.#setting.setOwn('plan', id);
  }

  readonly #asked = new Newest<PlanQuestion>(async (question, isNewest) => {
    const answer = await this.#reckoner.ask((api) => api.plan(question));
    if ('problem' in answer) {
      this.#problem = answer.problem;
      this.#answer = this.#ends = undefined;
      return;
    }
    this.#problem = '';
    this.#answer = { of: question, answer };
    this.#ends = undefined;
    const ends: { -readonly [End in keyof Ends]?: Ends[End] } = {};
    for (const end of ['faster', 'slower'] as const) {
      if (!isNewest()) return;
      const found = await this.#reckoner.ask((api) => api.plan(question, end));
      const outcomes = 'problem' in found ? [] : found.outcomes;
      ends[end] = new Map(outcomes.map((each) => [idOf(each.strategy), 'problem' in each ? null : each.p90]));
    }
    const { faster, slower } = ends;
    if (faster && slower) this.#ends = { faster, slower };
  });

  /** A strategy's 90th percentile with the server's time at both ends of its interval; undefined until both are here. */
  endsOf(
    id: StrategyId,
  ): { readonly faster: { readonly p90: Figure }; readonly slower: { readonly p90: Figure } } | undefined {
    const { faster, slower } = this.#ends ?? {};
    if (!faster || !slower) return undefined;
    return { faster: { p90: faster.get(id) ?? null }, slower: { p90: slower.get(id) ?? null } };
  }

  /** Why prices or energies are unknown, a sentence each. */
  readonly unknownCosts = $derived.by((): readonly string[] => {
    const { bill } = this.cost;
    const all: (object | number | undefined)[] = [bill?.usd.near, bill?.usd.far, bill?.joules.near, bill?.joules.far];
    const problems = all.flatMap((each) =>
      typeof each === 'object' && 'problem' in each && typeof each.problem === 'string' ? each.problem : [],
    );
    return [...new Set(problems)];
  });

  ask(question: PlanQuestion): void {
    this.#asked.ask(question);
  }
  end(): void {
    this.#reckoner.end();
  }

  /** Takes what a config was made for, and its strategy. @returns why it can't be taken */
  adopt(text: string): string | undefined {
    const plan = readPlan(text);
    if ('problem' in plan) return plan.problem;
    if (!outlineOf(plan.model)) return words.unknownModel(plan.model);
    if (!profileOf(plan.profile)) return words.unknownProfile(plan.profile);
    if (!serverOf(plan.server)) return words.unknownServer(plan.server);
    const { model, profile, server, seed, strategy } = plan;
    this.#setting.set({ model, profile, server, seed });
    for (const [name, value] of Object.entries(knobsOf(strategy))) this.turn(name as KnobName, value);
    this.choose(idOf(strategy));
    return undefined;
  }
}

/** An outcome with the name of its strategy. */
export type Named = Planned & { readonly id: StrategyId };

/** A mean that confidences can have. */
const within = (mean: number) => Math.min(0.999, Math.max(0.01, mean));

function isKnown(outcome: Planned, dimension: Dimension): boolean {
  if (dimension === 'usd') return outcome.usd !== null;
  if (dimension === 'joules') return outcome.joules !== null;
  return dimension !== 'accuracy' || outcome.accuracy !== null;
}
