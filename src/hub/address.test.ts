import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../domain/problem';
import { presets } from './presets';
import { fileUrl, HOME, infoUrl, readAddress, treeUrl } from './address';

const of = (text: string) => {
  const { origin, repository, revision } = readAddress(text);
  return [origin, repository, revision];
};
const main = [HOME, 'onnx-community/Qwen3-0.6B-ONNX', 'main'];

describe('readAddress', () => {
  it.each([
    'onnx-community/Qwen3-0.6B-ONNX',
    '  onnx-community/Qwen3-0.6B-ONNX/ ',
    'https://huggingface.co/onnx-community/Qwen3-0.6B-ONNX',
    'huggingface.co/onnx-community/Qwen3-0.6B-ONNX',
    'hf.co/onnx-community/Qwen3-0.6B-ONNX',
    'https://www.huggingface.co/onnx-community/Qwen3-0.6B-ONNX/tree/main/onnx',
    'https://huggingface.co/onnx-community/Qwen3-0.6B-ONNX?library=transformers.js#readme',
    'https://huggingface.co/api/models/onnx-community/Qwen3-0.6B-ONNX',
    'https://huggingface.co/onnx-community/Qwen3-0.6B-ONNX/discussions/3',
  ])('reads %s', (text) => expect(of(text)).toEqual(main));

  it.each([
    ['a/b@v1.0', 'v1.0'],
    ['a/b@refs/pr/1', 'refs/pr/1'],
    ['https://huggingface.co/a/b/blob/0123abc/onnx/model.onnx', '0123abc'],
    ['https://huggingface.co/a/b/resolve/refs%2Fpr%2F5/config.json', 'refs/pr/5'],
    ['https://huggingface.co/a/b/tree/refs/pr/5', 'refs/pr/5'],
  ])('takes the revision of %s', (text, revision) => expect(of(text)).toEqual([HOME, 'a/b', revision]));

  it.each([
    ['http://localhost:8080/a/b', 'http://localhost:8080'],
    ['https://models.example.org/a/b/tree/main', 'https://models.example.org'],
  ])('takes another server: %s', (text, origin) => expect(of(text)).toEqual([origin, 'a/b', 'main']));

  it.each([
    ['', /^Name a repository first/],
    ['gpt2', /^'gpt2' names no repository\. Write it as owner\/name/],
    ['javascript:alert(1)', /names no repository/],
    ['javascript://a/b', /can’t be asked/],
    ['file:///etc/passwd', /can’t be asked/],
    ['http://example.com/a/b', /begins with https:\/\//],
    ['http://localhost.example.com/a/b', /can’t be asked/],
    ['https://me:secret@huggingface.co/a/b', /holds a name or password/],
    ['https://huggingface.co/datasets/a/b', /names a data set, not a model/],
    ['https://huggingface.co/spaces/a/b', /names a space/],
    ['../../etc', /is not a repository’s name/],
    ['a/..', /is not a repository’s name/],
    ['a/%2e%2e', /is not a repository’s name/],
    ['a/b%2fc', /is not a repository’s name/],
    ['a/<b>', /is not a repository’s name/],
    ['a/b@../../x', /names a revision that there can’t be/],
    ['a/%zz', /percent sign/],
    ['https://', /is not an address/],
    ['a b/c', /holds spaces/],
    ['a/b\u202e', /holds spaces or signs/],
    ['a\\b', /holds spaces or signs/],
    ['a/' + 'b'.repeat(500), /is longer/],
    ['a/' + 'b'.repeat(97), /is not a repository’s name/],
  ])('refuses %j with a sentence', (text, message) => {
    expect(() => readAddress(text)).toThrow(message);
    expect(() => readAddress(text)).toThrow(expect.objectContaining({ code: 'input' }));
  });
});

it('writes addresses that nothing can break out of', () => {
  const address = readAddress('a/b@refs/pr/1');
  expect(infoUrl(address)).toBe('https://huggingface.co/api/models/a/b/revision/refs%2Fpr%2F1');
  expect(treeUrl(address, 'c0ffee')).toBe('https://huggingface.co/api/models/a/b/tree/c0ffee?recursive=true');
  expect(fileUrl(address, 'c0ffee', 'onnx/a b?#.onnx')).toBe(
    'https://huggingface.co/a/b/resolve/c0ffee/onnx/a%20b%3F%23.onnx',
  );
});

it('takes any text for a repository of the server that it names, or refuses it in a sentence', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme-ascii', maxLength: 6 }),
    fc.constantFrom(
      'https://',
      'http://localhost',
      '@',
      '/',
      '..',
      '%2e',
      '%',
      'huggingface.co',
      'tree',
      'refs',
      'a',
      '?',
      '#',
      ':',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      try {
        const address = readAddress(pieces.join(''));
        const urls = [infoUrl(address), treeUrl(address, 'c0'), fileUrl(address, 'c0', 'config.json')];
        return urls.every((url) => url.startsWith(`${address.origin}/`) && new URL(url).href === url);
      } catch (error) {
        return error instanceof Problem && error.message.endsWith('.');
      }
    }),
    { numRuns: 200 },
  );
});

it('offers no preset that it could not read', () => {
  for (const { repository } of presets) expect(of(repository)).toEqual([HOME, repository, 'main']);
});
