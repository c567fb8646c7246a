import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-web/wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../../domain/problem';
import { OrtNetwork, ortKeeper, type Ort } from '../../../runtimes/ort/network';
import { TfjsNetwork, tfjsKeeper } from '../../../runtimes/tfjs/network';
import { samplingOf, GREEDY, type Sampling } from '../sampling';
import { tinyCard, tinyExported, tinyFacts, tinyFiles } from '../tiny.fixture';
import { Uniforms } from '../uniforms';
import { partsOf } from './caches';
import type { Form } from './form';
import { proveTokens } from '../proof';
import type { TokensReference } from '../reference';
import { openForm } from './openForm';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';
const keepable = partsOf(tinyFacts).map(({ present }) => present);

async function ortForm(files: ReadonlyMap<string, ArrayBuffer>, decoder = tinyFacts): Promise<Form> {
  const [model] = [...files.values()];
  const session = await ort.InferenceSession.create(new Uint8Array(model!), { executionProviders: ['wasm'] });
  const network = new OrtNetwork(ort as Ort, session, ortKeeper(), { keepable });
  return openForm({ network, decoder });
}

async function tfjsForm(files: ReadonlyMap<string, ArrayBuffer>): Promise<Form> {
  await tf.setBackend('cpu');
  const network = await TfjsNetwork.load(tinyCard, files, { keeper: tfjsKeeper(), keepable });
  return openForm({ network, decoder: tinyFacts });
}

const openers = {
  optimum: () => ortForm(tinyFiles.optimum()),
  loop: () => ortForm(tinyFiles.loop()),
  static: () => tfjsForm(tinyFiles.static()),
} as const;

const none = async () => {};
const prompt = Array.from({ length: 90 }, (_, at) => 2 + ((at * 37) % 300));

/** Writes so many tokens, in runs of at most so many. */
async function write(form: Form, ids: readonly number[], count: number, sampling: Sampling, most = form.mostSteps) {
  const uniforms = new Uniforms(sampling.seed);
  const written: number[] = [];
  let next = ids;
  while (written.length < count) {
    const steps = Math.min(most, count - written.length);
    const seen = [...ids, ...written].slice(0, form.length);
    const ask = { ids: next, steps, sampling, uniforms: uniforms.at(ids.length + written.length, steps) };
    const more = await form.write({ ...ask, seen, endTokens: [] }, none);
    expect(more.length).toBeGreaterThan(0);
    written.push(...more.map(({ token }) => token));
    next = written.slice(-1);
  }
  return written;
}

describe.each(['optimum', 'loop', 'static'] as const)('a decoder in the form %s', (id) => {
  let form: Form;
  let other: Form;
  beforeAll(async () => {
    form = await openers[id]();
    other = await openers[id === 'optimum' ? 'static' : 'optimum']();
  });
  const begin = async () => void (await form.rewind(0), await other.rewind(0));

  it('is told by what it is fed', () => expect(form.id).toBe(id));

  it.each([
    ['greedily', GREEDY],
    ['by chance', samplingOf({ temperature: 1.3, topK: 0, topP: 1, seed: 5 })],
    ['among few', samplingOf({ temperature: 0.7, topK: 12, topP: 0.8, repetitionPenalty: 1.4, seed: 9 })],
  ])('writes the same tokens as another form, %s', async (_, sampling) => {
    await begin();
    expect(await write(form, prompt, 20, sampling)).toEqual(await write(other, prompt, 20, sampling));
  });

  it('holds all that was read and written but the last token, and writes as if nothing had been after going back', async () => {
    await begin();
    const first = await write(form, prompt, 12, GREEDY);
    expect(form.length).toBe(prompt.length + 11);
    expect(form.cacheBytes).toBeGreaterThan(0);
    await form.rewind(prompt.length + 4);
    expect(form.length).toBe(prompt.length + 4);
    const text = [...prompt, ...first];
    expect(await write(form, text.slice(form.length, form.length + 1), 7, GREEDY)).toEqual(first.slice(5));
    await form.rewind(3);
    expect(await write(form, prompt.slice(3), 12, GREEDY)).toEqual(first);
  });

  it('tells what follows each token of a text, as it does when it writes', async () => {
    await begin();
    const written = await write(form, prompt, 8, GREEDY);
    await form.rewind(0);
    const told = await form.follow([...prompt, ...written], none);
    expect(told).toHaveLength(prompt.length + 8);
    expect(told.slice(prompt.length - 1, -1).map((likely) => likely[0]!.token)).toEqual(written);
    const expected = await other.follow([...prompt, ...written], none);
    for (const [at, likely] of told.entries()) {
      for (const [place, { share }] of likely.entries()) expect(share).toBeCloseTo(expected[at]![place]!.share, 4);
    }
  });

  it('tells of a token how likely it was, and the five likeliest in order', async () => {
    await begin();
    const ask = { ids: prompt, steps: 1, sampling: GREEDY, uniforms: Float32Array.of(0.5), seen: [], endTokens: [] };
    const [{ token, share, alternatives }] = (await form.write(ask, none)) as [Awaited<ReturnType<Form['write']>>[0]];
    expect(alternatives).toHaveLength(5);
    expect(alternatives[0]).toEqual({ token, share: expect.closeTo(share, 5) as number });
    expect([...alternatives].sort((a, b) => b.share - a.share)).toEqual(alternatives);
  });

  it('goes on after a stop in the middle of a long prompt', async () => {
    await begin();
    let asked = 0;
    const stop = async () => {
      // Optimum's form reads more at once, and asks once.
      if (++asked === (id === 'optimum' ? 1 : 2)) throw new Problem('stopped', 'Stopped.');
    };
    await expect(form.follow(prompt, stop)).rejects.toMatchObject({ code: 'stopped' });
    const { length } = form;
    expect([length > 0, length < prompt.length]).toEqual([true, true]);
    const rest = await form.follow(prompt.slice(length), none);
    const [last] = (await other.follow(prompt, none)).slice(-1);
    expect(rest.at(-1)?.map(({ token }) => token)).toEqual(last?.map(({ token }) => token));
  });

  it('is empty once cleared', async () => {
    await begin();
    const first = await write(form, prompt, 3, GREEDY);
    form.clear();
    expect(form.length).toBe(0);
    expect(await write(form, prompt, 3, GREEDY)).toEqual(first);
  });
});

it('a brief proof takes few tokens, a whole one all', async () => {
  const form = await openers.optimum();
  const likely = await form.follow(prompt, none);
  await form.rewind(0);
  const promptTokens = prompt.slice(0, 10);
  const greedy = await write(form, promptTokens, 40, GREEDY);
  const top = likely.map(([first]) => first!.token);
  const margins = likely.map(([first, second]) => Math.log(first!.share / second!.share));
  const reference = { forced: prompt, top, margins, promptTokens, greedy } as TokensReference;
  const task = { measure: 'agreement', limit: 1, better: 'higher' } as const;
  const tolerance = { maxAbs: 0.01, maxRel: 0.01, task, reason: '' };
  const prove = (isBrief: boolean) =>
    proveTokens(form, reference, { tolerance, madeBy: 'itself', isExact: true, isBrief, between: none });
  expect(await prove(true)).toMatchObject({ pass: true, tokens: { forced: 8, matches: 8, greedy: 8, same: 8 } });
  expect(await prove(false)).toMatchObject({ pass: true, tokens: { forced: 90, matches: 90, greedy: 40, same: 40 } });
  const off = (count: number) => ({
    ...reference,
    top: top.map((token, at) => (at < count ? (token + 1) % 300 : token)),
    margins: margins.map(() => 0.5),
  });
  const lax = { ...tolerance, maxAbs: 9, maxRel: 99 };
  const briefly = (count: number) =>
    proveTokens(form, off(count), { tolerance: lax, madeBy: '', isExact: false, isBrief: true, between: none });
  // One of eight is below any limit that a whole proof is held to, and shows nothing.
  expect((await briefly(1)).pass).toBe(true);
  expect((await briefly(5)).pass).toBe(false);
});

it('a loop writes several tokens in a run, and ends at an end token', async () => {
  const form = await openers.loop();
  const all = await write(form, prompt, 20, GREEDY, 1);
  await form.rewind(0);
  expect(await write(form, prompt, 20, GREEDY, 7)).toEqual(all);
  await form.rewind(0);
  const end = all[6]!;
  const ask = { ids: prompt, steps: 20, sampling: GREEDY, uniforms: new Float32Array(20), seen: [], endTokens: [end] };
  const written = await form.write(ask, none);
  expect(written.map(({ token }) => token)).toEqual(all.slice(0, all.indexOf(end) + 1));
  expect(form.length).toBe(prompt.length + all.indexOf(end));
});

describe('a graph that others exported', () => {
  it.each([
    ['with positions to be told', { positions: true }],
    ['with a cache in half precision', { halves: true }],
    ['with both, and logits to choose from', { positions: true, halves: true, keep: true }],
    ['with a head that was filled up', { filled: true }],
  ])('%s writes the same', async (_, how) => {
    const own = await openers.optimum();
    const form = await ortForm(tinyExported(how));
    const isHalf = 'halves' in how;
    const [told, expected] = [await form.follow(prompt, none), await own.follow(prompt, none)];
    for (const [at, [likely]] of told.entries())
      expect(likely!.share).toBeCloseTo(expected[at]![0]!.share, isHalf ? 2 : 6);
    expect(form.cacheBytes).toBe(own.cacheBytes / (isHalf ? 2 : 1));
    await form.rewind(40);
    await own.rewind(40);
    const written = await write(form, prompt.slice(40), 6, GREEDY);
    expect(written).toEqual(await write(own, prompt.slice(40), 6, GREEDY));
  });

  const like =
    (inputs: readonly string[], layers = 1) =>
    () =>
      openForm({ network: { inputs } as never, decoder: { ...tinyFacts, layers } });
  it('is refused where it weighs fewer tokens than its configuration names', async () => {
    const { vocabulary } = tinyFacts;
    const form = await ortForm(tinyExported({}), { ...tinyFacts, vocabulary: vocabulary + 1 });
    await expect(form.follow(prompt, none)).rejects.toThrow('don’t belong together');
  });

  const cache = ['past_key_values.0.key', 'past_key_values.0.value'];

  it('is refused where it asks for what is not known', () =>
    expect(like(['input_ids', 'attention_mask', ...cache, 'pixel_values'])).toThrow("asks for 'pixel_values'"));

  it('is refused without a cache, or with another one than its configuration says', () => {
    expect(like(['input_ids', 'attention_mask'])).toThrow('has no cache');
    expect(like(['input_ids', 'attention_mask', ...cache], 2)).toThrow('a cache of 1 layer,');
  });
});

it('a graph that is no decoder is refused', () => {
  const network = { inputs: ['x', 'y'] } as never;
  expect(() => openForm({ network, decoder: tinyFacts })).toThrow('not a decoder');
});
