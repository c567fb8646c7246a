import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../domain/problem';
import type { Artefact } from '../../models/card';
import { allTargets, isGpu, parseTarget } from '../../runtimes/target';
import type { RuntimeModule } from '../../runtimes/types';
import type { LoadedNetwork, UnitContext } from '../types';
import { GREEDY } from './sampling';
import { tinyAssets, tinyCard, tinyFiles } from './tiny.fixture';
import { workload, type GenerationRequests, type GenerationResults } from './worker';
import type { WriteEvent, WriteRequest, Written } from './writer';

const modules = import.meta.glob<RuntimeModule>('../../runtimes/*/worker.ts');

/** Where a decoder runs at all: each backend once, and the form that it has there. */
const forms: Readonly<Record<string, keyof typeof tinyFiles>> = {
  'ort-wasm': 'loop',
  'ort-webgpu': 'optimum',
  'tfjs-cpu': 'static',
  'tfjs-wasm': 'static',
  'tfjs-webgl': 'static',
  'tfjs-webgpu': 'static',
};
const targets = allTargets.filter((id) => id in forms).map((id) => parseTarget(id)!);

type Opened = ReturnType<typeof workload.open>;

/** TensorFlow.js has one backend at a time in a realm, and a test's page is one: each is opened when its turn has come. */
async function opened({ id, runtime: name, backend }: (typeof targets)[number]): Promise<Opened> {
  const { open } = await modules[`../../runtimes/${name}/worker.ts`]!();
  const runtime = await open({ backend, threads: 1 });
  expect(runtime.actual.backend).toBe(backend);
  const keepable = workload.keeps!(tinyCard);
  const network = await runtime.load(tinyCard, tinyFiles[forms[id]!](), { keepable });
  const loaded: LoadedNetwork = { card: tinyCard, artefact: {} as Artefact, assets: tinyAssets(), network };
  return workload.open({ networks: new Map([['tiny', loaded]]), read: () => Promise.reject(new Error('unread')) });
}

const samplings = [GREEDY, { temperature: 1.2, topK: 40, topP: 0.9, repetitionPenalty: 1.3, seed: 3 }];
const asked = (request: Partial<WriteRequest>): GenerationRequests['write'] => ({
  ask: 'write',
  prompt: { text: 'the end in a' },
  maxTokens: 6,
  endless: true,
  ...request,
});
const write = async (instance: Opened, request: Partial<WriteRequest>, context = heard()) =>
  (await instance.unit(asked(request), context)).result as Written;
const tokensOf = ({ tokens }: Pick<Written, 'tokens'>) => tokens.map(({ token }) => token);

/** What plain JavaScript writes: the same everywhere. */
let expected: number[][];
beforeAll(async () => {
  const instance = await opened(parseTarget('tfjs-cpu')!);
  expected = [];
  for (const sampling of samplings) expected.push(tokensOf(await write(instance, { sampling })));
});

function heard(stopAfter = Infinity): UnitContext<WriteEvent> & { events: WriteEvent[] } {
  const events: WriteEvent[] = [];
  return {
    events,
    signal: new AbortController().signal,
    emit: (event) => void events.push(event),
    breathe: async () => {
      const written = events.flatMap((event) => (event.kind === 'tokens' ? event.tokens : []));
      if (written.length >= stopAfter) throw new Problem('stopped', 'Stopped.');
    },
  };
}

describe.each(targets)('a text on $id', { timeout: 90_000 }, (target) => {
  let instance: Opened;
  beforeAll(async () => void (instance = await opened(target)));

  it('is the same as everywhere, greedily and by chance', async () => {
    for (const [at, sampling] of samplings.entries())
      expect(tokensOf(await write(instance, { sampling }))).toEqual(expected[at]);
  });

  it('goes on from what is in the cache, and comes out as if nothing had been', async () => {
    // A token takes a third of a second on a GPU in software: enough of them to tell two texts apart.
    const few = { sampling: GREEDY, ...(isGpu(target) && { maxTokens: 3 }) };
    const first = await write(instance, { ...few, prompt: { text: 'an end' }, anew: true });
    const again = await write(instance, { ...few, prompt: { text: 'an end' } });
    expect(first.prompt.reused).toBe(0);
    expect(again.prompt.reused).toBe(again.prompt.tokens - 1);
    expect(tokensOf(again)).toEqual(tokensOf(first));
    const longer = { ...few, prompt: { text: 'an end in the' } };
    const reusing = await write(instance, longer);
    expect(reusing.prompt.reused).toBeGreaterThan(1);
    expect(tokensOf(await write(instance, { ...longer, anew: true }))).toEqual(tokensOf(reusing));
  });

  it('stops where it is told to, has told what it wrote, and writes the next as if nothing had been', async () => {
    // A loop writes many tokens before it breathes.
    const long = { prompt: { text: 'a the' }, sampling: GREEDY, maxTokens: forms[target.id] === 'loop' ? 100 : 6 };
    const whole = await write(instance, long);
    const stopped = heard(4);
    await expect(write(instance, long, stopped)).rejects.toMatchObject({ code: 'stopped' });
    const told = stopped.events.flatMap((event) => (event.kind === 'tokens' ? event.tokens : []));
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(tokensOf({ tokens: told })).toEqual(tokensOf(whole).slice(0, told.length));
    expect(tokensOf(await write(instance, long))).toEqual(tokensOf(whole));
  });

  // Whole answers take minutes on a GPU in software.
  it.skipIf(isGpu(target))('is measured: the same prompt from nothing, then token after token behind it', async () => {
    const input = { kind: 'texts', texts: ['the end'] } as const;
    const { series, result } = await instance.unit({ ask: 'answer', input }, heard());
    expect(result).toMatchObject({ answer: { kind: 'text-generation', prompt: 'the end', ended: 'length' } });
    for (const name of ['first-token', 'prefill', 'decode', 'inter-token', 'cache'])
      expect(series[name]?.length, name).toBeGreaterThan(0);
    const samples = await instance.unit({ ask: 'samples', count: 6, batch: 1, leadIn: 1 }, heard());
    const { samplesMs, positions } = samples.result as GenerationResults['samples'];
    expect(samplesMs).toHaveLength(6);
    expect(positions?.map((at) => at - positions[0]!)).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
