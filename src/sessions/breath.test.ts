import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UnitContext } from '../workloads/types';
import { breathing } from './breath';

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

/** Whether a breath lets messages in, or is over as soon as it is awaited. */
async function yields(breathe: UnitContext['breathe'], everyMs?: number): Promise<boolean> {
  let over = false;
  const breath = breathe(everyMs).then(() => (over = true));
  await Promise.resolve();
  await Promise.resolve();
  const waits = !over;
  await breath;
  return waits;
}

describe('breathing', () => {
  it('does nothing while a visit lasts, and lets messages in four times a second', async () => {
    const breathe = breathing(new AbortController().signal, () => {});
    const yielded: number[] = [];
    for (now = 0; now < 1100; now += 50) if (await yields(breathe)) yielded.push(now);
    expect(yielded).toEqual([250, 500, 750, 1000]);
  });

  it('lets them in sooner where the work says so', async () => {
    const breathe = breathing(new AbortController().signal, () => {});
    const yielded: number[] = [];
    for (now = 0; now < 200; now += 10) if (await yields(breathe, 40)) yielded.push(now);
    expect(yielded).toEqual([40, 80, 120, 160]);
  });

  it('says every two seconds or so that the work goes on', async () => {
    const told: number[] = [];
    const breathe = breathing(new AbortController().signal, () => told.push(now));
    for (now = 0; now <= 9000; now += 900) await breathe();
    expect(told).toEqual([2700, 5400, 8100]);
  });

  it('stops when asked, before a breath or in it', async () => {
    const controller = new AbortController();
    const breathe = breathing(controller.signal, () => {});
    now = 300;
    const breath = breathe();
    controller.abort();
    const stopped = expect.objectContaining({ code: 'stopped' });
    await expect(breath).rejects.toEqual(stopped);
    await expect(breathe()).rejects.toEqual(stopped);
  });
});
