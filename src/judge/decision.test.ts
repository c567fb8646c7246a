import { describe, expect, it } from 'vitest';
import type { Cell, Far } from '../record/record';
import { sampleFar } from '../record/record.fixture';
import { decide } from './decision';
import { completed, context, swiftShader, without, wrong } from './verdict.fixture';

const decided = (...cells: Cell[]) => decide(cells, context);
const targets = (...cells: Cell[]) => {
  const decision = decided(...cells);
  return {
    ship: decision?.ship.target,
    why: decision?.why,
    over: decision?.over.map(({ target }) => target),
    fallbacks: decision?.fallbacks.map(({ choice, when }) => [choice.target, when]),
  };
};

describe('what to ship', () => {
  it('is the clear winner, with WASM where its adapter is missing and one thread where the page is not isolated', () => {
    const cells = [
      completed('ort-webgpu', 20, { actual: { build: 'jspi' } }),
      completed('tfjs-webgpu', 30),
      completed('ort-wasm', 60, { threads: 4 }),
      completed('tfjs-wasm', 55, { threads: 4 }),
      completed('ort-wasm@1', 150),
      completed('tfjs-cpu', 3000),
    ];
    expect(targets(...cells)).toEqual({
      ship: 'ort-webgpu@jspi',
      why: 'fastest',
      over: [],
      fallbacks: [
        ['ort-wasm', 'no adapter'],
        ['ort-wasm@1', 'not isolated'],
      ],
    });
  });

  it('falls back on another runtime where its own is much slower, wrong or missing', () => {
    const gpu = completed('ort-webgpu', 20);
    const other = completed('tfjs-wasm@1', 40);
    expect(targets(gpu, other, completed('ort-wasm@1', 55)).fallbacks).toEqual([['ort-wasm@1', 'no adapter']]);
    for (const own of [completed('ort-wasm@1', 90), wrong('ort-wasm@1', 30), without('ort-wasm@1', 'failed')]) {
      expect(targets(gpu, other, own).fallbacks).toEqual([['tfjs-wasm@1', 'no adapter']]);
    }
  });

  it('has no fallback where every browser has what it needs', () => {
    expect(targets(completed('ort-wasm@1', 20), completed('ort-webgpu', 90)).fallbacks).toEqual([]);
  });

  it('of those that can’t be told apart is the one that asks least of browsers', () => {
    const cells = [completed('ort-webgpu', 20), completed('ort-wasm', 20.01, { threads: 4 })];
    expect(targets(...cells)).toMatchObject({ ship: 'ort-wasm', why: 'wider', over: ['ort-webgpu'] });
    const threads = [completed('ort-wasm', 20, { threads: 4 }), completed('ort-wasm@1', 20.01)];
    expect(targets(...threads)).toMatchObject({ ship: 'ort-wasm@1', why: 'wider', fallbacks: [] });
  });

  it('of those that ask alike is the one of fewer bytes', () => {
    const cells = [completed('ort-wasm@1', 20), completed('tfjs-wasm@1', 20.01)];
    expect(targets(...cells)).toMatchObject({ ship: 'tfjs-wasm@1', why: 'smaller', over: ['ort-wasm@1'] });
  });

  it('of those that ask more or have more bytes, each, says both', () => {
    const cells = [
      completed('tfjs-wasm@1', 20),
      completed('ort-wasm@1', 20.01),
      completed('tfjs-wasm', 20.02, { threads: 4 }),
    ];
    expect(targets(...cells)).toMatchObject({ ship: 'tfjs-wasm@1', why: 'leaner' });
  });

  it('takes threads where two targets came down to one thread alike', () => {
    const cells = [completed('ort-wasm@1', 20), completed('ort-wasm', 20.01), completed('ort-webgpu', 90)];
    expect(targets(...cells)).toMatchObject({ ship: 'ort-wasm', why: 'fastest' });
    expect(targets(...cells.slice(0, 2))).toMatchObject({ ship: 'ort-wasm', why: 'only' });
  });

  it('of a preview is what is ahead, and unsure', () => {
    const once = { openings: 1 };
    const decision = decided(completed('ort-webgpu', 20, once), completed('ort-wasm', 60, once));
    expect(decision).toMatchObject({ why: 'ahead', sureness: { level: 'unsure' } });
    expect(decision?.ship.ci95Ms).toBeUndefined();
  });

  it('is nothing where nothing was right, and nothing of a run that heated the device', () => {
    expect(decided(wrong('ort-wasm', 3), without('ort-webgl', 'unsupported'))).toBeUndefined();
    expect(decided()).toBeUndefined();
    expect(decide([completed('ort-wasm', 20)], { ...context, scenario: 'sustained' })).toBeUndefined();
  });

  it('has an alternative of the other runtime, with fallbacks of its own', () => {
    const decision = decided(
      completed('ort-webgpu', 20),
      completed('ort-wasm@1', 60),
      completed('tfjs-webgl', 30),
      completed('tfjs-wasm@1', 50),
      completed('tfjs-cpu', 500),
    );
    expect(decision?.alternatives.map(({ ship, fallbacks }) => [ship.target, fallbacks[0]?.choice.target])).toEqual([
      ['tfjs-webgl', 'tfjs-wasm@1'],
    ]);
    expect(decided(completed('ort-wasm', 20))?.alternatives).toEqual([]);
  });

  it('names what is not to be shipped', () => {
    const decision = decided(completed('ort-wasm', 20), wrong('tfjs-webgl', 3), without('ort-webgpu', 'failed'));
    expect(decision?.wrong.map(({ target }) => target.id)).toEqual(['tfjs-webgl']);
    expect(decision?.failed.map(({ target }) => target.id)).toEqual(['ort-webgpu']);
  });

  it('takes no GPU in software for one, and says that of a real one nothing is known', () => {
    const software = completed('ort-webgpu', 5, { actual: swiftShader });
    const decision = decided(software, completed('ort-wasm', 20));
    expect(decision).toMatchObject({ ship: { target: 'ort-wasm' }, onSoftware: [software] });
    expect(decided(software)?.ship.cell).toBe(software);
  });
});

describe('what it takes', () => {
  it('is the whole answer, with its interval and its slow tenth, and the first with all that comes before it', () => {
    const cell = {
      ...completed('ort-webgpu', 20, { actual: { build: 'jsep' } }),
      phases: { runtimeMs: 300, createMs: 200, firstMs: 100, preMs: 4, postMs: 1, seenBefore: true },
    };
    const { ship } = decided(cell, completed('ort-wasm', 60))!;
    expect(ship.totalMs).toBeCloseTo(25, 9);
    expect(ship.ci95Ms?.map((ms) => Math.round(ms))).toEqual([25, 25]);
    expect(ship.p90Ms).toBeCloseTo(5 + cell.steady.p90Ms!, 9);
    expect(ship.firstMs).toBe(605);
    expect(ship).toMatchObject({ needs: 'webgpu', seenBefore: true, bytes: { model: 4_000_000, runtime: 28_800_000 } });
  });

  it('is unknown where the record doesn’t say', () => {
    expect(decided(completed('ort-wasm', 20))?.ship.firstMs).toBeUndefined();
  });
});

describe('a cloud instead', () => {
  const far = (warm: number, first: number): Far => ({
    ...sampleFar,
    totalMs: { median: warm, p90: warm, p99: warm },
    coldTotalMs: { median: first, p90: first, p99: first },
  });
  const pays = (side: Far) => decide([completed('ort-wasm', 100)], context, side)?.cloud?.pays;

  it('pays at once, once connected, not, or can’t be called', () => {
    expect(pays(far(50, 80))).toBe('at once');
    expect(pays(far(50, 300))).toBe('once connected');
    expect(pays(far(150, 300))).toBe('no');
    expect(pays(far(105, 300))).toBe('too close to call');
  });

  it('is left out where none was simulated', () => {
    const refused = { ...sampleFar, problem: 'No figures.' };
    expect(decide([completed('ort-wasm', 100)], context, refused)?.cloud).toBeUndefined();
    expect(decided(completed('ort-wasm', 100))?.cloud).toBeUndefined();
  });
});
