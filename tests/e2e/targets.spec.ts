import { cellOf, expectCompleted, expectReason, runToEnd } from '../support/run';
import { alone, expect, test } from '../support/test';
import type { CompletedCell } from '../../src/record/record';
import { samplesOf } from '../../src/record/reading';

const knownTargets = (prefix: string) => window.nearside.known.targets.filter((id) => id.startsWith(prefix));

/** What every measured cell has to prove, whatever it ran on. */
function expectSound(cell: CompletedCell): void {
  const { agreement = {}, actual, phases = {}, steady, target } = cell;
  expect(Object.keys(agreement)).toContain(cell.model);
  for (const { pass } of Object.values(agreement)) expect(pass).toBe(true);
  expect(actual?.backend).toBe(target.backend);
  // However the weights are stored: no network here computes in half precision.
  expect(actual?.computePrecision).toBe('fp32');
  for (const phase of ['runtimeMs', 'downloadMs', 'createMs', 'firstMs', 'preMs', 'postMs', 'rpcMs'] as const) {
    expect(phases[phase], phase).toBeGreaterThanOrEqual(0);
  }
  expect(phases.firstMs).toBeGreaterThan(0);
  expect(phases.downloadBytes).toBe(cell.artefact?.bytes);
  expect(samplesOf(steady)).toHaveLength(steady.n);
  expect(cell.answer?.summary).toBeTruthy();
}

/** The GPUs of this run are SwiftShader, and a reader of the numbers must be told so. */
function expectSoftwareLabel(cell: CompletedCell, isGpu: boolean): void {
  expect(cell.steady.flags.includes('software-gpu')).toBe(isGpu);
  if (isGpu)
    expect(cell.actual).toMatchObject({ softwareAdapter: true, adapter: expect.stringMatching(/swiftshader/i) });
}

const isGpu = (target: string) => /webgl|webgpu/.test(target);

test.beforeEach(async ({ page }) => {
  await page.goto('/');
});

for (const [runtime, title, known] of [
  ['tfjs', 'TensorFlow.js', ['tfjs-cpu', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-webgpu']],
  ['ort', 'ONNX Runtime', ['ort-wasm', 'ort-webgl', 'ort-webgpu']],
] as const) {
  test(`${title} answers right on every backend it knows`, alone, async ({ page }) => {
    const targets = await page.evaluate(knownTargets, `${runtime}-`);
    expect(targets).toEqual(expect.arrayContaining([...known]));
    const record = await runToEnd(page, { models: ['digits'], targets, scenario: 'preview' });
    expect(record.cells).toHaveLength(targets.length);
    for (const target of targets) {
      const cell = expectCompleted(cellOf(record, target));
      expectSound(cell);
      expectSoftwareLabel(cell, isGpu(target));
      expect(cell.artefact?.format).toBe(runtime === 'ort' ? 'onnx' : 'tfjs-graph');
      expect(cell.answer).toMatchObject({ digit: 7 });
    }
  });
}

test('a network that resizes answers right on both runtimes’ WebGL, with the same weights', alone, async ({ page }) => {
  const targets = ['tfjs-webgl', 'ort-webgl'];
  const record = await runToEnd(page, { models: ['selfie-segmentation'], targets, scenario: 'preview' });
  for (const target of targets) {
    const cell = expectCompleted(cellOf(record, target));
    expectSound(cell);
    expect(cell.answer?.summary).toMatch(/^5\d % of the picture is taken for a person/);
  }
});

test('a backend that lacks an operator names it', alone, async ({ page }) => {
  const targets = ['ort-wasm@1', 'ort-webgl'];
  const record = await runToEnd(page, { models: ['ppocr-v4-det'], targets, scenario: 'preview' });
  const cell = expectCompleted(cellOf(record, 'ort-wasm@1'));
  expectSound(cell);
  expect(cell.answer?.summary).toBe('2 lines of text found.');
  const message = expectReason(cellOf(record, 'ort-webgl'), 'unsupported', 'missing-operator');
  expect(message).toBe('The operator HardSigmoid is missing on this backend.');
});

test(
  'weights in 8 bits are told apart from arithmetic in 8 bits, and from what can’t read them',
  alone,
  async ({ page }) => {
    const models = ['digits:int8', 'blazeface:int8'];
    const targets = ['ort-wasm@1', 'ort-webgl', 'tfjs-wasm'];
    const record = await runToEnd(page, { models, targets, scenario: 'preview' });
    for (const [model, computed] of [
      ['digits', 'int8'],
      ['blazeface', 'fp32'],
    ] as const) {
      const { artefact, actual, agreement } = expectCompleted(cellOf(record, 'ort-wasm@1', model));
      expect(artefact).toMatchObject({ format: 'onnx', precision: 'int8' });
      expect(actual?.computePrecision).toBe(computed);
      expect(agreement?.[model]?.pass).toBe(true);
      for (const target of ['ort-webgl', 'tfjs-wasm']) {
        const reason = expectReason(cellOf(record, target, model), 'unsupported', 'no-artefact');
        expect(reason).toMatch(/with int8 weights; it reads those of fp\d+\.$/);
      }
    }
  },
);

test('threads asked for are the threads that run', async ({ page }) => {
  const targets = ['tfjs-wasm@1', 'tfjs-wasm@2'];
  const record = await runToEnd(page, { models: ['movenet-lightning'], targets, scenario: 'preview' });
  for (const threads of [1, 2]) {
    const cell = expectCompleted(cellOf(record, `tfjs-wasm@${threads}`));
    expectSound(cell);
    expect(cell.actual?.threads).toBe(threads);
    expect(cell.actual?.wasmBuild).toMatch(threads === 1 ? /backend-wasm-simd/ : /threaded-simd/);
  }
  expect(record.environment.crossOriginIsolated).toBe(true);
});

test('a network behind another runs as a chain, each stage with its own time', async ({ page }) => {
  const record = await runToEnd(page, { models: ['facemesh'], targets: ['tfjs-wasm'], scenario: 'preview' });
  const cell = expectCompleted(cellOf(record, 'tfjs-wasm'));
  expectSound(cell);
  expect(cell.stages?.map(({ model, runs }) => [model, runs])).toEqual([
    ['blazeface', 1],
    ['facemesh', 1],
  ]);
  const stagesMs = cell.stages?.reduce((sum, { medianMs }) => sum + medianMs, 0);
  expect(stagesMs).toBeGreaterThan(0);
  expect(Object.keys(cell.agreement ?? {})).toEqual(['blazeface', 'facemesh']);
});

test('text is read, not only found', async ({ page }) => {
  const params = { models: ['ppocr-v4-rec'], targets: ['ort-wasm'], input: 'text-sign', scenario: 'preview' } as const;
  const record = await runToEnd(page, { ...params, models: [...params.models], targets: [...params.targets] });
  const cell = expectCompleted(cellOf(record, 'ort-wasm'));
  expectSound(cell);
  expect(cell.answer?.summary).toContain('“Fresh bread”');
  expect(cell.answer?.summary).toContain('“until noon”');
});

test('sentences are ranked by meaning', async ({ page }) => {
  const targets = ['tfjs-wasm', 'ort-wasm'];
  const record = await runToEnd(page, { models: ['use-lite'], targets, scenario: 'preview' });
  for (const target of targets) {
    const cell = expectCompleted(cellOf(record, target));
    expectSound(cell);
    expect(cell.answer?.summary).toContain('You can renew a book twice');
  }
});
