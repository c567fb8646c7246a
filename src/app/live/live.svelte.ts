import { tick } from 'svelte';
import { cameraCount, cameraObstacle, looksAtVisitor, openCamera, showCamera, stopCamera } from '../../input/camera';
import type { Session } from '../../sessions/session';
import type { Opened } from '../../sessions/types';
import { Problem } from '../../domain/problem';
import { Turn, type Waiting } from '../../measure/turn';
import { toProblem } from '../../domain/toProblem';
import type { Target } from '../../runtimes/target';
import type { Answer } from '../../tasks/types';
import { LiveLoop } from '../../workloads/frames/loop';
import { openProven, type OpeningStep } from '../../sessions/prove';
import { chainOn } from '../../runtimes/chain';
import { FrameStatistics, type FrameFigures } from '../../workloads/frames/statistics';
import { frameBytes } from './frameBytes';
import { Ghost } from './ghost';
import { VideoSource } from './videoSource';

/** Frames are answered at 640 pixels a side at most; a camera that gives more only costs more to copy. */
const CAMERA_WIDTH = 640;
/** How often what screen readers say of the figures is renewed, ms. */
const SPOKEN_EVERY_MS = 10_000;

/** What was asked for. */
export interface LiveRequest {
  readonly model: string;
  readonly target: Target;
  /** Build of the runtime that did best for the model in this browser before. */
  readonly provenBuild?: string;
  /** Whether what the model looks for means something else in a mirror, as text does. */
  readonly handed: boolean;
  /** A film of the visitor's own in the camera's place. */
  readonly film?: File;
}

/** An answer over the picture that it is of. */
export interface LiveAnswer {
  readonly answer: Answer;
  readonly frame: ImageBitmap;
  readonly width: number;
  readonly height: number;
}

/** What a simulated cloud has come back with: an answer of an earlier frame. */
export type LiveGhost = Omit<LiveAnswer, 'frame'>;

/** A target as it did so far. */
export interface LiveRow {
  readonly target: string;
  /** What really ran. */
  readonly actual: Opened['actual'];
  readonly figures: FrameFigures;
}

export type LivePhase = 'idle' | 'waiting' | 'opening' | 'camera' | 'live';

/** Which camera is wished for: the one that looks at the visitor, or away. */
export type Facing = 'user' | 'environment';

/** The camera's picture answered frame by frame on one target after the other. */
export class LiveState {
  #phase = $state<LivePhase>('idle');
  #wait = $state<Waiting>();
  #step = $state.raw<OpeningStep>();
  #target = $state<string>();
  #shown = $state.raw<LiveAnswer>();
  #rows = $state.raw<readonly LiveRow[]>([]);
  #problem = $state.raw<Problem>();
  #paused = $state(false);
  #mirrored = $state(false);
  /** The row as it stood when it was last told to screen readers. */
  #spoken = $state.raw<LiveRow>();
  #spokenAt = 0;
  #stream?: MediaStream;
  /** Address of the film in the camera's place. */
  #film?: string;
  #facing = $state<Facing>();
  #cameras = $state(0);
  /** What the simulated cloud's answer is late by, and the answer; absent where none is to be shown. */
  #ghost = $state.raw<LiveGhost>();
  #tripMs = $state<number>();
  #frameBytes = $state<number>();
  #answerBytes = 0;
  #ghostTimer?: ReturnType<typeof setTimeout>;
  readonly #sent = new Ghost<Omit<LiveAnswer, 'frame'>>();
  readonly #turn = new Turn();
  #video?: HTMLVideoElement;
  #loop?: LiveLoop<ImageBitmap, Awaited<ReturnType<Session['frame']>>>;
  /** Ends the worker of the session that is open or opening. */
  #controller?: AbortController;

  get phase() {
    return this.#phase;
  }
  /** Who measures meanwhile, where it waits for that. */
  get wait() {
    return this.#wait;
  }
  /** What is being done until frames are answered. */
  get step() {
    return this.#step;
  }
  /** The target that was asked for last. */
  get target() {
    return this.#target;
  }
  get shown() {
    return this.#shown;
  }
  /** In the order in which they were first tried; the one that goes on now is among them. */
  get rows() {
    return this.#rows;
  }
  get problem() {
    return this.#problem;
  }
  /** True while the tab is hidden. */
  get paused() {
    return this.#paused;
  }
  get mirrored() {
    return this.#mirrored;
  }
  get spoken() {
    return this.#spoken;
  }
  /** Whether another camera can be asked for. */
  get canTurn() {
    return this.#cameras > 1 && this.#film === undefined;
  }
  get ghost() {
    return this.#ghost;
  }
  /** Bytes of a frame as a client would send it, once one was encoded. */
  get frameBytes() {
    return this.#frameBytes;
  }
  /** Of the latest answer as JSON, bytes. */
  get answerBytes() {
    return this.#answerBytes;
  }
  /** From a frame to its answer through the simulated cloud, ms; undefined shows no ghost. */
  set tripMs(ms: number | undefined) {
    this.#tripMs = ms;
    if (ms === undefined) this.#clearGhost();
  }
  /** Whether Stop has something to stop. */
  get on() {
    return this.#phase !== 'idle';
  }

  readonly row = $derived(this.#rows.find(({ target }) => target === this.#target));

  /**
   * Loads the model, then opens the camera if it is not open yet, then answers frames until {@link stop}. Called again, it
   * goes over to another target with the camera left on.
   * @param video shows the camera; what it shows is what is answered
   */
  async start(request: LiveRequest, video: HTMLVideoElement): Promise<void> {
    this.#endSession();
    const controller = (this.#controller = new AbortController());
    const { signal } = controller;
    const isCurrent = () => this.#controller === controller;
    this.#problem = undefined;
    this.#target = request.target.id;
    this.#phase = 'opening';
    try {
      // Another tab that measures would be measured with this one's work beside it.
      await this.#take(signal);
      if (!isCurrent()) return;
      this.#phase = 'opening';
      if (request.film && !this.#film) await this.#openFilm(video, request.film);
      const obstacle = this.#stream || this.#film ? undefined : await cameraObstacle();
      if (obstacle) throw obstacle;
      // The camera comes last, so that its light is on only while frames are looked at.
      const { session, opened, wrong } = await openProven({
        chain: await chainOn(request.model, request.target),
        target: request.target,
        workload: 'frames',
        base: document.baseURI,
        signal,
        provenBuild: request.provenBuild,
        onStep: (step) => isCurrent() && (this.#step = step),
      });
      // What is wrong is not shown live.
      if (wrong) throw wrong;
      if (!isCurrent()) return;
      if (!this.#stream && !this.#film) await this.#openCamera(video, request.handed, isCurrent);
      if (!isCurrent()) return;
      this.#step = undefined;
      this.#phase = 'live';
      this.#answerFrames(session, opened, video);
    } catch (error) {
      if (isCurrent()) this.#fail(error);
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    await this.#turn.take(signal, (waiting) => {
      this.#wait = waiting;
      if (waiting) this.#phase = 'waiting';
    });
  }

  async #openCamera(video: HTMLVideoElement, handed: boolean, isCurrent: () => boolean): Promise<void> {
    this.#phase = 'camera';
    // Text is read off things, not off the visitor.
    const stream = await openCamera(CAMERA_WIDTH, this.#facing ?? (handed ? 'environment' : 'user'));
    if (!isCurrent()) {
      stopCamera(stream);
      return;
    }
    this.#stream = stream;
    this.#mirrored = !handed && looksAtVisitor(stream);
    this.#cameras = await cameraCount();
    for (const track of stream.getTracks()) track.addEventListener('ended', this.#cameraEnded, { once: true });
    this.#video = video;
    await showCamera(stream, video);
  }

  /** A film goes round and round, as a camera does not end either. */
  async #openFilm(video: HTMLVideoElement, film: File): Promise<void> {
    this.#film = URL.createObjectURL(film);
    this.#video = video;
    this.#mirrored = false;
    video.srcObject = null;
    video.src = this.#film;
    video.loop = true;
    try {
      await video.play();
    } catch (error) {
      throw new Problem('input', 'This browser can’t play that film. Choose an MP4 or WebM file.', String(error));
    }
  }

  /** Goes over to the other camera; the session stays open. */
  async turnCamera(request: LiveRequest, video: HTMLVideoElement): Promise<void> {
    const now = this.#stream && looksAtVisitor(this.#stream) ? 'user' : 'environment';
    this.#facing = now === 'user' ? 'environment' : 'user';
    this.#releaseCamera();
    await this.start(request, video);
  }

  readonly #cameraEnded = () => {
    this.#fail(new Problem('input', 'The camera stopped: it was unplugged or taken away. Connect it and start again.'));
  };

  #answerFrames(session: Session, { actual }: Opened, video: HTMLVideoElement): void {
    const target = this.#target as string;
    const statistics = new FrameStatistics();
    const publish = () => this.#place({ target, actual, figures: statistics.figures() });
    publish();
    this.#spokenAt = 0;
    this.#loop = new LiveLoop({
      source: new VideoSource(video),
      answer: (frame) => session.frame(frame, this.#mirrored),
      onAnswer: (answered, { takeMs, totalMs, sound }) => {
        const { answer, frame, inferenceMs, postMs, rpcMs } = answered;
        const preMs = takeMs + answered.readMs + answered.preMs;
        if (sound) statistics.add({ preMs, inferenceMs, postMs, rpcMs }, performance.now());
        else statistics.addUntimed();
        this.#show({ answer, frame, width: frame.width, height: frame.height });
        this.#send({ answer, width: frame.width, height: frame.height }, performance.now() - totalMs);
        if (this.#frameBytes === undefined) void this.#weigh(frame, answer);
        publish();
      },
      onDrop: () => statistics.drop(),
      onProblem: (error) => this.#fail(error),
    });
    const { signal } = this.#controller as AbortController;
    const onVisibility = async () => {
      this.#paused = document.hidden;
      if (document.hidden) {
        this.#loop?.pause();
        statistics.pause();
        // A tab out of sight answers nothing, so that the one in sight may measure.
        this.#turn.release();
        return;
      }
      await this.#take(signal);
      if (signal.aborted) return;
      if (document.hidden) return this.#turn.release();
      this.#phase = 'live';
      this.#loop?.resume();
    };
    document.addEventListener('visibilitychange', () => void onVisibility(), { signal });
    if (document.hidden) void onVisibility();
  }

  /** What a frame would be sent as is measured once a stream: its pictures are much alike. */
  async #weigh(frame: ImageBitmap, answer: Answer): Promise<void> {
    const { signal } = this.#controller as AbortController;
    // Not again while it is encoded.
    this.#frameBytes = 0;
    const { pictures: _, ...sent } = answer;
    const bytes = await frameBytes(frame);
    if (signal.aborted) return;
    this.#answerBytes = new TextEncoder().encode(JSON.stringify(sent)).length + (answer.sentBytes ?? 0);
    this.#frameBytes = bytes;
  }

  #send(sent: LiveGhost, takenAtMs: number): void {
    if (this.#tripMs === undefined) return;
    this.#sent.send(sent, takenAtMs);
    this.#receive();
  }

  readonly #receive = (): void => {
    clearTimeout(this.#ghostTimer);
    const tripMs = this.#tripMs;
    if (tripMs === undefined) return;
    const arrived = this.#sent.arrived(performance.now(), tripMs);
    if (arrived) this.#ghost = arrived.answer;
    const nextAtMs = this.#sent.nextAtMs(tripMs);
    if (nextAtMs !== undefined) this.#ghostTimer = setTimeout(this.#receive, nextAtMs - performance.now());
  };

  #clearGhost(): void {
    clearTimeout(this.#ghostTimer);
    this.#sent.clear();
    this.#ghost = undefined;
  }

  #show(shown: LiveAnswer | undefined): void {
    const before = this.#shown;
    this.#shown = shown;
    // The view may draw it until it has been given the new one.
    if (before) void tick().then(() => before.frame.close());
  }

  #place(row: LiveRow): void {
    const at = this.#rows.findIndex(({ target }) => target === row.target);
    this.#rows = at < 0 ? [...this.#rows, row] : this.#rows.with(at, row);
    const now = performance.now();
    if (row.figures.perSecond === undefined || now - this.#spokenAt < SPOKEN_EVERY_MS) return;
    this.#spokenAt = now;
    this.#spoken = row;
  }

  #endSession(): void {
    this.#loop?.stop();
    this.#loop = undefined;
    this.#controller?.abort();
    this.#controller = undefined;
    this.#step = undefined;
    this.#spoken = undefined;
    this.#paused = false;
    this.#frameBytes = undefined;
    this.#clearGhost();
    this.#show(undefined);
  }

  #releaseCamera(): void {
    stopCamera(this.#stream);
    this.#stream = undefined;
    const video = this.#video;
    // Or the last frame stays in its memory.
    if (video) {
      video.srcObject = null;
      video.removeAttribute('src');
    }
    if (this.#film) URL.revokeObjectURL(this.#film);
    this.#film = undefined;
    this.#video = undefined;
  }

  /** Ends the worker and turns the camera off, at once; the figures stay. */
  stop(): void {
    this.#endSession();
    this.#releaseCamera();
    this.#turn.release();
    this.#phase = 'idle';
  }

  #fail(error: unknown): void {
    this.stop();
    this.#problem = toProblem(error, 'answering the camera’s frames');
  }
}
