import { describe, expect, it } from 'vitest';
import type { RuntimeModule } from '../../runtimes/types';
import { halfError, halfProduct, halfRow } from './halfProduct';
import { errorOf, expectedAnswer, rowIn } from './product';
import { productGraph } from './productGraph';
import { productOnnx } from './productOnnx';
import { probe } from './probe';
import { wholeError, wholeProduct, wholeRow } from './wholeProduct';

const modules = import.meta.glob<RuntimeModule>('../../runtimes/*/worker.ts');
const spec = { size: 64, links: 6 };
const files = { ort: new Map([['product.onnx', productOnnx(spec).buffer]]), tfjs: productGraph(spec) };

describe('the network of matrix products', () => {
  it.each([
    ['ort', 'wasm'],
    ['tfjs', 'cpu'],
    ['tfjs', 'webgl'],
  ] as const)('is loaded by %s on %s and answers right', async (runtime, backend) => {
    const { open } = await modules[`../../runtimes/${runtime}/worker.ts`]!();
    const opened = await open({ backend, threads: 1 });
    const network = await opened.load({ title: 'product', outputs: [{ name: 'y' }] }, files[runtime]);
    const { y } = await network.run({ s: { dtype: 'float32', shape: [1, spec.size], data: rowIn(spec.size) } });
    expect(errorOf(y!.data as Float32Array, expectedAnswer(spec.size))).toBeLessThan(1e-4);
    await opened.dispose();
  });
});

describe('the network of matrix products in another precision', () => {
  it.each([
    ['8-bit numbers', 2, wholeProduct, wholeRow, wholeError, 1e-5],
    // WASM computes half precision in single, and rounds what is kept of each link.
    ['half precision', 1, halfProduct, halfRow, halfError, 2e-2],
  ] as const)('answers right in %s on WASM', async (_precision, threads, filesOf, row, error, most) => {
    const { open } = await modules['../../runtimes/ort/worker.ts']!();
    const opened = await open({ backend: 'wasm', threads });
    const network = await opened.load({ title: 'product', outputs: [{ name: 'y' }] }, filesOf(spec));
    const { y } = await network.run({ s: { dtype: 'float32', shape: [1, spec.size], data: row(spec.size) } });
    expect(error(y!.data as Float32Array, spec)).toBeLessThan(most);
    expect(error((y!.data as Float32Array).toReversed(), spec)).toBeGreaterThan(0.1);
    await opened.dispose();
  });
});

describe('a probe', () => {
  const running = () => new AbortController();

  it('measures how fast memory is copied', async () => {
    const outcome = await probe({ kind: 'memory-copy' }, running().signal);
    expect(outcome).toMatchObject({ ok: true, figure: { unit: 'B/s', threads: 1 } });
    const { figure } = outcome as Extract<typeof outcome, { ok: true }>;
    expect(figure.n).toBeGreaterThanOrEqual(3);
    expect(figure.interval[0]).toBeLessThanOrEqual(figure.perSecond);
    expect(figure.interval[1]).toBeGreaterThanOrEqual(figure.perSecond);
  });

  it('measures a matrix product where a runtime runs', async () => {
    const spec = { kind: 'matrix-product', target: 'tfjs-cpu' } as const;
    const outcome = await probe(spec, running().signal);
    expect(outcome).toMatchObject({ ok: true, figure: { unit: 'FLOP/s', what: '256 × 256, 2 in a row' } });
  });

  it('multiplies 8-bit numbers on WASM, with the threads that were asked for', async () => {
    const spec = { kind: 'matrix-product', target: 'ort-wasm@1', precision: 'int8' } as const;
    const outcome = await probe(spec, running().signal);
    expect(outcome).toMatchObject({ ok: true, figure: { unit: 'OP/s', threads: 1, precision: 'int8' } });
  });

  it.each([
    ['ort-webgpu', 'int8', 'ONNX Runtime on WebGPU multiplies no 8-bit numbers'],
    ['ort-wasm', 'fp16', 'ONNX Runtime on WASM computes half precision as single.'],
    ['tfjs-webgl', 'int8', 'TensorFlow.js on WebGL multiplies no 8-bit numbers'],
  ] as const)('says that %s has no product in %s', async (target, precision, sentence) => {
    const outcome = await probe({ kind: 'matrix-product', target, precision }, running().signal);
    expect(outcome).toMatchObject({ ok: false, reason: { code: 'missing-feature' } });
    expect(!outcome.ok && outcome.reason.message).toContain(sentence);
  });

  it('ends at once when it is stopped, and is never begun after that', async () => {
    const stop = running();
    const outcome = probe({ kind: 'memory-copy' }, stop.signal);
    stop.abort();
    const stopped = { ok: false, reason: { code: 'stopped' } };
    expect(await outcome).toMatchObject(stopped);
    expect(await probe({ kind: 'memory-copy' }, stop.signal)).toMatchObject(stopped);
  });

  it('says what is missing, and ends when nothing comes of it', async () => {
    const unknown = { kind: 'matrix-product', target: 'none-such' } as const;
    expect(await probe(unknown, running().signal)).toMatchObject({ ok: false, reason: { code: 'missing-feature' } });
    expect(await probe({ kind: 'memory-copy' }, running().signal, 0)).toMatchObject({
      ok: false,
      reason: { code: 'timeout' },
    });
  });
});
