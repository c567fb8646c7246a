import { expect, it } from 'vitest';
import { loadChain } from '../models/registry';
import { askedOf } from './asked';

const sample = { bytes: 60_000, title: 'A picture' };

it('sends a sample, what the network takes, or so many bytes of one’s own', async () => {
  const chain = await loadChain('movenet-lightning');
  const upOf = (send: Parameters<typeof askedOf>[2]) => askedOf(chain, sample, send).payload.upBytes;
  expect(upOf('sample')).toBe(60_000);
  expect(upOf('tensor')).toBe(192 * 192 * 3);
  expect(upOf(1234)).toBe(1234);
  expect(askedOf(chain, sample, 1234).notes[0]).toBe('up: 1234 B of one’s own');
  expect(askedOf(chain, sample, 1234).work).toEqual(askedOf(chain, sample, 'sample').work);
});

it('has a prompt of one’s own read, token by token of four letters', async () => {
  const chain = await loadChain('story');
  const [short, long] = [askedOf(chain, sample, 400), askedOf(chain, sample, 4000)];
  expect(long.work.macs / short.work.macs).toBe(10);
  expect(askedOf(chain, sample, 'tensor').payload.upBytes).toBe(60_000);
});
