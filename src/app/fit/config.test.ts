import { expect, it } from 'vitest';
import { decoderPresets } from '../../decoder/presets';
import { readPasted } from './config';

const [preset] = decoderPresets;
const pasted = (change: object) => JSON.stringify({ ...preset!.config, ...change });

it('reads a config.json that was pasted', () => {
  expect(readPasted(` ${pasted({})}\n`)).toEqual(preset!.config);
});

it.each([
  ['nothing', '', 'Paste what'],
  ['prose', 'hello', 'no JSON'],
  ['a list', '[1, 2]', 'not the config.json'],
  ['null', 'null', 'not the config.json'],
  ['an empty object', '{}', 'names no model_type'],
  ['an unknown kind', JSON.stringify({ model_type: 'mamba' }), 'A model of the kind “mamba” is not known here'],
  ['a negative size', pasted({ hidden_size: -1 }), 'hidden_size is not right'],
  ['a size in words', pasted({ vocab_size: 'many' }), 'vocab_size is not right'],
  ['heads that don’t divide', pasted({ num_attention_heads: 7 }), '7 heads of attention don’t fit'],
  [
    'absurd sizes',
    pasted({ hidden_size: 1e7, intermediate_size: 1e7, num_hidden_layers: 1000, head_dim: 64 }),
    'check the sizes',
  ],
  ['a book', 'x'.repeat(1e6 + 1), 'too long'],
])('says what is wrong with %s', (_, text, sentence) => {
  expect(() => readPasted(text)).toThrow(sentence);
});
