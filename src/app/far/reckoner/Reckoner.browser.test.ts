import { expect, it } from 'vitest';
import { Reckoner } from './reckoner';

it('answers with a sentence where a call breaks, and the next one is answered again', async () => {
  const reckoner = new Reckoner();
  const broken = await reckoner.ask((api) => api.surfaces(undefined as never, 'warm'));
  expect(broken).toEqual({ problem: expect.stringMatching(/^The browser ended this calculation/) });
  const next = await reckoner.ask((api) => api.overNetworks(undefined as never, 'warm', [], 0));
  expect(next).toHaveProperty('problem');
  reckoner.end();
});
