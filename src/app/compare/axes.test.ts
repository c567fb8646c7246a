import { describe, expect, it } from 'vitest';
import { outlines } from '../../models/outline';
import { allTargets } from '../../runtimes/target';
import { columnsOf, distinct, furtherModels, furtherTargets, rowsOf } from './axes';

const shown = (ids: readonly string[], threads?: number) =>
  columnsOf(ids, threads).map(({ title, columns }) => [title, ...columns.map((column) => column.title)]);

describe('columns', () => {
  it('stand by runtime, the fastest kind first, threads as they come out here', () => {
    expect(shown(allTargets, 4)).toEqual([
      ['ONNX Runtime', 'WebGPU', 'WebGL', 'WASM ×4', 'WASM ×1'],
      ['TensorFlow.js', 'WebGPU', 'WebGL', 'WASM ×4', 'WASM ×1', 'JS'],
    ]);
  });

  it('name builds and further counts of threads behind the one that is left to the runtime', () => {
    const ids = ['ort-webgpu@jsep', 'ort-wasm@2', 'ort-wasm', 'ort-webgpu', 'ort-wasm', 'nothing-here'];
    expect(shown(ids, 8)).toEqual([['ONNX Runtime', 'WebGPU', 'WebGPU jsep', 'WASM ×8', 'WASM ×2']]);
  });

  it('have no second one for one thread where one is all that is to be had', () => {
    expect(distinct(['ort-wasm', 'ort-wasm@1', 'ort-webgl'], 1)).toEqual(['ort-wasm', 'ort-webgl']);
    expect(distinct(['ort-wasm', 'ort-wasm@1'], 2)).toEqual(['ort-wasm', 'ort-wasm@1']);
    expect(distinct(['ort-wasm', 'ort-wasm@1'], undefined)).toEqual(['ort-wasm', 'ort-wasm@1']);
    expect(distinct(['ort-wasm@1'], 1)).toEqual(['ort-wasm@1']);
  });

  it('can be had for every build and every count of threads up to the cores', () => {
    const ids = furtherTargets(allTargets, 8, 4).map(({ target }) => target.id);
    expect(ids).toContain('ort-webgpu@jspi');
    expect(ids).toContain('tfjs-wasm@8');
    expect(ids).not.toContain('tfjs-wasm@4');
    expect(ids).not.toContain('tfjs-wasm@1');
    expect(ids).not.toContain('tfjs-wasm@16');
  });
});

describe('rows', () => {
  it('hold every model once, a task’s own before those that only help it', () => {
    const rows = rowsOf();
    expect(rows.map(({ ref }) => ref).sort()).toEqual(outlines.map(({ id }) => id).sort());
    const at = (ref: string) => rows.findIndex((row) => row.ref === ref);
    expect(at('facemesh')).toBeLessThan(at('blazeface'));
    expect(rows[0]).toMatchObject({ ref: 'movenet-lightning', verb: 'Find a pose', short: 'pose', address: 'pose' });
  });

  it('put a named artefact under its model', () => {
    const refs = rowsOf(['movenet-lightning:fp16', 'digits', 'movenet-lightning:fp16']).map(({ ref }) => ref);
    expect(refs.slice(0, 2)).toEqual(['movenet-lightning', 'movenet-lightning:fp16']);
    expect(refs).toHaveLength(outlines.length + 1);
  });

  it('can be had for each precision where a model comes in several', () => {
    const refs = furtherModels([]).map(({ ref }) => ref);
    expect(refs).toContain('digits:fp16');
    expect(furtherModels(refs)).toEqual([]);
  });
});
