import { isBreakdown, Problem } from '../domain/problem';
import { toProblem } from '../domain/toProblem';
import type { Outcome } from './types';

/** How long a failed call waits for the news that its GPU is gone. */
const LOSS_NEWS_MS = 200;

function gpuLost(sentence: string): Outcome<never> {
  const message = 'The GPU was taken away while the model ran. Run it again, or pick another backend.';
  return { ok: false, reason: new Problem('gpu-lost', message, sentence).reason };
}

/**
 * Runs calls one after the other: ONNX Runtime refuses a second run in a realm while one is on ("Session already started").
 * Whatever they throw becomes an outcome, and a lost GPU ends whatever waits for it.
 */
export class Guard {
  #queue: Promise<unknown> = Promise.resolve();

  /** @param lost resolves with a sentence when the GPU device is lost; asked when the call's turn has come */
  constructor(readonly lost: () => Promise<string> | undefined) {}

  /** @param where what is being done, for the sentence about an error that nobody has named */
  run<T>(call: () => Promise<T>, where: string): Promise<Outcome<T>> {
    const outcome = this.#queue.then(() => {
      const lost = this.lost()?.then(gpuLost) ?? new Promise<never>(() => {});
      return Promise.race([this.#settled(call, where), lost]);
    });
    this.#queue = outcome;
    return outcome;
  }

  async #settled<T>(call: () => Promise<T>, where: string): Promise<Outcome<T>> {
    try {
      return { ok: true, value: await call() };
    } catch (error) {
      const { reason } = toProblem(error, where);
      if (!isBreakdown(reason.code)) return { ok: false, reason };
      // A lost device makes the readback under way fail a moment before it announces its loss: the race is won by that news.
      // Read again, since the runtime may have been opened by this very call.
      const news = this.lost()?.then(gpuLost);
      const unexplained = new Promise<Outcome<T>>((resolve) =>
        setTimeout(resolve, LOSS_NEWS_MS, { ok: false, reason }),
      );
      return news ? Promise.race([news, unexplained]) : unexplained;
    }
  }
}
