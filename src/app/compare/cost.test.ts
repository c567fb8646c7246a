import { beforeEach, describe, expect, it, vi } from 'vitest';
import { scenarioRules } from '../../measure/scenario';
import type { LiveCell } from '../../measure/liveCell';
import { sampleRecord } from '../../record/record.fixture';
import { downloadBytes } from '../../runtimes/fit';
import { parseTarget, runtimeDownload, type Target } from '../../runtimes/target';
import { bytesToFetch, expectedMs, leftMs, shareOf } from './cost';

const { environment } = sampleRecord();
const target = (id: string) => parseTarget(id) as Target;
const digitsOn = (id: string) => ({ model: 'digits', target: id });

describe('what a cell is expected to take', () => {
  it('is at least what its scenario asks, and at most its cap with what comes before it', () => {
    const quick = expectedMs(digitsOn('ort-wasm'), 'quick', environment, 1);
    expect(quick).toBeGreaterThan(scenarioRules.quick.minMs);
    expect(quick).toBeLessThan(15_000);
    const slow = expectedMs(digitsOn('ort-wasm'), 'quick', environment, 5000);
    expect(slow).toBeGreaterThan(scenarioRules.quick.capMs);
    expect(slow).toBeLessThan(2.5 * scenarioRules.quick.capMs);
    expect(expectedMs(digitsOn('ort-wasm'), 'sustained', environment, 1)).toBeGreaterThan(660_000);
  });

  it('grows with the work, and on a GPU in software', () => {
    const nanodet = { model: 'nanodet', target: 'tfjs-cpu' };
    expect(expectedMs(nanodet, 'quick', environment)).toBeGreaterThan(
      expectedMs(digitsOn('tfjs-cpu'), 'quick', environment),
    );
    const hardware = { ...environment, webgl: { renderer: 'a card', software: false } };
    const webgl = { model: 'nanodet', target: 'tfjs-webgl' };
    expect(expectedMs(webgl, 'quick', environment)).toBeGreaterThan(expectedMs(webgl, 'quick', hardware));
  });
});

describe('what is still to be fetched', () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
  });

  it('counts a runtime once and a model’s files once, however many cells need them', () => {
    const [wasm, js] = [target('tfjs-wasm'), target('tfjs-cpu')];
    const both = bytesToFetch([digitsOn('tfjs-wasm'), digitsOn('tfjs-wasm@1'), digitsOn('tfjs-cpu')], environment);
    const runtimes = 2 * runtimeDownload(wasm) + runtimeDownload(js);
    expect(both).toBeLessThanOrEqual(runtimes + downloadBytes(['digits'], [wasm]));
    expect(both).toBe(runtimeDownload(wasm) + runtimeDownload(js) + downloadBytes(['digits'], [wasm]));
  });

  it('leaves out what ran here before', () => {
    const key = [environment.userAgent, '4.22.0', undefined, 'tfjs-wasm@1', 'digits'].join('|');
    localStorage.setItem('nearside.seen/1', JSON.stringify([key]));
    expect(bytesToFetch([digitsOn('tfjs-wasm')], environment)).toBe(0);
    expect(bytesToFetch([digitsOn('tfjs-cpu')], environment)).toBe(runtimeDownload(target('tfjs-cpu')));
    expect(bytesToFetch([digitsOn('ort-wasm')], environment)).toBe(
      runtimeDownload(target('ort-wasm')) + downloadBytes(['digits'], [target('ort-wasm')]),
    );
  });
});

describe('how far a run is', () => {
  const live: LiveCell = { key: 'k', model: 'digits', target: target('ort-wasm'), phase: 'waiting' };

  it('goes up with each step and each opening, to all of it', () => {
    const steps: Partial<LiveCell>[] = [
      {},
      { phase: 'runtime', opening: { number: 1, of: 5 } },
      { phase: 'create', opening: { number: 1, of: 5 } },
      { phase: 'steady', opening: { number: 1, of: 5 } },
      { phase: 'warmup', opening: { number: 2, of: 5 } },
      { phase: 'steady', opening: { number: 5, of: 5 } },
      { phase: 'done' },
    ];
    const shares = steps.map((step) => shareOf({ ...live, ...step }));
    expect(shares).toEqual([...new Set(shares)].sort((a, b) => a - b));
    expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
  });

  it('tells the time left from what was expected at first, from what was seen later', () => {
    const at = (share: number, elapsedMs: number) =>
      leftMs(
        [
          { expectedMs: 10_000, share },
          { expectedMs: 10_000, share: 0 },
        ],
        elapsedMs,
      );
    expect(at(0, 0)).toBe(20_000);
    // Half of it took twice as long as expected.
    expect(at(1, 20_000)).toBe(20_000);
    expect(leftMs([{ expectedMs: 10, share: 1 }], 99)).toBe(0);
    expect(leftMs([], 5)).toBe(0);
  });
});
