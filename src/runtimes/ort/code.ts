import { partsOf } from '../../models/parts';
import type { CodeRequest, RuntimeCode } from '../types';
import { meta } from './meta';

interface Entry {
  readonly module: string;
  /** Absent on the WebGL build, which is plain JavaScript. */
  readonly wasm?: string;
}

/** Which of the package's entries a backend, or a build of it, is. */
const entries: Readonly<Record<string, Entry>> = {
  wasm: { module: 'onnxruntime-web/wasm', wasm: 'ort-wasm-simd-threaded.wasm' },
  webgl: { module: 'onnxruntime-web/webgl' },
  'webgpu-jspi': { module: 'onnxruntime-web/jspi', wasm: 'ort-wasm-simd-threaded.jspi.wasm' },
  'webgpu-asyncify': { module: 'onnxruntime-web/webgpu', wasm: 'ort-wasm-simd-threaded.asyncify.wasm' },
  'webgpu-jsep': { module: 'onnxruntime-web', wasm: 'ort-wasm-simd-threaded.jsep.wasm' },
};

function entryOf({ backend, build }: CodeRequest): Entry {
  const entry = entries[build ? `${backend}-${build}` : backend] ?? entries[`${backend}-jspi`];
  if (!entry) throw new Error(`ONNX Runtime Web has no ${backend}.`);
  return entry;
}

function addresses({ artefact }: CodeRequest): readonly string[] {
  const file = artefact.files.find(({ path }) => path.endsWith('.onnx')) ?? artefact.files[0];
  if (!file) throw new Error('The artefact has no file.');
  return partsOf(file)?.map(({ path }) => path) ?? [file.path];
}

function model(request: CodeRequest): string {
  const served = addresses(request).map((path) => `\`\${MODEL}${path}\``);
  return served.length === 1 ? (served[0] ?? '') : `await joined([${served.join(', ')}])`;
}

const adapter = `if (!(await navigator.gpu?.requestAdapter())) throw new Error('There is no WebGPU adapter.');`;
const suspending = `if (!('Suspending' in WebAssembly)) throw new Error('This build needs JavaScript Promise Integration.');`;

function threads({ backend, threads: asked }: CodeRequest): string[] {
  if (backend !== 'wasm') return [];
  if (asked === 1) return ['ort.env.wasm.numThreads = 1;'];
  const count = asked ?? 'Math.min(4, cores, Math.max(2, Math.ceil(cores / 2)))';
  return [
    '// Threads share memory, which only an isolated page may.',
    ...(asked === undefined ? ['const cores = navigator.hardwareConcurrency;'] : []),
    `ort.env.wasm.numThreads = crossOriginIsolated ? ${count} : 1;`,
  ];
}

const shared = `function ortNetwork(
  ort: typeof import('onnxruntime-web'),
  session: import('onnxruntime-web').InferenceSession,
): Network {
  return async (feeds) => {
    const inputs = Object.entries(feeds).map(([name, { dtype, data, shape }]) => {
      return [name, new ort.Tensor(dtype, data, [...shape])] as const;
    });
    const results = await session.run(Object.fromEntries(inputs));
    const outputs = Object.entries(results).map(([name, { type, dims, data }]) => {
      return [name, { dtype: type, shape: dims, data } as Tensor] as const;
    });
    return Object.fromEntries(outputs);
  };
}`;

export const code: RuntimeCode = {
  shared,

  packages: () => [`onnxruntime-web@${meta.version}`],

  files(request) {
    const { wasm } = entryOf(request);
    return wasm ? [`onnxruntime-web/dist/${wasm}`] : [];
  },

  body(request) {
    const { module, wasm } = entryOf(request);
    return [
      ...(request.backend === 'webgpu' ? [adapter] : []),
      ...(module.endsWith('/jspi') ? [suspending] : []),
      `const ort = await import('${module}');`,
      ...(wasm ? [`ort.env.wasm.wasmPaths = { wasm: \`\${RUNTIME}${wasm}\` };`] : []),
      ...threads(request),
      `const session = await ort.InferenceSession.create(${model(request)}, {`,
      `  executionProviders: ['${request.backend}'],`,
      '});',
      'return ortNetwork(ort, session);',
    ].join('\n');
  },

  cautions({ backend }) {
    return backend === 'webgl'
      ? [
          `This page mends two faults in the shader cache of ONNX Runtime ${meta.version} for WebGL; without that some models answer wrongly, and the backend is announced for removal.`,
        ]
      : [];
  },
};
