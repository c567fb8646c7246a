import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { chainOn } from '../runtimes/chain';
import { parseTarget, type Target } from '../runtimes/target';
import type { TaskInput } from '../tasks/types';
import type { Problem } from '../domain/problem';
import type { WriteEvent } from '../workloads/generation/writer';
import { inPage, placed, type Start } from './place';
import { openProven } from './prove';
import { Session, type SessionOptions } from './session';
import type { SessionSpec } from './types';

const target = parseTarget('tfjs-cpu') as Target;
const base = `${location.origin}/`;
const white: TaskInput = {
  kind: 'picture',
  pixels: { width: 28, height: 28, data: new Uint8ClampedArray(28 * 28 * 4).fill(255) },
};
let spec: SessionSpec;

beforeAll(async () => {
  spec = { chain: await chainOn('digits', target), target, base, workload: 'inference' };
});

const controllers: AbortController[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const controller of controllers.splice(0)) controller.abort();
});

function begin(options?: SessionOptions): Session {
  const controller = new AbortController();
  controllers.push(controller);
  return new Session(spec, controller.signal, options);
}

const problemOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    ({ code, message }: Problem) => ({ code, message }),
  );

/** A worker of this script, in the place of the host's. */
const scripted =
  (script: string): Start =>
  (_name, onProblem) => {
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    return placed(new Worker(url), onProblem);
  };

const soon = { limitMs: () => 200 };

it('answers, samples whole answers and runs, and tells what the network said of the input', async () => {
  const session = begin();
  await session.open(() => {});
  const { answer, runs } = await session.answer(white);
  expect(answer.kind).toBe('digit-recognition');
  expect(runs).toHaveLength(1);
  const agreement = await session.check();
  expect(agreement.digits?.pass).toBe(true);

  const { samplesMs, stagesMs } = await session.sample(3, 2, 1);
  expect(samplesMs).toHaveLength(3);
  expect(stagesMs.digits).toEqual(samplesMs);

  const { series, answered } = await session.sampleAnswers(white, 4, 2);
  expect(answered.answer).toEqual(answer);
  expect(series.answer).toHaveLength(4);
  for (const [i, whole] of (series.answer ?? []).entries()) {
    const parts = ['pre', 'inference', 'post'].map((name) => series[name]?.[i] ?? NaN);
    expect(parts.reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(whole, 1);
  }

  const { model, outputs } = (await session.inputOutputs())!;
  expect(model).toBe('digits');
  expect(outputs.map(({ shape, stride, values }) => ({ shape, stride, n: values.length }))).toEqual([
    { shape: [1, 10], stride: 1, n: 10 },
  ]);
  // The same check after all that.
  expect(await session.check()).toEqual(agreement);
});

it('a stop ends what is under way and keeps the model', async () => {
  const session = begin();
  await session.open(() => {});
  await session.answer(white);
  const endless = problemOf(session.sample(1e9, 1));
  session.stop();
  expect(await endless).toMatchObject({ code: 'stopped' });
  expect((await session.sample(2, 1)).samplesMs).toHaveLength(2);
});

it('writes a text, tells it token by token, and a stop leaves the model to write the next', async () => {
  const own = parseTarget('ort-wasm@1') as Target;
  const controller = new AbortController();
  controllers.push(controller);
  const chain = await chainOn('story-student', own);
  const session = new Session({ chain, target: own, base, workload: 'generation' }, controller.signal);
  await session.open(() => {});
  const asked = { prompt: { text: 'Once upon a time' }, sampling: { seed: 4 }, endless: true };
  const told: string[] = [];
  const listen = (event: WriteEvent) => {
    if (event.kind === 'tokens') told.push(...event.tokens.map(({ text }) => text));
  };
  const { result, series } = await session.write({ ...asked, maxTokens: 60 }, listen);
  expect(told.join('')).toBe(result.text);
  expect(result.tokens).toHaveLength(60);
  expect(series['first-token']?.[0]).toBeGreaterThan(0);

  told.length = 0;
  const stopped = problemOf(
    session.write(asked, (event) => {
      listen(event);
      if (told.length >= 20) session.stop();
    }),
  );
  expect(await stopped).toMatchObject({ code: 'stopped' });
  expect(told.length).toBeLessThan(400);
  expect(told.slice(0, 60).join('')).toBe(result.text.slice(0, told.slice(0, 60).join('').length));

  // A second text begins where the first was read to.
  const again = await session.write({ ...asked, maxTokens: 5 }, () => {});
  expect(again.result.prompt.reused).toBe(again.result.prompt.tokens - 1);
  expect(result.text.startsWith(again.result.text)).toBe(true);
});

it(
  'a GPU taken away ends a text in one sentence, and what was written has been told',
  { timeout: 180_000 },
  async () => {
    const { requestDevice } = GPUAdapter.prototype;
    const devices: GPUDevice[] = [];
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (this: GPUAdapter, ...args) {
      const device = await requestDevice.apply(this, args);
      devices.push(device);
      return device;
    });
    const own = parseTarget('ort-webgpu') as Target;
    const controller = new AbortController();
    controllers.push(controller);
    const chain = await chainOn('story-student', own);
    const place: SessionOptions = { start: inPage };
    const session = new Session({ chain, target: own, base, workload: 'generation' }, controller.signal, place);
    await session.open(() => {});
    const told: string[] = [];
    const lost = problemOf(
      session.write({ prompt: { text: 'Once upon a time' }, endless: true }, (event) => {
        if (event.kind === 'tokens') told.push(...event.tokens.map(({ text }) => text));
        if (told.length >= 2) for (const device of devices) device.destroy();
      }),
    );
    expect(await lost).toEqual({
      code: 'gpu-lost',
      message: 'The GPU was taken away while the model ran. Run it again, or pick another backend.',
    });
    expect(told.join('').trim()).not.toBe('');
    expect(told.length).toBeLessThan(400);
  },
);

it.each([
  ['never says a word', 'onmessage = () => {};', 'download', /^The script that runs models did not arrive for /],
  ['is busy for ever', 'onmessage = () => { for (;;); };', 'download', /^The script that runs models did not arrive/],
  [
    'falls silent while its runtime starts',
    `onmessage = ({ data }) => data.argumentList?.[1].value.postMessage({
       kind: 'progress', progress: { phase: 'runtime', received: 0, total: 0, fromCache: false } });`,
    'timeout',
    /^The runtime did not start within .*, so its worker was ended\. Run it again, or pick another backend\.$/,
  ],
])('a worker that %s is ended', async (_, script, code, message) => {
  const session = begin({ start: scripted(script), ...soon });
  expect(await problemOf(session.open(() => {}))).toEqual({ code, message: expect.stringMatching(message) });
  // And it stays so.
  expect(await problemOf(session.check())).toMatchObject({ code });
});

it('an inference that hangs ends its session, however often it answered before', async () => {
  const session = begin({ limitMs: (wait) => (wait === 'run' ? 200 : 60_000) });
  await session.open(() => {});
  await session.answer(white);
  // One sample of so many runs never breathes: what a hung shader looks like from here.
  expect(await problemOf(session.sample(1, 1e12))).toMatchObject({
    code: 'timeout',
    message: expect.stringMatching(/^An inference did not end within /),
  });
});

it('does without locks where site data is blocked', async () => {
  vi.spyOn(navigator.locks, 'request').mockRejectedValue(new DOMException('Blocked.', 'SecurityError'));
  const session = begin();
  await session.open(() => {});
  expect((await session.answer(white)).answer.kind).toBe('digit-recognition');
});

/** Listeners that the page holds, once what nobody holds has gone. */
async function listeners(): Promise<number> {
  const devtools = cdp() as unknown as {
    send(method: string): Promise<{ metrics: { name: string; value: number }[] }>;
  };
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? NaN;
}

it('leaves nothing behind: listeners, ports and lock requests go with their session', async () => {
  const controller = new AbortController();
  const openAndClose = async () => {
    const session = new Session(spec, controller.signal);
    await session.open(() => {});
    await session.answer(white);
    const unanswered = problemOf(session.sample(1e9, 1));
    session.close();
    expect(await unanswered).toMatchObject({ code: 'stopped' });
  };
  for (let i = 0; i < 2; i++) await openAndClose();
  const before = await listeners();
  for (let i = 0; i < 4; i++) await openAndClose();
  expect(await listeners()).toBeLessThanOrEqual(before);
  // A worker that was ended lets go of its lock a moment later.
  await vi.waitFor(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    expect([...held, ...pending].filter(({ name }) => name?.startsWith('nearside-session'))).toEqual([]);
  });
}, 60_000);

it('proves a build or names the worst of them', async () => {
  const steps: string[] = [];
  const { signal } = controllers[controllers.push(new AbortController()) - 1] as AbortController;
  const { session, agreement, answered, wrong, phases } = await openProven({
    chain: spec.chain,
    target,
    base,
    signal,
    answerFirst: white,
    onStep: ({ phase }) => steps.at(-1) !== phase && steps.push(phase),
  });
  expect(steps).toEqual(['runtime', 'download', 'create', 'first', 'check', 'checked']);
  expect(agreement.digits?.pass).toBe(true);
  expect(wrong).toBeUndefined();
  expect(phases.firstMs).toBe(answered?.inferenceMs);
  session.close();
});
