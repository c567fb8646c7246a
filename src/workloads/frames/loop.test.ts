import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveLoop, type FrameSource, type Pass } from './loop';

class NumberedFrame {
  closed = false;
  constructor(readonly number: number) {}
  close() {
    this.closed = true;
  }
}

interface Wish<T> {
  readonly value: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** A promise that settles when it is told to. */
function wish<T>(value: T): Wish<T> & { promise: Promise<T> } {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = () => yes(value);
    reject = no;
  });
  return { value, promise, resolve, reject };
}

/** A loop whose camera and worker do nothing until they are told to. */
function bench() {
  let newest = 0;
  let watcher: (() => void) | undefined;
  const taking: Wish<NumberedFrame>[] = [];
  const answering: Wish<number>[] = [];
  const log = {
    taken: [] as NumberedFrame[],
    /** Newest frame there was when each was taken. */
    newestAtTake: [] as number[],
    answered: [] as number[],
    passes: [] as Pass[],
    dropped: 0,
    problems: [] as unknown[],
  };
  const source: FrameSource<NumberedFrame> = {
    watch(onFrame) {
      watcher = onFrame;
      return () => (watcher = undefined);
    },
    take() {
      const frame = new NumberedFrame(newest);
      const asked = wish(frame);
      log.taken.push(frame);
      log.newestAtTake.push(newest);
      taking.push(asked);
      return asked.promise;
    },
  };
  const loop = new LiveLoop<NumberedFrame, number>({
    source,
    answer: ({ number }) => {
      const asked = wish(number);
      answering.push(asked);
      return asked.promise;
    },
    onAnswer: (answer, pass) => {
      log.answered.push(answer);
      log.passes.push(pass);
    },
    onDrop: () => log.dropped++,
    onProblem: (error) => log.problems.push(error),
  });
  const settle = async () => {
    for (let turn = 0; turn < 6; turn++) await Promise.resolve();
  };
  return {
    loop,
    log,
    taking,
    answering,
    watched: () => watcher !== undefined,
    /** A frame arrives, whether anybody watches or not. */
    async arrive() {
      newest++;
      watcher?.();
      await settle();
    },
    /** The copy under way is ready. */
    async copied() {
      taking.shift()?.resolve();
      await settle();
    },
    async answers() {
      answering.shift()?.resolve();
      await settle();
    },
    async fails(error: unknown) {
      (taking.shift() ?? answering.shift())?.reject(error);
      await settle();
    },
  };
}

describe('LiveLoop', () => {
  it('answers every frame of a source that is slower than the worker', async () => {
    const { arrive, copied, answers, log } = bench();
    for (let frame = 0; frame < 5; frame++) {
      await arrive();
      await copied();
      await answers();
    }
    expect(log.answered).toEqual([1, 2, 3, 4, 5]);
    expect(log.dropped).toBe(0);
    expect(log.passes.every(({ sound, takeMs, totalMs }) => sound && takeMs >= 0 && totalMs >= takeMs)).toBe(true);
  });

  it('takes the newest of what arrived while the worker was busy, and drops the rest', async () => {
    const { arrive, copied, answers, log } = bench();
    await arrive();
    await copied();
    for (let frame = 2; frame <= 6; frame++) await arrive();
    expect(log.dropped).toBe(4);
    await answers();
    await copied();
    await answers();
    expect(log.answered).toEqual([1, 6]);
    // Nothing waits: the loop is idle until the next frame.
    expect(log.taken).toHaveLength(2);
  });

  it('copies nothing while a frame is under way', async () => {
    const { arrive, taking, answering, copied } = bench();
    await arrive();
    await arrive();
    expect([taking.length, answering.length]).toEqual([1, 0]);
    await copied();
    await arrive();
    expect([taking.length, answering.length]).toEqual([0, 1]);
  });

  it('stopped in the middle of an answer: nothing is called back, and the source is let go', async () => {
    const { loop, arrive, copied, answers, watched, log } = bench();
    await arrive();
    await copied();
    await arrive();
    loop.stop();
    expect(watched()).toBe(false);
    await answers();
    expect(log.answered).toEqual([]);
    expect(log.taken).toHaveLength(1);
  });

  it('stopped while a frame is copied: the copy is closed and not answered', async () => {
    const { loop, arrive, copied, answering, log } = bench();
    await arrive();
    loop.stop();
    await copied();
    expect(log.taken.map(({ closed }) => closed)).toEqual([true]);
    expect(answering).toEqual([]);
  });

  it.each(['copying', 'answering'])('stops at an error while %s and says it once', async (stage) => {
    const { arrive, copied, fails, watched, log } = bench();
    const error = new Error('gone');
    await arrive();
    if (stage === 'answering') await copied();
    await arrive();
    await fails(error);
    expect(log.problems).toEqual([error]);
    expect(watched()).toBe(false);
    await arrive();
    expect(log.taken).toHaveLength(1);
  });

  it('says nothing of an error that stopping brought about', async () => {
    const { loop, arrive, copied, fails, log } = bench();
    await arrive();
    await copied();
    loop.stop();
    await fails(new Error('The worker was ended.'));
    expect(log.problems).toEqual([]);
  });

  it('leaves frames alone while paused, and marks the answer whose time ran over the pause', async () => {
    const { loop, arrive, copied, answers, log } = bench();
    await arrive();
    await copied();
    loop.pause();
    await arrive();
    await arrive();
    await answers();
    expect(log.passes.map(({ sound }) => sound)).toEqual([false]);
    expect(log.dropped).toBe(0);
    loop.resume();
    await arrive();
    await copied();
    await answers();
    expect(log.answered).toEqual([1, 4]);
    expect(log.passes.map(({ sound }) => sound)).toEqual([false, true]);
  });

  it('holds in any order of events: one under way, always the newest, every frame accounted for', async () => {
    const step = fc.constantFrom('arrive', 'arrive', 'copied', 'answers');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { loop, arrive, copied, answers, taking, answering, log } = bench();
        let arrived = 0;
        for (const now of steps) {
          if (now === 'arrive') {
            arrived++;
            await arrive();
          } else if (now === 'copied') await copied();
          else await answers();
          const underWay = taking.length + answering.length;
          expect(underWay).toBeLessThanOrEqual(1);
          expect(log.taken.map(({ number }) => number)).toEqual(log.newestAtTake);
          // What is neither answered, dropped nor under way is at most the one that waits.
          const waiting = arrived - log.answered.length - log.dropped - underWay;
          expect(waiting).toBeGreaterThanOrEqual(0);
          expect(waiting).toBeLessThanOrEqual(underWay);
        }
        expect(log.answered).toEqual([...new Set(log.answered)].sort((a, b) => a - b));
        loop.stop();
        const answeredBefore = log.answered.length;
        await copied();
        await answers();
        expect(log.answered).toHaveLength(answeredBefore);
        expect(answering).toEqual([]);
      }),
    );
  });
});
