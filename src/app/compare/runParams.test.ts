import { expect, it } from 'vitest';
import { paramsOf } from './runParams';

const order = { models: ['a', 'b', 'c'], targets: ['x', 'y'] };
const how = { scenario: 'quick', seed: 1 } as const;
const place = (model: string, target: string) => ({ model, target });

it('names all models by all targets in the matrix’ order, each once', () => {
  const places = [place('b', 'y'), place('a', 'x'), place('a', 'y'), place('b', 'x'), place('b', 'x')];
  expect(paramsOf(places, order, how)).toEqual({ models: ['a', 'b'], targets: ['x', 'y'], ...how });
});

it('says which pairs where it isn’t every one', () => {
  expect(paramsOf([place('c', 'x'), place('a', 'y')], order, how)).toEqual({
    models: ['a', 'c'],
    targets: ['x', 'y'],
    only: [place('a', 'y'), place('c', 'x')],
    ...how,
  });
});

it('puts what the matrix doesn’t have at the end', () => {
  expect(paramsOf([place('z', 'x'), place('a', 'x')], order, how).models).toEqual(['a', 'z']);
});
