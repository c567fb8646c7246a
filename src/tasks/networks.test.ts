import { expect, it } from 'vitest';
import { loadChain } from '../models/registry';
import { ownNetwork } from './networks';
import type { TaskNetwork } from './types';

const never: TaskNetwork['run'] = () => new Promise(() => {});
const networksOf = async (model: string) =>
  (await loadChain(model)).map((card) => [card.id, { card, assets: new Map(), run: never }] as const);

it('is the model’s, not the one that it stands behind, in whatever order they come', async () => {
  const chain = await networksOf('facemesh');
  expect(chain.map(([id]) => id)).toEqual(['blazeface', 'facemesh']);
  expect(ownNetwork(new Map(chain), 'Mapping').card.id).toBe('facemesh');
  expect(ownNetwork(new Map(chain.toReversed()), 'Mapping').card.id).toBe('facemesh');
});

it('says what is missing', () => {
  expect(() => ownNetwork(new Map(), 'Mapping a face')).toThrow('Mapping a face needs its network.');
});
