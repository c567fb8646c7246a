import type { Reason } from '../domain/problem';
import type { Artefact, ModelCard } from '../models/card';
import type { Phases } from '../record/record';
import type { Target } from '../runtimes/target';
import type { ActualTarget } from '../runtimes/types';
import type { Unit } from '../workloads/types';

export interface SessionSpec {
  /** Cards of the chain, in the order they run; the last is the model itself. */
  readonly chain: readonly { readonly card: ModelCard; readonly artefact: Artefact }[];
  readonly target: Target;
  /** The site's base URL: a worker's own location lies deeper. */
  readonly base: string;
  /** What is asked of the model: a folder of `src/workloads`. */
  readonly workload: string;
  /** True where an opening before has read which nodes run where: that takes a throw-away session, once is enough. */
  readonly placed?: boolean;
}

export interface OpenProgress {
  readonly received: number;
  readonly total: number;
  readonly fromCache: boolean;
  readonly phase: 'runtime' | 'download' | 'create';
}

export interface Opened {
  readonly actual: ActualTarget & { readonly fallbackNodes?: number };
  readonly phases: Pick<Phases, 'runtimeMs' | 'downloadMs' | 'downloadBytes' | 'fromCache' | 'createMs'>;
  /** False where the browser would not keep the weights for the next visit. */
  readonly kept: boolean;
  readonly timerResolutionMs: number;
  /** Whether it runs on the page's own thread. */
  readonly mainThread: boolean;
}

/** Problems cross the boundary as data, since a thrown error would arrive without its code. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };

/** What a host says unasked, over a port of its own. */
export type HostNews =
  | { readonly kind: 'progress'; readonly progress: OpenProgress }
  /** It is still at it. */
  | { readonly kind: 'alive' }
  /** The same, and it holds the lock that it was told to. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'event'; readonly event: unknown };

/** A unit as it crosses the boundary, done or not. */
export interface UnitDone {
  readonly outcome: Outcome<Pick<Unit<unknown>, 'series' | 'result'>>;
  /** Emitted by it: they come by another port, which may lag. */
  readonly events: number;
}
