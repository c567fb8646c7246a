import { afterEach, expect, it } from 'vitest';
import { loadHubCard } from '../hub/card';
import { forget, idOf, type KeptModel } from '../hub/kept';
import { openStore } from '../hub/store';
import { parseTarget, type Target } from '../runtimes/target';
import { tinyAssets, tinyExported } from '../workloads/generation/tiny.fixture';
import { limitMs } from './limits';
import { openProven, type Proven } from './prove';

/** A model from a hub in a session: its files from the cache, its graph as others export it. */

const configJson = {
  model_type: 'llama',
  vocab_size: 320,
  hidden_size: 64,
  intermediate_size: 96,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 128,
  tie_word_embeddings: true,
};

const fileOf = (path: string, bytes: number) => ({
  path,
  bytes,
  hash: { kind: 'git' as const, hex: [...path].map((sign) => sign.charCodeAt(0).toString(16)).join('').slice(-40).padStart(40, 'a') }, // prettier-ignore
});

async function keep(template: string): Promise<KeptModel> {
  const store = await openStore();
  const config = new TextEncoder().encode(JSON.stringify(configJson)).buffer as ArrayBuffer;
  const graph = tinyExported({ positions: true, halves: true });
  const besides = new Map([['config.json', config], ...tinyAssets({ chat_template: template })]);
  for (const [path, content] of [...besides, ...graph])
    await store.writeSegment(fileOf(path, content.byteLength), 0, new Uint8Array(content));
  const list = (files: ReadonlyMap<string, ArrayBuffer>) =>
    [...files].map(([path, { byteLength }]) => fileOf(path, byteLength));
  const kept: KeptModel = {
    schema: 'nearside.hub/1',
    origin: 'https://huggingface.co',
    repository: 'a/tiny',
    revision: 'main',
    commit: '0'.repeat(40),
    variant: 'fp32',
    weights: 'fp32',
    compute: 'fp32',
    family: 'llama',
    parameters: 1,
    graph: list(graph)[0] as KeptModel['graph'],
    data: [],
    besides: list(besides),
    whole: true,
    at: '2026-11-27T12:00:00.000Z',
  };
  await store.writeNote(idOf(kept), kept);
  return kept;
}

const opened: Proven[] = [];
async function open(kept: KeptModel, runLimitMs?: number): Promise<Proven> {
  const card = await loadHubCard(kept);
  const [artefact] = card.artefacts;
  const proven = await openProven({
    chain: [{ card, artefact: artefact! }],
    target: parseTarget('ort-wasm@1') as Target,
    workload: 'generation',
    base: `${location.origin}/`,
    signal: new AbortController().signal,
    session: { limitMs: (wait, pace) => (wait === 'run' && runLimitMs ? runLimitMs : limitMs(wait, pace)) },
  });
  opened.push(proven);
  return proven;
}

const ask = { messages: [{ role: 'user', content: 'the' }] } as const;

afterEach(async () => {
  for (const { session } of opened.splice(0)) session.close();
  await caches.delete('nearside-hub-1');
});

it('writes, answers by its own template, and is called unproven', async () => {
  const kept = await keep("{% for message in messages %}{{ message['content'] }} in {% endfor %}");
  const { session, agreement, wrong } = await open(kept);
  expect([agreement[idOf(kept)], wrong]).toEqual([expect.objectContaining({ pass: true, unproven: true }), undefined]);
  const { result } = await session.write({ prompt: { text: 'the' }, maxTokens: 4, endless: true }, () => {});
  expect(result.tokens.length).toBeGreaterThan(0);
  const { result: answer } = await session.write({ prompt: ask, maxTokens: 4, endless: true }, () => {});
  expect(answer.prompt.notes).toEqual([]);
});

it('says so where it was deleted before it was opened', async () => {
  const kept = await keep('');
  const card = await loadHubCard(kept);
  await forget(idOf(kept));
  const proven = openProven({
    chain: [{ card, artefact: card.artefacts[0]! }],
    target: parseTarget('ort-wasm@1') as Target,
    workload: 'generation',
    base: `${location.origin}/`,
    signal: new AbortController().signal,
  });
  await expect(proven).rejects.toMatchObject({
    code: 'download',
    message: expect.stringContaining('not kept here any more'),
  });
});

it('refuses a template that breaks, and writes on', async () => {
  const { session } = await open(await keep('{{ raise_exception("no") }}'));
  await expect(session.write({ prompt: ask, maxTokens: 2 }, () => {})).rejects.toMatchObject({ code: 'input' });
  const { result } = await session.write({ prompt: { text: 'the' }, maxTokens: 2, endless: true }, () => {});
  expect(result.tokens.length).toBeGreaterThan(0);
});

it('ends a template that never ends, with the worker that it ran in', async () => {
  const loop = '{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}';
  const { session } = await open(await keep(loop), 2000);
  const message = expect.stringContaining('its worker was ended');
  await expect(session.write({ prompt: ask, maxTokens: 2 }, () => {})).rejects.toMatchObject({
    code: 'timeout',
    message,
  });
});
