import type { Artefact, CardFile, ModelCard } from '../models/card';
import type { Agreement } from '../record/record';
import type { Network } from '../runtimes/types';
import type { TaskWorker } from '../tasks/types';

/** One of the figures that a workload measures. */
export interface Metric {
  /** As tables head it: "whole answer". */
  readonly title: string;
  readonly unit: 'ms' | 'tokens/s' | 'bytes';
  readonly better: 'lower' | 'higher';
  /** How single values spread, hence how openings pool: times multiply (geometric mean), counts add (arithmetic). */
  readonly distribution: 'log-normal' | 'normal';
  /** From when to when, or of what, where the title doesn't say all. */
  readonly definition?: string;
}

/** What the page knows of a workload without loading it: `src/workloads/<id>/meta.ts` exports one as `meta`. */
export interface WorkloadMeta {
  readonly id: string;
  /** What is asked of the model, in words: "one answer". */
  readonly title: string;
  /** By the name of the series that units give; the first is the one that cells are ranked by. */
  readonly metrics: Readonly<Record<string, Metric>>;
}

export interface LoadedNetwork {
  readonly card: ModelCard;
  /** What of it was loaded. */
  readonly artefact: Artefact;
  /** The card's assets by path. */
  readonly assets: ReadonlyMap<string, ArrayBuffer>;
  readonly network: Network;
}

/** What an instance is made of. */
export interface Parts {
  /** By model id, in the order they run; the last is the model itself. */
  readonly networks: ReadonlyMap<string, LoadedNetwork>;
  /** Absent where the model's workload answers by itself, without one. */
  readonly task?: TaskWorker;
  /** Fetches a file of a card's reference, checked against the card. */
  readonly read: (card: ModelCard, file: CardFile) => Promise<ArrayBuffer>;
}

/** What a unit of work is given beside its request. */
export interface UnitContext<Event = never> {
  /** Tells the page something while the work goes on (a token, a share of the work), over a port of its own. */
  readonly emit: (event: Event) => void;
  /** Aborts when the page asks to stop: the loaded model stays. */
  readonly signal: AbortSignal;
  /**
   * To be awaited between runs of networks, outside of any clock: lets a stop arrive, and tells the page that this goes on.
   * Costs nothing most times: it gives way a few times a second.
   * @param everyMs how long messages wait at most where that is not soon enough
   * @throws Problem `stopped`
   */
  readonly breathe: (everyMs?: number) => Promise<void>;
}

export interface Unit<Result> {
  /** What was measured, by the name of its metric, each in the order taken. */
  readonly series: Readonly<Record<string, readonly number[]>>;
  readonly result: Result;
  /** Parts of the result that are handed over, not copied. */
  readonly transfer?: readonly Transferable[];
}

/** A workload on loaded networks. Calls never overlap. */
export interface Instance<Request, Result, Event = never> {
  /**
   * Compares what the networks say of their fixed reference inputs with what they must say.
   * @param isBrief only as much as shows a fault: somebody waits for the first word
   * @returns by model id
   * @throws Problem, `wrong-answer` for what is no answer at all
   */
  prove(context: UnitContext<Event>, isBrief?: boolean): Promise<Record<string, Agreement>>;
  /** Does what is asked once, and says how long it took. A unit that was stopped leaves the instance ready for the next. */
  unit(request: Request, context: UnitContext<Event>): Promise<Unit<Result>>;
  /** Forgets what earlier units left (a cache, the runs to repeat), not the networks. */
  reset(): void;
  /** Frees what the instance itself holds on the device; the networks are the session's. */
  dispose(): void;
}

/** `src/workloads/<id>/worker.ts` exports one as `workload`. Runs in the session's worker only. */
export interface Workload<Request = never, Result = unknown, Event = unknown> {
  /** Outputs of a card's network that may stay on the device from run to run, by name; none where absent. */
  readonly keeps?: (card: ModelCard) => readonly string[];
  open(parts: Parts): Instance<Request, Result, Event>;
}
