import { expect, it } from 'vitest';
import { readOptions } from './options';

const models = ['digits', 'movenet-lightning'];
const read = (...argv: string[]) => readOptions(argv, models);

it('takes a model and how its weights are to be stored', () => {
  expect(read('--model', 'digits', '--precision', 'int8')).toEqual({
    model: 'digits',
    precision: 'int8',
    ranges: 'minmax',
    keep: [],
    card: false,
  });
  expect(read('--model', 'digits', '--precision', 'int4', '--keep', 'Add,head', '--to', '.')).toMatchObject({
    keep: ['Add', 'head'],
    to: '.',
  });
  expect(read('--help')).toBe('help');
});

it.each([
  [['--precision', 'int8'], '--model is one of digits, movenet-lightning.'],
  [['--model', 'movenett', '--precision', 'int8'], 'Did you mean movenet-lightning?'],
  [['--model', 'digits'], '--precision is one of int8, int4.'],
  [['--model', 'digits', '--precision', 'fp8'], '--precision is one of int8, int4, not fp8.'],
  [['--model', 'digits', '--precision', 'int8', '--method', 'dynamic'], '--method is one of static, weights'],
  [['--model', 'digits', '--precision', 'int8', '--ranges', 'max'], '--ranges is one of minmax, percentile, mse'],
  [['--model', 'digits', '--precision', 'int4', '--method', 'static'], '4 bits are for weights alone'],
  [['--modle', 'digits'], '--modle'],
])('refuses %j and says what is known', (argv, message) => expect(() => read(...argv)).toThrow(message));
