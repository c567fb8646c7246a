import { afterEach, describe, expect, it } from 'vitest';
import { forget, idOf, keptModels, receivedOf, tidy, type KeptModel } from './kept';
import { openHubModel } from './open';
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

describe('openHubModel', () => {
  it('gives what a decoder is run with: configuration, tokenizer, graph, and weights by the name that the graph calls them by', async () => {
    await keep();
    const model = await openHubModel(id);
    expect(model.config).toMatchObject({ family: 'llama', layers: 2, context: 64 });
    expect(model.tokenizer).toEqual({
      tokenizer: { model: {} },
      config: expect.anything(),
      chatTemplate: '{{ messages }}',
    });
    expect(model.generation).toBeUndefined();
    expect(new Uint8Array(await model.onnx.graph.arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3));
    const [data] = model.onnx.data;
    expect([data?.path, data?.blob.size]).toEqual(['model_q4.onnx_data', SEGMENT_BYTES + 5]);
    const end = new Uint8Array((await data?.blob.slice(SEGMENT_BYTES - 1).arrayBuffer()) as ArrayBuffer);
    expect(end).toEqual(new Uint8Array(6).fill(7));
  });

  it('says so where it is not here, not whole, or was let go of by the browser', async () => {
    const message = expect.stringContaining('Download it');
    await expect(openHubModel(id)).rejects.toMatchObject({ code: 'download', message });
    await keep({ ...kept, whole: false });
    await expect(openHubModel(id)).rejects.toMatchObject({ code: 'download', message });
    await keep();
    await caches.open('nearside-hub-1').then((cache) => cache.delete(`/hub/files/git-${kept.data[0]?.hash.hex}/1`));
    await expect(openHubModel(id)).rejects.toMatchObject({
      message: expect.stringContaining('not kept here any more'),
    });
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
