import { afterEach, describe, expect, it } from 'vitest';
import { forget, idOf, keptModels, receivedOf, tidy, type KeptModel } from './kept';
import { hubCard, loadHubCard } from './card';
import { readKept } from './open';
import { openStore, SEGMENT_BYTES } from './store';

/** What a download leaves in the cache, and how it is opened. */

const config = {
  model_type: 'llama',
  vocab_size: 96,
  hidden_size: 32,
  intermediate_size: 64,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 64,
};

const contents: Record<string, Uint8Array<ArrayBuffer>> = {
  'config.json': new TextEncoder().encode(JSON.stringify(config)),
  'tokenizer.json': new TextEncoder().encode('{"model":{}}'),
  'tokenizer_config.json': new TextEncoder().encode(
    '{"chat_template":[{"name":"default","template":"{{ messages }}"}]}',
  ),
  'onnx/model_q4.onnx': Uint8Array.of(1, 2, 3),
  'onnx/model_q4.onnx_data': new Uint8Array(SEGMENT_BYTES + 5).fill(7),
};

const fileOf = (path: string) => ({
  path,
  bytes: contents[path]?.length ?? 0,
  hash: { kind: 'git' as const, hex: path.length.toString(16).padStart(40, 'a') },
});

const kept: KeptModel = {
  schema: 'nearside.hub/1',
  origin: 'https://huggingface.co',
  repository: 'a/tales',
  revision: 'main',
  commit: '0'.repeat(40),
  variant: 'q4',
  weights: 'int4',
  compute: 'fp32',
  family: 'llama',
  parameters: 1000,
  graph: fileOf('onnx/model_q4.onnx'),
  data: [fileOf('onnx/model_q4.onnx_data')],
  besides: ['config.json', 'tokenizer.json', 'tokenizer_config.json'].map(fileOf),
  whole: true,
  at: '2026-11-27T12:00:00.000Z',
};
const id = 'a/tales:q4';

async function keep(model: KeptModel = kept, paths = Object.keys(contents)): Promise<void> {
  const store = await openStore();
  await store.writeNote(idOf(model), model);
  for (const path of paths) {
    const content = contents[path] as Uint8Array<ArrayBuffer>;
    for (let from = 0, index = 0; from < content.length; from += SEGMENT_BYTES, index++)
      await store.writeSegment(fileOf(path), index, content.slice(from, from + SEGMENT_BYTES));
  }
}

const entries = async () =>
  (await (await caches.open('nearside-hub-1')).keys()).map(({ url }) => new URL(url).pathname);

afterEach(() => caches.delete('nearside-hub-1'));

const stringOf = (buffer: ArrayBuffer) => new TextDecoder().decode(buffer);

describe('readKept', () => {
  it('gives a file whole, whatever it was kept in', async () => {
    await keep();
    const data = new Uint8Array(await readKept(kept, 'onnx/model_q4.onnx_data'));
    expect([data.length, data.every((byte) => byte === 7)]).toEqual([SEGMENT_BYTES + 5, true]);
    expect(stringOf(await readKept(kept, 'tokenizer.json'))).toBe('{"model":{}}');
  });

  it('says so where it was let go of meanwhile', async () => {
    await keep();
    await caches.open('nearside-hub-1').then((cache) => cache.delete(`/hub/files/git-${kept.data[0]?.hash.hex}/1`));
    const problem = { code: 'download', message: expect.stringContaining('not kept here any more. Download it again') };
    await expect(readKept(kept, 'onnx/model_q4.onnx_data')).rejects.toMatchObject(problem);
    await forget(id);
    await expect(readKept(kept, 'config.json')).rejects.toMatchObject(problem);
  });
});

describe('loadHubCard', () => {
  it('tells what a decoder is run with, all of it from its own files', async () => {
    await keep();
    const card = await loadHubCard(kept);
    expect(card).toMatchObject({
      id,
      title: 'tales q4',
      workload: 'generation',
      decoder: { layers: 2, keyValueHeads: 2, headSize: 8, context: 64, endTokens: [] },
      assets: kept.besides.map(({ path }) => ({ path })),
    });
    expect(card.artefacts).toMatchObject([{ format: 'onnx', precision: 'int4', compute: 'fp32' }]);
    expect(card.artefacts[0]?.files.map(({ path }) => path)).toEqual(['onnx/model_q4.onnx', 'onnx/model_q4.onnx_data']);
    expect(card.reference.tokens).toBeUndefined();
  });

  it('ends a text where either configuration says so', () => {
    const card = hubCard(kept, { ...config, eos_token_id: 7 }, { eos_token_id: [9, 7, 'x', -1] });
    expect(card.decoder?.endTokens).toEqual([7, 9]);
    expect(hubCard(kept, config, 'no object').decoder?.endTokens).toEqual([]);
  });

  it('says whose configuration can’t be read', async () => {
    const note = {
      ...kept,
      besides: [{ ...fileOf('config.json'), bytes: 1, hash: { kind: 'git' as const, hex: 'b'.repeat(40) } }],
    };
    await (await openStore()).writeSegment(note.besides[0]!, 0, new Uint8Array(1));
    await expect(loadHubCard(note)).rejects.toThrow('config.json of a/tales:q4 can’t be read');
  });
});

describe('what is kept', () => {
  it('is listed with how much of it has come', async () => {
    await keep({ ...kept, whole: false }, ['config.json', 'onnx/model_q4.onnx']);
    const [model] = await keptModels();
    const sizes = ['config.json', 'onnx/model_q4.onnx'].map((path) => contents[path]?.length ?? 0);
    expect(await receivedOf(model as KeptModel)).toBe(sizes.reduce((sum, size) => sum + size));
  });

  it('leaves out a description that is spoilt or of another edition', async () => {
    const store = await openStore();
    for (const json of ['words', null, { schema: 'nearside.hub/0' }, { ...kept, graph: { path: '../x' } }])
      await store.writeNote('x', json);
    expect(await keptModels()).toEqual([]);
  });

  it('keeps its files while another edition’s description stands there', async () => {
    await keep();
    const store = await openStore();
    await store.forgetNote(id);
    await store.writeNote('x', { schema: 'nearside.hub/2' });
    await tidy(store);
    expect((await entries()).filter((path) => path.startsWith('/hub/files/')).length).toBeGreaterThan(0);
    await store.writeNote('x', 'words');
    await tidy(store);
    expect((await entries()).filter((path) => path.startsWith('/hub/files/'))).toEqual([]);
  });

  it('reads one whose operators an earlier build listed otherwise', async () => {
    await (await openStore()).writeNote(id, { ...kept, operators: ['MatMul'] });
    expect(await keptModels()).toMatchObject([{ whole: true, operators: undefined }]);
  });

  it('goes with its files, save those that another model has', async () => {
    await keep();
    const other = { ...kept, variant: 'fp32', graph: fileOf('onnx/model.onnx'), data: [] };
    await (await openStore()).writeNote(idOf(other), other);
    await forget(id);
    const left = await entries();
    expect(left.filter((path) => path.startsWith('/hub/files/')).length).toBe(kept.besides.length);
    await forget(idOf(other));
    expect(await entries()).toEqual([]);
  });

  it('keeps no file that no model has', async () => {
    await keep();
    const store = await openStore();
    await store.forgetNote(id);
    await tidy(store);
    expect(await entries()).toEqual([]);
  });

  it('counts segments from the first on, without a gap', async () => {
    await keep();
    const file = kept.data[0] as KeptModel['graph'];
    const store = await openStore();
    expect(await store.segmentsOf(file)).toBe(2);
    await (await caches.open('nearside-hub-1')).delete(`/hub/files/git-${file.hash.hex}/0`);
    expect(await store.segmentsOf(file)).toBe(0);
  });
});
