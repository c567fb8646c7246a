import { beforeAll, describe, expect, it } from 'vitest';
import { chainOn } from '../runtimes/chain';
import { allTargets, parseTarget } from '../runtimes/target';
import { outlines } from '../models/outline';
import { limitMs, silence, type Pace, type Wait } from './limits';

const waits: readonly Wait[] = ['start', 'runtime', 'download', 'create', 'first', 'run'];
const minute = 60_000;
let paces: Pace[];

beforeAll(async () => {
  const targets = allTargets.flatMap((id) => parseTarget(id) ?? []);
  const all = await Promise.all(
    outlines.flatMap(({ id }) =>
      targets.map(async (target) => {
        const chain = await chainOn(id, target).catch(() => undefined);
        return chain ? [{ spec: { chain, target }, slowestMs: 0 }] : [];
      }),
    ),
  );
  paces = all.flat();
});

const opened = (softwareAdapter: boolean) => ({ actual: { backend: 'webgpu', threads: 1, softwareAdapter } });
const on = (id: string) => paces.find(({ spec }) => spec.target.id === id) as Pace;

describe('limitMs', () => {
  it('gives every model on every target at least half a minute and never half an hour', () => {
    expect(paces.length).toBeGreaterThan(20);
    for (const pace of paces) {
      for (const wait of waits) {
        const ms = limitMs(wait, pace);
        expect(ms).toBeGreaterThanOrEqual(minute / 2);
        expect(ms).toBeLessThan(30 * minute);
      }
    }
  });

  it('gives a software GPU, and one that is not known yet, more than a graphics card', () => {
    const pace = on('tfjs-webgpu');
    const software = limitMs('first', { ...pace, opened: opened(true) });
    const card = limitMs('first', { ...pace, opened: opened(false) });
    expect(software).toBe(4 * card);
    expect(limitMs('create', pace)).toBe(limitMs('create', { ...pace, opened: opened(true) }));
  });

  it('gives larger runtimes more time to arrive', () => {
    expect(limitMs('runtime', on('ort-wasm'))).toBeGreaterThan(limitMs('runtime', on('tfjs-wasm')));
  });

  it('goes by the slowest call before it, and never beyond what the first had', () => {
    const pace = on('tfjs-wasm');
    const after = (slowestMs: number) => limitMs('run', { ...pace, slowestMs });
    expect([after(0), after(10), after(1500)]).toEqual([30_000, 30_000, 45_000]);
    expect(after(60_000)).toBe(limitMs('first', pace));
  });
});

describe('silence', () => {
  it('blames the connection for what has to arrive, and the backend for what has to run', () => {
    expect(silence('download', 180_000)).toMatchObject({
      code: 'download',
      message: 'The download stood still for 3 minutes. Check the connection and run again.',
    });
    expect(silence('first', 61_000)).toMatchObject({
      code: 'timeout',
      message:
        'The first inference did not end within 61 s, so its worker was ended. Run it again, or pick another backend.',
    });
  });

  it.each(waits)('says what to do when it waits for %s', (wait) => {
    expect(silence(wait, 1).message).toMatch(/(?:Check|Run) [^.]+\.$/);
  });
});
