import * as Comlink from 'comlink';
import { Problem, type ProblemCode } from '../domain/problem';
import type { TaskInput } from '../tasks/types';
import type { Frame, FrameAnswered } from '../workloads/frames/worker';
import type { Answered } from '../workloads/inference/answer';
import type { InferenceRequests, InferenceResults } from '../workloads/inference/worker';
import type { GenerationRequests } from '../workloads/generation/worker';
import type { WriteEvent, WriteRequest, Written } from '../workloads/generation/writer';
import type { Unit } from '../workloads/types';
import type { SessionApi } from './host';
import { limitMs, silence, type Wait } from './limits';
import { PictureLoan } from './loan';
import { whenReleased } from '../domain/lock';
import { inWorker, type Place, type Start } from './place';
import type { HostNews, Opened, OpenProgress, Outcome, SessionSpec } from './types';
import { Watchdog } from './watchdog';

let sessions = 0;

/** @throws Problem */
function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { code, message, detail } = outcome.reason;
  throw new Problem(code as ProblemCode, message, detail);
}

const since1970 = () => performance.timeOrigin + performance.now();

/** How a session is run, where not as visitors have it. */
export interface SessionOptions {
  readonly start?: Start;
  readonly limitMs?: typeof limitMs;
}

/** What the messages took beside what the host says of its own work. */
interface Posted {
  readonly rpcMs: number;
}

/**
 * One model on one target in a realm of its own. Nothing of a runtime outlives it: ONNX Runtime keeps its wasm memory and
 * its thread count until the realm ends, and a running inference can't be interrupted, so that ending the worker is
 * both the only release and the only sure stop. Every wait has an end: a host that falls silent is ended.
 */
export class Session {
  readonly #place: Place;
  readonly #api: Comlink.Remote<SessionApi>;
  readonly #limitMs: typeof limitMs;
  /** Calls that wait. */
  readonly #waiting = new Set<(problem: Problem) => void>();
  readonly #watchdog = new Watchdog((ms) => this.#end(silence(this.#wait, ms)));
  /** Takes back what waits elsewhere for this session: the abort listener, the request for the host's lock. */
  readonly #released = new AbortController();
  readonly #news = new MessageChannel();
  readonly #loan = new PictureLoan();
  #ended?: Problem;
  #wait: Wait = 'start';
  #opened?: Opened;
  #slowestMs = 0;
  #onProgress?: (progress: OpenProgress) => void;
  #onEvent?: (event: unknown) => void;
  #events = 0;
  #eventsAwaited?: { readonly count: number; readonly resolve: () => void };

  /** @param signal ends the host at once when it aborts */
  constructor(
    readonly spec: SessionSpec,
    signal: AbortSignal,
    options: SessionOptions = {},
  ) {
    this.#limitMs = options.limitMs ?? limitMs;
    this.#place = (options.start ?? inWorker)(spec.target.id, (problem) => this.#end(problem));
    this.#api = Comlink.wrap<SessionApi>(this.#place.endpoint);
    this.#news.port1.onmessage = ({ data }: MessageEvent<HostNews>) => this.#hear(data);
    const stop = () => this.#end(new Problem('stopped', 'Stopped before it was finished.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { signal: this.#released.signal });
  }

  #end(problem: Problem): void {
    if (this.#ended) return;
    this.#ended = problem;
    this.#watchdog.rest();
    this.#released.abort();
    this.#place.end();
    this.#api[Comlink.releaseProxy]();
    this.#news.port1.close();
    this.#eventsAwaited?.resolve();
    for (const refuse of this.#waiting) refuse(problem);
    this.#waiting.clear();
  }

  readonly #lock = `nearside-session-${performance.timeOrigin}-${sessions++}`;

  #hear(news: HostNews): void {
    if (this.#ended) return;
    if (news.kind === 'event') {
      this.#events++;
      this.#onEvent?.(news.event);
      if (this.#events === this.#eventsAwaited?.count) this.#eventsAwaited.resolve();
    }
    if (news.kind === 'progress') this.#wait = news.progress.phase;
    // Not before: asked for earlier, the page would get the lock itself.
    if (news.kind === 'locked') {
      whenReleased(this.#lock, this.#released.signal, () =>
        this.#end(
          new Problem(
            'worker-died',
            'The browser ended the worker that ran this model, often for memory. Run it again.',
          ),
        ),
      );
    }
    this.#expect();
    if (news.kind === 'progress') this.#onProgress?.(news.progress);
  }

  #expect(): void {
    const pace = { spec: this.spec, opened: this.#opened, slowestMs: this.#slowestMs };
    if (this.#waiting.size > 0) this.#watchdog.expect(this.#limitMs(this.#wait, pace));
    else this.#watchdog.rest();
  }

  /** @throws Problem: the host's own, or what ended the session meanwhile */
  async #call<T>(send: () => Promise<Outcome<T>>): Promise<T> {
    if (this.#ended) throw this.#ended;
    let refuse!: (problem: Problem) => void;
    const ended = new Promise<never>((_, reject) => (refuse = reject));
    this.#waiting.add(refuse);
    this.#expect();
    const started = performance.now();
    try {
      const outcome = await Promise.race([send(), ended]);
      const value = valueOf(outcome);
      if (this.#opened) this.#slowestMs = Math.max(this.#slowestMs, performance.now() - started);
      this.#wait = this.#opened ? 'run' : 'first';
      return value;
    } finally {
      this.#waiting.delete(refuse);
      this.#expect();
    }
  }

  /** Loads the model. */
  async open(onProgress: (progress: OpenProgress) => void): Promise<Opened> {
    const { port2 } = this.#news;
    this.#onProgress = onProgress;
    this.#opened = await this.#call(() => this.#api.open(this.spec, Comlink.transfer(port2, [port2]), this.#lock));
    this.#onProgress = undefined;
    return this.#opened;
  }

  /** One unit of the session's workload. @param onEvent told what it emits, all of it before this resolves */
  async #unit<R>(request: object, onEvent?: (event: unknown) => void): Promise<Unit<R>> {
    this.#onEvent = onEvent;
    this.#events = 0;
    try {
      const { events, outcome } = await this.#call(() => this.#api.unit(request));
      if (events > this.#events)
        await new Promise<void>((resolve) => (this.#eventsAwaited = { count: events, resolve }));
      return valueOf(outcome) as Unit<R>;
    } finally {
      this.#eventsAwaited = undefined;
      this.#onEvent = undefined;
    }
  }

  async #infer<A extends keyof InferenceRequests>(
    request: InferenceRequests[A],
    transfer: readonly Transferable[] = [],
  ): Promise<Unit<InferenceResults[A]>> {
    return this.#unit<InferenceResults[A]>(Comlink.transfer(request, [...transfer]));
  }

  /** Asks with an input whose picture, where it isn't shared, is lent to the host for as long as it answers. */
  async #inferOn<A extends 'answer' | 'answers'>(request: InferenceRequests[A]): Promise<Unit<Answered>> {
    const { input, transfer } = this.#loan.lend(request.input);
    const { series, result } = await this.#infer<A>({ ...request, input }, transfer);
    const { lent, ...answered } = result;
    this.#loan.takeBack(request.input, lent);
    return { series, result: answered };
  }

  /** @returns the host's own figures, its series, and how much longer the call took as seen from the page */
  async answer(input: TaskInput): Promise<Answered & Posted & Pick<Unit<Answered>, 'series'>> {
    const started = performance.now();
    const { result, series } = await this.#inferOn<'answer'>({ ask: 'answer', input, askedAtMs: since1970() });
    return { ...result, series, rpcMs: Math.max(0, performance.now() - started - result.totalMs) };
  }

  /**
   * Writes a text, in a session whose workload is generation.
   * @param onEvent told of the prompt, and of tokens as they become certain
   * @throws Problem `stopped` after {@link stop}: what was written until then has been told
   */
  async write(request: WriteRequest, onEvent: (event: WriteEvent) => void): Promise<Unit<Written>> {
    const asked: GenerationRequests['write'] = { askedAtMs: since1970(), ...request, ask: 'write' };
    return this.#unit<Written>(asked, (event) => onEvent(event as WriteEvent));
  }

  /**
   * Answers a camera's frame, in a session whose workload that is.
   * @param bitmap transferred, so gone for the caller
   * @returns beside the host's own figures, as with {@link answer}, the frame that the answer is of: the caller's to close
   */
  async frame(bitmap: ImageBitmap, mirrored: boolean): Promise<FrameAnswered & Posted> {
    const started = performance.now();
    const frame: Frame = { bitmap, mirrored };
    const { result } = await this.#unit<FrameAnswered>(Comlink.transfer(frame, [bitmap]));
    return { ...result, rpcMs: Math.max(0, performance.now() - started - result.readMs - result.totalMs) };
  }

  /**
   * Runs every network of the chain on its reference input and compares; as often as wanted.
   * @param isBrief only as much as shows a fault
   */
  check(isBrief = false) {
    return this.#call(() => this.#api.prove(isBrief));
  }

  /**
   * Repeats the runs of the last answer, timed one by one.
   * @param batch answers timed together as one sample, for runs too short for the timer
   * @param leadIn answers made untimed before
   */
  async sample(count: number, batch: number, leadIn = 0): Promise<InferenceResults['samples']> {
    return (await this.#infer<'samples'>({ ask: 'samples', count, batch, leadIn })).result;
  }

  /**
   * Whole answers to an input, one after the other.
   * @returns milliseconds of each: pre-processing, inference and post-processing together, and each apart; and the last answer
   */
  async sampleAnswers(input: TaskInput, count: number, leadIn = 0) {
    const { series, result } = await this.#inferOn<'answers'>({ ask: 'answers', input, count, leadIn });
    return { series, answered: result };
  }

  /** What the chain's first network says of the input of the last answer, at most 4,096 values of each output; undefined where it is compared otherwise. */
  async inputOutputs(): Promise<InferenceResults['outputs'] | undefined> {
    return (await this.#infer<'outputs'>({ ask: 'outputs' })).result;
  }

  /** Ends the unit under way, whose call is refused with `stopped`; the model stays loaded. */
  stop(): void {
    if (!this.#ended) void this.#api.stop();
  }

  /** Ends the host; calls still waiting are refused. */
  close(): void {
    this.#end(new Problem('stopped', 'The session was closed.'));
  }
}
