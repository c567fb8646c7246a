import { describe, expect, it } from 'vitest';
import type { Cell } from '../record/record';
import { verdict } from './verdict';
import { completed, context, said, swiftShader, without, wrong } from './verdict.fixture';

describe('a clear winner', () => {
  it('is named with its lead, the figures and how sure that is, and without a cause', () => {
    const result = verdict([completed('ort-webgpu', 70), completed('ort-wasm', 33, { threads: 4 })], context);
    expect(result).toEqual({
      winner: 'ort-wasm',
      winnerKey: 'movenet-lightning||ort-wasm|inference||',
      bestKeys: ['movenet-lightning||ort-wasm|inference||'],
      tied: [],
      headline: 'ONNX Runtime · WASM ×4 wins here: 33 ms, 2.1 times as fast as the next.',
      because: [
        '33 ms (95 % interval 32.7 ms to 33.3 ms, 5 openings) against 70 ms (95 % interval 69.3 ms to 70.7 ms, 5 openings) for ONNX Runtime · WebGPU.',
        'The best time on the GPU is 70 ms.',
      ],
      sureness: {
        level: 'sure',
        word: 'sure',
        pips: 4,
        sentence: 'Sure: 5 openings of each agree.',
        doubts: [],
        fine: ['5 openings of each differ by 0.79 % at most.', 'The page is isolated, so its clock is fine.'],
        floor: 'Under 1.2 % nothing is called a difference here, as openings of one target differ.',
      },
    });
  });

  it('on the GPU is set against the CPU', () => {
    const cells = [completed('ort-webgpu', 20), completed('ort-wasm', 90)];
    expect(verdict(cells, context).winner).toBe('ort-webgpu');
    expect(said(cells)).toContain('The best time on the CPU is 90 ms.');
    expect(said(cells)).not.toMatch(/likely|dispatch|parallel/);
  });

  it('names nodes that fell back to the CPU', () => {
    const cells = [completed('ort-wasm', 20), completed('ort-webgpu', 90, { actual: { fallbackNodes: 3 } })];
    expect(said(cells)).toContain('3 nodes of ONNX Runtime · WebGPU ran on the CPU.');
  });

  it('over a software GPU says nothing of GPUs', () => {
    const cells = [completed('ort-wasm', 33), completed('ort-webgpu', 400, { actual: swiftShader })];
    expect(verdict(cells, context).winner).toBe('ort-wasm');
    expect(said(cells)).toContain('The GPU here is software (SwiftShader): it computes on the same CPU cores');
    expect(said(cells)).not.toContain('The best time on the GPU');
  });

  it('by a hair is said to be by a hair', () => {
    const cells = [completed('ort-wasm', 100), completed('tfjs-wasm', 106)];
    expect(verdict(cells, context).headline).toBe(
      'ONNX Runtime · WASM ×1 wins here: 100 ms, 5 to 7 % faster than the next.',
    );
  });
});

describe('no clear winner', () => {
  it('where openings do not tell them apart', () => {
    const cells = [completed('ort-wasm', 33), completed('tfjs-wasm', 33.5), completed('ort-webgpu', 90)];
    const result = verdict(cells, context);
    expect(result.winner).toBeUndefined();
    expect(result.tied).toEqual(['ort-wasm', 'tfjs-wasm']);
    expect(result.headline).toBe(
      "No clear winner: ONNX Runtime · WASM ×1 (33 ms) and TensorFlow.js · WASM ×1 (33.5 ms) can't be told apart.",
    );
  });

  it('where a cell that was opened once may be as fast', () => {
    const cells = [completed('ort-wasm', 33), completed('tfjs-wasm', 60), completed('ort-webgpu', 30, { openings: 1 })];
    expect(verdict(cells, context)).toMatchObject({ winner: undefined, tied: ['ort-webgpu', 'ort-wasm'] });
  });

  it('where only one cell was opened often enough', () => {
    const cells = [completed('ort-wasm', 33), completed('ort-webgpu', 5000, { openings: 1 })];
    expect(verdict(cells, context)).toMatchObject({ winner: undefined, tied: ['ort-wasm'] });
    expect(said(cells)).toContain('only ONNX Runtime · WASM ×1 was opened often enough');
    expect(said(cells)).toContain('Opened only once, so not ranked: ONNX Runtime · WebGPU 5 s.');
  });

  it('between cells less than the clock’s ticks apart', () => {
    const environment = { ...context.environment, timerResolutionMs: 1 };
    const cells = [completed('ort-wasm', 20), completed('tfjs-wasm', 22)];
    expect(verdict(cells, context).winner).toBe('ort-wasm');
    expect(verdict(cells, { ...context, environment }).winner).toBeUndefined();
  });

  it('with one target alone', () => {
    expect(verdict([completed('ort-wasm', 33)], context)).toEqual({
      winner: undefined,
      bestKeys: ['movenet-lightning||ort-wasm|inference||'],
      tied: ['ort-wasm'],
      headline: 'ONNX Runtime · WASM ×1 takes 33 ms here.',
      because: [],
      sureness: expect.objectContaining({ level: 'sure' }),
    });
    const others = said([
      completed('ort-wasm', 33),
      without('ort-webgl', 'unsupported'),
      without('ort-webgpu', 'failed'),
    ]);
    expect(others).toContain('no other target gave a time to compare');
    expect(others).toContain("ONNX Runtime · WebGL can't run this model here.");
    expect(others).toContain('ONNX Runtime · WebGPU failed.');
  });
});

describe('a preview', () => {
  const preview = { scenario: 'preview' } as const;

  it('names who is ahead, and nobody by a multiplier', () => {
    const cells = [completed('ort-wasm', 33, { openings: 1 }), completed('ort-webgpu', 300, { openings: 1 })];
    expect(verdict(cells, { ...context, ...preview })).toMatchObject({
      winner: undefined,
      headline: 'ONNX Runtime · WASM ×1 is ahead in this first impression: 33 ms.',
      sureness: {
        level: 'unsure',
        word: 'a first impression',
        pips: 2,
        sentence: 'A first impression: each was opened only once.',
        surer: 'Surer: measure with the quick scenario, which opens each target several times.',
      },
    });
    expect(said(cells, preview)).not.toMatch(/times as fast|faster/);
  });

  it('names nobody where one opening more could turn it', () => {
    const cells = [completed('ort-wasm', 33, { openings: 1 }), completed('ort-webgpu', 36, { openings: 1 })];
    expect(verdict(cells, { ...context, ...preview }).headline).toBe(
      'Close together in this first impression: ONNX Runtime · WASM ×1 (33 ms) and ONNX Runtime · WebGPU (36 ms).',
    );
  });
});

describe('nothing completed', () => {
  it.each([
    [[], 'Nothing has been measured yet.'],
    [[without('ort-webgl', 'unsupported')], 'No target can run this model here.'],
    [[without('ort-wasm', 'aborted')], 'Stopped before any target was measured.'],
    [[wrong('ort-wasm', 3), without('ort-webgl', 'unsupported')], 'No target gave a right answer here.'],
    [[without('ort-wasm', 'failed'), without('ort-webgl', 'unsupported')], 'No target could be measured here.'],
  ])('%#', (cells: Cell[], headline) => {
    expect(verdict(cells, context)).toMatchObject({ winner: undefined, tied: [], headline });
  });

  it('gives each target’s reason', () => {
    expect(verdict([without('ort-webgl', 'unsupported')], context).because).toEqual([
      'ONNX Runtime · WebGL: The operator HardSigmoid is missing on this backend.',
    ]);
  });
});

it('refuses to rank different networks', () => {
  const other = { ...completed('ort-wasm', 3), model: 'face-landmarks' };
  expect(() => verdict([completed('ort-wasm', 33), other], context)).toThrow(RangeError);
});
