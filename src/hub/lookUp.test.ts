import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Remote } from '../door/remote';
import { serve } from '../door/serve';
import { readAddress } from './address';
import { COMMIT, fakeHub, type FakeHub, type FakeRepository } from './hubServer.fixture';
import { lookUp, type Found } from './lookUp';

const config = {
  model_type: 'llama',
  vocab_size: 49152,
  hidden_size: 576,
  intermediate_size: 1536,
  num_hidden_layers: 30,
  num_attention_heads: 9,
  num_key_value_heads: 3,
  max_position_embeddings: 8192,
  rope_theta: 100000,
  tie_word_embeddings: true,
  eos_token_id: 2,
};

const files = {
  'README.md': '# A model',
  'config.json': JSON.stringify(config),
  'onnx/model_q4.onnx': new Uint8Array(5000),
  'onnx/model_q4.onnx_data': new Uint8Array(7000),
  'onnx/model.onnx': new Uint8Array(20_000),
  'tokenizer.json': '{}',
  'tokenizer_config.json': '{}',
};

const repositories: Record<string, FakeRepository> = {
  'a/good': {
    files,
    info: { cardData: { license: 'other', license_name: 'gemma', license_link: 'https://ai.google.dev/gemma/terms' } },
  },
  'a/tagged': { files, info: { tags: ['onnx', 'license:apache-2.0'] } },
  'a/gated': { files, gated: true },
  'a/weights-only': { files: { 'config.json': '{}', 'model.safetensors': new Uint8Array(2000) } },
  'a/unknown-kind': { files: { ...files, 'config.json': JSON.stringify({ ...config, model_type: 'bert' }) } },
  'a/no-config': { files: { ...files, 'config.json': 'not JSON' } },
  'a/not-one': { files: { ...files, 'config.json': '{"weights":1}' } },
  'a/link': { files, info: { cardData: { license: 'mine', license_link: 'javascript:alert(1)' } } },
};

let hub: FakeHub;
let ports: MessageChannel;
beforeEach(async () => {
  hub = await fakeHub(repositories);
  ports = new MessageChannel();
  serve(ports.port2);
});
afterEach(async () => {
  ports.port1.close();
  await hub.close();
});

const find = (name: string): Promise<Found> =>
  lookUp(readAddress(`${hub.origin}/${name}`), {
    remote: new Remote(ports.port1),
    signal: new AbortController().signal,
    rules: { silenceMs: 5000, wait: async () => {} },
  });

describe('lookUp', () => {
  it('tells what there is, with sizes and hashes, and downloads none of it', async () => {
    const { info, variants, besides, config: read } = await find('a/good');
    expect(info).toMatchObject({ repository: 'a/good', commit: COMMIT, gated: false });
    expect(info.licence).toEqual({ name: 'gemma', link: 'https://ai.google.dev/gemma/terms' });
    expect(variants.map(({ id, bytes }) => [id, bytes])).toEqual([
      ['q4', 12_000],
      ['fp32', 20_000],
    ]);
    expect(variants[0]?.graph.hash).toEqual({ kind: 'sha256', hex: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(besides.map(({ path, hash }) => [path, hash.kind])).toEqual([
      ['config.json', 'git'],
      ['tokenizer.json', 'git'],
      ['tokenizer_config.json', 'git'],
    ]);
    expect(read.layers).toBe(30);
    // The list comes in pages.
    expect(hub.requests.filter((request) => request.startsWith('tree'))).toHaveLength(3);
    expect(hub.requests.filter((request) => /^(?:file|content) onnx/.test(request))).toEqual([]);
  });

  it('reads a licence from the tags, and links nowhere but to the web', async () => {
    expect((await find('a/tagged')).info.licence).toEqual({ name: 'apache-2.0', link: undefined });
    expect((await find('a/link')).info.licence).toEqual({ name: 'mine', link: undefined });
  });

  it('stays with the commit that it was told', async () => {
    await find('a/good');
    expect(hub.requests).toContain('file config.json');
    const asked: string[] = [];
    hub.spoil = ({ kind, request }) => void (kind === 'file' && asked.push(request.url ?? ''));
    await find('a/good@main');
    expect(asked[0]).toBe(`/a/good/resolve/${COMMIT}/config.json`);
  });

  it.each([
    ['a/gated', 'download', /^a\/gated is gated: .* Name an open copy of the model\.$/],
    ['a/missing', 'download', /has no model a\/missing, or it is private\. Check the name\./],
    ['a/good@v9', 'download', /^a\/good has no revision v9\./],
    ['a/weights-only', 'no-artefact', /^a\/weights-only holds no ONNX file\./],
    [
      'a/unknown-kind',
      'missing-feature',
      /^a\/unknown-kind can’t be run here\. A model of the kind “bert” is not known here; these are: llama/,
    ],
    ['a/no-config', 'input', /config\.json of localhost:\d+ can’t be read/],
    ['a/not-one', 'input', /^a\/not-one can’t be run here\. This is not the config\.json of a language model/],
  ])('says of %s what is wrong', async (name, code, message) => {
    await expect(find(name)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ['a list', '[]'],
    ['words', 'hello'],
    ['a description of another kind', '{"id":"a/good","sha":"x"}'],
  ])('says that %s is no hub’s answer', async (_, answer) => {
    hub.spoil = ({ kind, response }) => {
      if (kind !== 'info') return;
      response.end(answer);
      return true;
    };
    await expect(find('a/good')).rejects.toMatchObject({
      code: 'input',
      message: expect.stringContaining('Check the address.'),
    });
  });

  it('is led nowhere by a list that goes on elsewhere', async () => {
    hub.spoil = ({ kind, response, nth }) => {
      if (kind !== 'tree' || nth > 1) return;
      response.setHeader('Link', '<https://elsewhere.example/list>; rel="next"').end('[]');
      return true;
    };
    await expect(find('a/good')).rejects.toMatchObject({ code: 'no-artefact' });
  });

  it('takes sizes and hashes that can’t be for no hub’s', async () => {
    for (const size of [-1, 0.5, 1e300, 'many']) {
      hub.spoil = ({ kind, response }) => {
        if (kind !== 'tree') return;
        response.end(JSON.stringify([{ type: 'file', path: 'onnx/model.onnx', size, oid: '0'.repeat(40) }]));
        return true;
      };
      await expect(find('a/good')).rejects.toMatchObject({ code: 'input' });
    }
  });
});
