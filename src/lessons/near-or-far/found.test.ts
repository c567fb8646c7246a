import { expect, it } from 'vitest';
import { DEFAULT_SERVER } from '../../far/ids';
import { loadServer, type Server } from '../../far/servers';
import { completedCell } from '../../record/record.fixture';
import { FARTHEST_MS, foundOf } from './found';

it('finds the distance at which both sides take as long, and what no distance takes away', async () => {
  const server = (await loadServer(DEFAULT_SERVER)) as Server;
  const answers = { ...completedCell.steady, medianMs: 183, ci95Ms: [180, 186] as [number, number] };
  const input = { ...completedCell.input, bytes: 84_000 };
  const found = foundOf({ ...completedCell, input, answers }, server);
  if (!found?.evenMs) throw new Error('The recorded cell loses next door.');
  const { nextDoor, hereMs, evenMs } = found;
  expect(nextDoor.totalMs).toBeLessThan(hereMs);
  expect(found.at(evenMs).totalMs / hereMs).toBeCloseTo(1, 1);
  // A connection in use crosses the way once, so the way it can afford is about the time it saves.
  expect(evenMs / (hereMs - nextDoor.totalMs)).toBeGreaterThan(0.9);
  expect(evenMs / (hereMs - nextDoor.totalMs)).toBeLessThan(1.1);
  const { wayMs, sendingMs, servingMs, totalMs } = found.at(FARTHEST_MS);
  expect(wayMs + sendingMs + servingMs).toBeCloseTo(totalMs);
  expect(wayMs).toBeGreaterThan(0.9 * FARTHEST_MS);
});
