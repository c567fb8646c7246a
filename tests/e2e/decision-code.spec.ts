import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { pageHeaders } from '../../scripts/headers.mjs';
import type { DType, Tensor } from '../../src/domain/tensor';
import { completedCell, sampleRecord } from '../../src/record/record.fixture';
import type { Cell } from '../../src/record/record';
import { meta as tone } from '../../src/tasks/sentence-polarity/meta';
import { compareOutputs } from '../../src/workloads/inference/agreement';
import { readCard, readServed } from '../../tools/models/cards';
import { expect, test } from '../support/test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const served = (model: string) => join(root, 'static/models', model);
const made = join(root, '.cache/shipped');

/** Pictures by their card, a drawing with pre-processing of its own, sentences, and a decoder. */
const decoder = 'story-student';
const models = ['movenet-lightning', 'selfie-segmentation', 'digits', 'sentence-polarity', decoder];
const runtimes = { ort: 'ONNX Runtime', tfjs: 'TensorFlow.js' } as const;
type Runtime = keyof typeof runtimes;
const names = models.flatMap((model) => (Object.keys(runtimes) as Runtime[]).map((runtime) => ({ model, runtime })));

/** A finished run in which both runtimes gave a right answer on WASM; nobody has to wait for one. */
function finishedRun() {
  const cells = names.map(({ model, runtime }): Cell => {
    const id = `${runtime}-wasm`;
    const [artefact] = readCard(model).artefacts.filter(({ format }) => (format === 'onnx') === (runtime === 'ort'));
    const { format, precision } = artefact!;
    return {
      ...completedCell,
      model,
      artefact: { format, precision, bytes: 100_000 },
      target: { id, runtime, backend: 'wasm' },
      actual: { backend: 'wasm', threads: 2 },
    };
  });
  const params = { ...sampleRecord().params, models, targets: ['ort-wasm', 'tfjs-wasm'] };
  return sampleRecord({ cells, params, far: [] });
}

/** The text of every code tab, as it is shown. */
async function shownCode(page: Page): Promise<Map<string, string>> {
  await page.goto('/#/library/runs');
  const buffer = Buffer.from(JSON.stringify(finishedRun()));
  await page.locator('input[type=file]').setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Run of/);
  const texts = new Map<string, string>();
  for (const model of models) {
    const article = page.getByRole('article', { name: readCard(model).title });
    await article.scrollIntoViewIfNeeded();
    await article.getByRole('tab', { name: 'Code' }).click();
    for (const [runtime, title] of Object.entries(runtimes)) {
      await article.getByRole('radio', { name: title }).check({ force: true });
      const code = article.locator('pre');
      await expect(code).toContainText(runtime === 'ort' ? "import('onnxruntime-web/wasm')" : 'setWasmPaths');
      texts.set(`${model}-${runtime}`, (await code.textContent()) ?? '');
    }
  }
  return texts;
}

/** Bundles the code as a developer's own project would: nothing of this project's configuration is in it. */
async function bundle(texts: ReadonlyMap<string, string>): Promise<void> {
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  for (const [name, text] of texts) writeFileSync(join(made, `${name}.ts`), text);
  await build({
    root: made,
    base: '/shipped/',
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: 'built',
      target: 'es2022',
      assetsInlineLimit: 0,
      // The threads of TensorFlow.js start from their own source text, as the code tab says.
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries([...texts.keys()].map((name) => [name, join(made, `${name}.ts`)])),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const folders = ['onnxruntime-web/dist', '@tensorflow/tfjs-backend-wasm/wasm-out'];

function runtimeFile(name: string): Buffer {
  for (const folder of folders) {
    try {
      return readFileSync(join(root, 'node_modules', folder, name));
    } catch {
      // In the other.
    }
  }
  throw new Error(`No runtime has a file ${name}.`);
}

/** A page of its own beside the served build, isolated as it is. */
async function emptyPage(page: Page): Promise<void> {
  await page.route('**/shipped/**', (route) => {
    const path = new URL(route.request().url()).pathname.replace('/shipped/', '');
    return path === ''
      ? route.fulfill({ headers: pageHeaders, contentType: 'text/html', body: '<!doctype html><title>Empty</title>' })
      : route.fulfill({
          headers: pageHeaders,
          contentType: types[extname(path)],
          body: readFileSync(join(made, 'built', path)),
        });
  });
  await page.route('**/runtimes/*', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').pop() ?? '';
    return route.fulfill({ headers: pageHeaders, contentType: types[extname(name)], body: runtimeFile(name) });
  });
  await page.goto('/shipped/');
}

interface Question {
  readonly name: string;
  /** What `answer` takes: a picture of RGB bytes, which may be enlarged first, or one of this page's samples; sentences; or tensors for `run`. */
  readonly ask:
    | { readonly rgb: number[]; readonly width: number; readonly height: number; readonly times?: number }
    | { readonly sample: string }
    | { readonly texts: readonly string[] }
    | { readonly feeds: Record<string, { dtype: string; shape: number[]; data: number[] }> };
}
type Said = Record<string, { dtype: DType; shape: number[]; data: number[] }>;

/** Runs in the page. */
async function answerOf({ name, ask }: Question): Promise<Said> {
  const code = (await import(/* @vite-ignore */ `/shipped/${name}.js`)) as {
    run(feeds: unknown): Promise<Said>;
    answer(input: unknown): Promise<{ outputs: Said }>;
  };
  const plain = (outputs: Said) =>
    Object.fromEntries(
      Object.entries(outputs).map(([key, { dtype, shape, data }]) => [
        key,
        { dtype, shape: [...shape], data: Array.from(data) },
      ]),
    );
  if ('texts' in ask) return plain((await code.answer(ask.texts)).outputs);
  if ('feeds' in ask) {
    const feeds = Object.entries(ask.feeds).map(([key, { dtype, shape, data }]) => {
      return [key, { dtype, shape, data: dtype === 'int32' ? Int32Array.from(data) : Float32Array.from(data) }];
    });
    return plain(await code.run(Object.fromEntries(feeds)));
  }
  if ('sample' in ask) {
    const picture = await createImageBitmap(await (await fetch(ask.sample)).blob());
    return plain((await code.answer(picture)).outputs);
  }
  const { rgb, width, height, times = 1 } = ask;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let p = 0; p < width * height; p++) for (let c = 0; c < 3; c++) pixels[p * 4 + c] = rgb[p * 3 + c] ?? 0;
  const size = { resizeWidth: times * width, resizeHeight: times * height, resizeQuality: 'pixelated' } as const;
  return plain((await code.answer(await createImageBitmap(new ImageData(pixels, width, height), size))).outputs);
}

/** The reference input, as far up as the code takes it: a picture, sentences, else the tensors themselves. */
function referenceQuestion(model: string): Question['ask'] {
  if (model === tone.model) return { texts: tone.samples.flatMap((sample) => ('texts' in sample ? sample.texts : [])) };
  const card = readCard(model);
  const [input] = card.reference.inputs;
  const { picture } = card.inputs[0]!;
  if (input?.stored === 'rgb8' && picture) {
    const [height = 0, width = 0] = picture.layout === 'NCHW' ? input.shape.slice(2) : input.shape.slice(1, 3);
    return { rgb: [...readServed(served(model), input.file)], width, height };
  }
  const feeds = card.reference.inputs.map(({ name, stored, shape, file }) => {
    const { buffer } = new Uint8Array(readServed(served(model), file));
    const data = Array.from(stored === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer));
    return [name, { dtype: stored, shape, data }] as const;
  });
  return { feeds: Object.fromEntries(feeds) };
}

function referenceOf(model: string) {
  return readCard(model).reference.outputs.map(({ name, shape, stride, file }) => {
    return { name, shape, stride, values: new Float32Array(new Uint8Array(readServed(served(model), file)).buffer) };
  });
}

/** Runs in the page. */
async function writtenBy({ name, prompt, count }: { name: string; prompt: string; count: number }) {
  type Told = AsyncIterable<{ readonly token: number; readonly text: string }>;
  const code = (await import(/* @vite-ignore */ `/shipped/${name}.js`)) as { write(text: string, most: number): Told };
  const tokens: number[] = [];
  let whole = '';
  for await (const { token, text } of code.write(prompt, count)) {
    tokens.push(token);
    whole = text;
  }
  return { tokens, text: whole };
}

/** What a decoder goes on from, and the tokens with which. */
function reference(model: string): { readonly prompt: string; readonly greedy: readonly number[] } {
  const { tokens } = readCard(model).reference;
  return JSON.parse(Buffer.from(readServed(served(model), tokens!)).toString()) as ReturnType<typeof reference>;
}

const asTensors = (said: Said) =>
  Object.fromEntries(
    Object.entries(said).map(([name, { dtype, shape, data }]): [string, Tensor] => [
      name,
      { dtype, shape, data: Float32Array.from(data) },
    ]),
  );

test('the code of a decision, as it is shown, prints the reference’s answer in an empty page, for both runtimes', async ({
  page,
}) => {
  await bundle(await shownCode(page));
  await emptyPage(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const errorsOf = async (name: string, ask?: Question['ask']) => {
    const [, model = ''] = /^(.*)-\w+$/.exec(name) ?? [];
    const said = await page.evaluate(answerOf, { name, ask: ask ?? referenceQuestion(model) });
    return compareOutputs(asTensors(said), referenceOf(model));
  };
  for (const { model, runtime } of names.filter(({ model }) => model !== decoder)) {
    const { tolerance } = readCard(model);
    const { maxAbs, maxRel } = await errorsOf(`${model}-${runtime}`);
    expect(maxAbs, `${model} on ${runtime}`).toBeLessThanOrEqual(tolerance.maxAbs);
    expect(maxRel, `${model} on ${runtime}`).toBeLessThanOrEqual(tolerance.maxRel);
  }
  for (const { model, runtime } of names.filter(({ model }) => model === decoder)) {
    const { prompt, greedy } = reference(model);
    const count = 24;
    const written = await page.evaluate(writtenBy, { name: `${model}-${runtime}`, prompt, count });
    expect(written.tokens, `${model} on ${runtime}`).toEqual(greedy.slice(0, count));
    expect(written.text.trim()).not.toBe('');
  }
  // Through resizing, which is the canvas's own: a picture of twice the size comes to the same, a drawing nearly so.
  const doubled = { ...referenceQuestion('movenet-lightning'), times: 2 } as Question['ask'];
  expect((await errorsOf('movenet-lightning-ort', doubled)).maxAbs).toBeLessThan(0.01);
  const drawing = await errorsOf('digits-tfjs', { sample: '/samples/digit-between.png' });
  expect(drawing.maxRel).toBeLessThan(0.05);
});
