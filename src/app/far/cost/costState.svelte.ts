import { billOf, type CostCase } from '../../../far/cost/bill';
import { caseOf } from '../../../far/cost/case';
import type { Figure } from '../../../far/cost/figures';
import type { InputKey } from '../../../far/cost/inputRows';
import { inputsProblem, readInputs, untouched, writeInputs } from '../../../far/cost/inputs';
import { loadCostFacts, resolveInputs, valuesOf, type CostFacts } from '../../../far/cost/resolve';
import { crossingsOf, yearAt, yearsOver } from '../../../far/cost/years';
import { serverOf } from '../../../far/servers';
import { toProblem } from '../../../domain/toProblem';
import { measuredNear } from '../near';
import type { FarSetting } from '../setting.svelte';
import { readTokenMs } from '../tokenTime';

/** The inputs' name in the address, behind a tab's own. */
const NAME = 'cost';

/** Price, energy and carbon of what is compared, with inputs that live in the address. */
export class CostState {
  readonly #setting: FarSetting;
  #facts = $state.raw<CostFacts>();
  #missing = $state('');
  /** What was typed last and refused: the figure before it still holds. */
  #refused = $state.raw<Readonly<Partial<Record<InputKey, string>>>>({});

  constructor(setting: FarSetting) {
    this.#setting = setting;
  }

  readonly #read = $derived.by(() => readInputs(this.#setting.own(NAME) ?? ''));

  get missing(): string {
    return this.#missing;
  }
  get facts(): CostFacts | undefined {
    return this.#facts;
  }
  /** Of the address, a sentence each. */
  get problems(): readonly string[] {
    return this.#read.problems;
  }
  problemOf(key: InputKey): string | undefined {
    return this.#refused[key];
  }

  readonly inputs = $derived.by(() => {
    const [facts, server] = [this.#facts, this.#setting.server];
    const listed = server && serverOf(server.id);
    return facts && server && listed
      ? resolveInputs(this.#read.inputs, { id: listed.chip, chip: server.chip }, facts)
      : undefined;
  });
  readonly values = $derived(this.inputs && valuesOf(this.inputs));
  readonly isText = $derived.by(() => this.#setting.asked?.token !== undefined);
  readonly isChanged = $derived(this.#read.inputs !== untouched && writeInputs(this.#read.inputs) !== '');

  /** Of a decoder, from one token to the next here, ms: as the address states it, else as it was measured. */
  readonly tokenMs = $derived.by(() => {
    const { records, choice } = this.#setting;
    return readTokenMs(this.#setting.own('token-ms')) ?? (records && measuredNear(choice.model, records)?.tokenMs);
  });

  readonly case = $derived.by((): CostCase | undefined => {
    const { asked, requests, near } = this.#setting;
    if (!asked || !requests || !this.values) return undefined;
    const { tokenMs } = this;
    return caseOf({
      asked,
      requests,
      inputs: this.values,
      ...(near && { near: { ms: near.percentiles.p50, ...(tokenMs !== undefined && { tokenMs }) } }),
    });
  });

  readonly bill = $derived(this.case && billOf(this.case));
  readonly years = $derived(this.case && yearsOver(this.case));
  readonly crossings = $derived(this.case && this.years ? crossingsOf(this.case, this.years) : []);
  readonly year = $derived.by(() => {
    const perDay = this.values?.requestsPerDay ?? null;
    return this.case && perDay !== null ? yearAt(this.case, perDay) : undefined;
  });

  /** Fetches what every figure rests on. Never rejects. */
  async load(): Promise<void> {
    try {
      this.#facts = await loadCostFacts();
      this.#missing = '';
    } catch (error) {
      this.#missing = toProblem(error, 'fetching prices and energies').message;
    }
  }

  /** @param value null leaves it unknown, undefined as it stands from its source */
  set(key: InputKey, value: Figure | undefined): void {
    this.setAll({ [key]: value });
  }

  /** Several figures that go together; all or none are taken. */
  setAll(change: Readonly<Partial<Record<InputKey, Figure | undefined>>>): void {
    const inputs = { ...this.#read.inputs, ...change };
    const problem = inputsProblem(inputs);
    const keys = Object.keys(change) as InputKey[];
    this.#refused = {
      ...this.#refused,
      ...Object.fromEntries(keys.map((key, index) => [key, index === 0 ? problem : undefined])),
    };
    if (problem) return;
    const written = writeInputs(inputs);
    this.#setting.setOwn(NAME, written === '' ? undefined : written);
  }

  /** Says why a figure can't be taken: what holds is the one before it. */
  refuse(key: InputKey, problem: string): void {
    this.#refused = { ...this.#refused, [key]: problem };
  }

  /** Puts one input back to where it stands from, or all. */
  reset(key?: InputKey): void {
    if (key) return this.set(key, untouched[key]);
    this.#refused = {};
    this.#setting.setOwn(NAME, undefined);
  }
}
