import { expect, it } from 'vitest';
import { profileIds, serverIds } from './ids';
import { profiles } from './network';
import { servers } from './servers';

it('names every network and server, in their order', () => {
  expect(profileIds).toEqual(profiles.map(({ id }) => id));
  expect(serverIds).toEqual(servers.map(({ id }) => id));
});
