import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../../models/card';
import { canLoad } from '../../../runtimes/fit';
import { allTargets, buildTargets, parseTarget } from '../../../runtimes/target';
import { decoderPackages } from './decoder';
import { codeFor } from './generate';
import { targetsOf } from './targets';
import { verbatim } from './verbatim';

const root = process.cwd();
const cards = readdirSync(join(root, 'models'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(join(root, 'models', entry.name)).includes('card.json'))
  .map(({ name }) => JSON.parse(readFileSync(join(root, 'models', name, 'card.json'), 'utf8')) as ModelCard);
const cardOf = (id: string) => cards.find((card) => card.id === id)!;
const targetsFor = (card: ModelCard) =>
  [...allTargets, ...buildTargets].filter((id) => canLoad(card.id, parseTarget(id)!)).map((target) => ({ target }));
const on = (...targets: string[]) => targets.map((target) => ({ target }));

/** What the compiler says of files that lie beside each other in the repository, strictly. */
function complaints(files: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, rest[0], true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, start, messageText }) =>
        `${file?.fileName.slice(root.length)}:${file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : ''} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

describe('the code of a model', () => {
  it(
    'compiles for every model on every target that it loads on, as strictly as this project',
    { timeout: 120_000 },
    () => {
      const files = new Map<string, string>();
      // One file a model with every target in it; the openings of targets don't depend on the model but for its files.
      for (const card of cards) files.set(join(root, `${card.id}.shipped.ts`), codeFor(card, targetsFor(card)).text);
      expect(files.size).toBeGreaterThan(10);
      expect(complaints(files)).toEqual([]);
    },
  );

  it('names its packages, the files to serve and what the outputs mean', () => {
    const { text, left, cautions } = codeFor(cardOf('movenet-lightning'), on('ort-webgpu@jspi', 'ort-wasm'));
    expect(text).toContain(
      "MoveNet Lightning (4.8 MB, fp16 weights) on ONNX Runtime · WebGPU (jspi); where that can't be had, on ONNX Runtime · WASM.",
    );
    expect(text).toContain('npm install onnxruntime-web@');
    expect(text).toContain('node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.jspi.wasm');
    expect(text).toContain('onnx-fp16/');
    expect(text).toContain('// Identity [1, 1, 17, 3]: y, x as shares of the frame');
    expect(text).toContain('for (const attempt of [openFirst, openFallback])');
    expect({ left, cautions }).toEqual({ left: undefined, cautions: [] });
  });

  it('installs both packages where the fallback is of the other runtime', () => {
    const { text, cautions } = codeFor(cardOf('digits'), on('ort-webgpu@jsep', 'tfjs-wasm'));
    expect(text).toMatch(/npm install onnxruntime-web@\S+ @tensorflow\/tfjs-core@/);
    expect(cautions[0]).toContain('keep that package out of minification');
  });

  it('loads the weights that were measured, which are not always those that a target would choose', () => {
    const { text } = codeFor(cardOf('digits'), [
      { target: 'ort-wasm', precision: 'int8' },
      { target: 'tfjs-wasm', precision: 'fp16' },
    ]);
    expect(text).toContain('int8 weights) on ONNX Runtime');
    expect(text).toContain('InferenceSession.create(`${MODEL}onnx-int8/');
    expect(text).toContain('loadGraphModel(`${MODEL}tfjs-graph-fp16/');
  });

  it('says so where this page computes otherwise than the code does', () => {
    const cautions = (target: string, precision: 'int4' | 'fp16') =>
      codeFor(cardOf('story'), [{ target, precision }]).cautions;
    expect(cautions('ort-wasm', 'int4')).toEqual([expect.stringContaining('it rewrites the graph as it opens it')]);
    expect(cautions('ort-wasm', 'fp16')).toEqual([]);
    expect(cautions('ort-webgpu@jspi', 'int4')).toEqual([]);
  });

  it('refuses a model from a hub, and names its files', () => {
    const hub = { repository: 'a/tales', commit: '0123456789abcdef' };
    const card = { ...cardOf('story'), hub } as ReturnType<typeof cardOf>;
    expect(() => codeFor(card, [{ target: 'ort-wasm', precision: 'int4' }])).toThrow('a/tales at 0123456789ab');
  });

  it('writes with a decoder in the form that each backend is given', () => {
    const { text } = codeFor(cardOf('story'), [
      { target: 'ort-webgpu@jspi', precision: 'fp16' },
      { target: 'ort-wasm', precision: 'int4' },
    ]);
    expect(text).toContain('npm install onnxruntime-web@');
    expect(text).toContain(decoderPackages[0]!);
    expect(text).toContain('InferenceSession.create(`${MODEL}onnx/model_fp16.onnx`');
    expect(text).toContain('InferenceSession.create(`${MODEL}onnx/model_q4_loop.onnx`');
    expect(text).toContain("externalData: [{ path: 'model_q4.onnx_data', data: `${MODEL}onnx/model_q4.onnx_data` }]");
    expect(text).toContain('return optimumDecoder(');
    expect(text).toContain('return loopDecoder(');
    expect(text).not.toContain('staticDecoder');
    const { version } = JSON.parse(
      readFileSync(join(root, 'node_modules/@huggingface/tokenizers/package.json'), 'utf8'),
    ) as { version: string };
    expect(decoderPackages).toEqual([`@huggingface/tokenizers@${version}`]);
  });

  it('joins a file that is served in parts', () => {
    const { text } = codeFor(cardOf('use-lite'), on('ort-wasm@1'));
    expect(text).toContain('await joined([`${MODEL}onnx-fp32/model.onnx.1of2`, `${MODEL}onnx-fp32/model.onnx.2of2`])');
    expect(text).toContain('ort.env.wasm.numThreads = 1;');
  });

  it('says what is left to do, and refuses what a target can’t load', () => {
    expect(codeFor(cardOf('emotion'), on('tfjs-wasm@1')).left).toContain('Finding the face is left to you');
    expect(() => codeFor(cardOf('ppocr-v4-det'), on('tfjs-wasm'))).toThrow('is here as');
    expect(() => codeFor(cardOf('digits'), on('other-wasm'))).toThrow('There is no code for other-wasm.');
  });
});

it('takes a module’s text without what joins it to others', () => {
  const source = `import { a } from './a';\nimport type {\n  B,\n} from './b';\n\n/** C. */\nexport const c: B = a;\nexport function d() {}\n`;
  expect(verbatim(source)).toBe('/** C. */\nconst c: B = a;\nfunction d() {}');
});

it('tries no target twice that differs by its threads alone, each with the weights that were measured', () => {
  const choice = (target: string, precision: string) => ({ target, cell: { artefact: { precision } } }) as never;
  expect(
    targetsOf({
      ship: choice('ort-webgpu@jsep', 'fp16'),
      fallbacks: [
        { choice: choice('ort-wasm', 'int8'), when: 'no adapter' },
        { choice: choice('ort-wasm@1', 'int8'), when: 'not isolated' },
      ],
    }),
  ).toEqual([
    { target: 'ort-webgpu@jsep', precision: 'fp16' },
    { target: 'ort-wasm', precision: 'int8' },
  ]);
});
