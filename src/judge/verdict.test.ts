import { describe, expect, it } from 'vitest';
import type { Cell } from '../record/record';
import { verdict } from './verdict';
import { completed, context, said, swiftShader, without, wrong } from './verdict.fixture';

describe('a clear winner', () => {
  it('is WASM on a small network, with a likely cause', () => {
    const result = verdict([completed('ort-webgpu', 70), completed('ort-wasm', 33, { threads: 4 })], context);
    expect(result).toEqual({
      winner: 'ort-wasm',
      tied: [],
      headline: 'ONNX Runtime · WASM ×4 wins here: 33 ms, 2.1 times as fast as the next.',
      because: [
        'The network is small (0.32 GMAC), and each GPU dispatch likely costs more than it saves: the best time on the GPU is 70 ms.',
        '33 ms (95 % interval 32.3 ms to 33.7 ms, n 64) against 70 ms (95 % interval 68.6 ms to 71.4 ms, n 64) for ONNX Runtime · WebGPU.',
      ],
    });
  });

  it('is the GPU on a large network', () => {
    const cells = [completed('ort-webgpu', 20, { macs: 4.1e9 }), completed('ort-wasm', 90, { macs: 4.1e9 })];
    expect(verdict(cells, context).winner).toBe('ort-webgpu');
    expect(said(cells)).toContain('not small (4.1 GMAC): likely enough parallel work');
    expect(said(cells)).toContain('the best time on the CPU is 90 ms');
  });

  it('gets no cause where the evidence carries none', () => {
    const large = [completed('ort-wasm', 20, { macs: 4.1e9 }), completed('ort-webgpu', 90, { macs: 4.1e9 })];
    expect(said(large)).toContain("the times alone don't say why");
    const cpuOnly = said([completed('ort-wasm', 20), completed('tfjs-wasm', 30)]);
    expect(cpuOnly).not.toMatch(/GPU|likely/);
  });

  it('names nodes that fell back to the CPU', () => {
    const cells = [completed('ort-wasm', 20), completed('ort-webgpu', 90, { actual: { fallbackNodes: 3 } })];
    expect(said(cells)).toContain('3 nodes of ONNX Runtime · WebGPU ran on the CPU');
  });

  it('over a software GPU says nothing of GPUs', () => {
    const cells = [completed('ort-wasm', 33), completed('ort-webgpu', 400, { actual: swiftShader })];
    expect(verdict(cells, context).winner).toBe('ort-wasm');
    expect(said(cells)).toContain('The GPU here is software (SwiftShader): it computes on the same CPU cores');
    expect(said(cells)).not.toContain('dispatch');
  });

  it('by a hair is said to be by a hair', () => {
    const cells = [completed('ort-wasm', 100), completed('tfjs-wasm', 106)];
    expect(verdict(cells, context).headline).toBe(
      'ONNX Runtime · WASM ×1 wins here: 100 ms, 6 % faster than the next.',
    );
  });
});

describe('no clear winner', () => {
  it('where intervals overlap', () => {
    const cells = [completed('ort-wasm', 33), completed('tfjs-wasm', 33.5), completed('ort-webgpu', 90)];
    const result = verdict(cells, context);
    expect(result.winner).toBeUndefined();
    expect(result.tied).toEqual(['ort-wasm', 'tfjs-wasm']);
    expect(result.headline).toBe(
      "No clear winner: ONNX Runtime · WASM ×1 (33 ms) and TensorFlow.js · WASM ×1 (33.5 ms) can't be told apart.",
    );
    expect(said(cells)).not.toContain('dispatch');
  });

  it('where a cell with too few samples may be as fast', () => {
    const cells = [completed('ort-wasm', 33), completed('tfjs-wasm', 60), completed('ort-webgpu', 30, { n: 2 })];
    expect(verdict(cells, context)).toMatchObject({ winner: undefined, tied: ['ort-webgpu', 'ort-wasm'] });
  });

  it('where only one cell has samples enough', () => {
    const cells = [completed('ort-wasm', 33), completed('ort-webgpu', 5000, { n: 1 })];
    expect(verdict(cells, context)).toMatchObject({ winner: undefined, tied: ['ort-wasm'] });
    expect(said(cells)).toContain('only ONNX Runtime · WASM ×1 has enough samples');
    expect(said(cells)).toContain('Too few samples to rank: ONNX Runtime · WebGPU 5 s (n 1).');
  });

  it('where none has', () => {
    const cells = [completed('ort-wasm', 33, { n: 4 }), completed('ort-webgpu', 5000, { n: 1 })];
    expect(verdict(cells, context)).toMatchObject({
      winner: undefined,
      headline: expect.stringContaining('too few samples'),
    });
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
      tied: ['ort-wasm'],
      headline: 'ONNX Runtime · WASM ×1 takes 33 ms here.',
      because: [],
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
