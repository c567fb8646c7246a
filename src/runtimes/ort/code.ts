import type { CardFile } from '../../models/card';
import { partsOf } from '../../models/parts';
import type { CodeRequest, RuntimeCode } from '../types';
import { graphAmong, holdsWeights, isLoop } from './files';
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

/** An expression that is a file's address, or its bytes where it is served in parts. */
function served(file: CardFile): string {
  const addresses = (partsOf(file) ?? [file]).map(({ path }) => `\`\${MODEL}${path}\``);
  return addresses.length === 1 ? (addresses[0] ?? '') : `await joined([${addresses.join(', ')}])`;
}

function graphOf({ artefact: { files }, backend }: CodeRequest): CardFile {
  const graph = graphAmong(
    files.map(({ path }) => path),
    backend,
  );
  const file = files.find(({ path }) => path === graph) ?? files[0];
  if (!file) throw new Error('The artefact has no file.');
  return file;
}

/** Options of a session whose weights lie beside the graph. */
function externalData({ artefact }: CodeRequest): string[] {
  const files = artefact.files.filter(({ path }) => holdsWeights(path));
  if (files.length === 0) return [];
  const each = files.map((file) => `{ path: '${file.path.split('/').at(-1)}', data: ${served(file)} }`);
  return [`  externalData: [${each.join(', ')}],`];
}

/** What stays on the GPU between runs. */
function resident({ backend, kept }: CodeRequest): string[] {
  if (backend !== 'webgpu' || kept.length === 0) return [];
  return [
    `  preferredOutputLocation: Object.fromEntries(CACHE.map(({ present }) => [present, 'gpu-buffer' as const])),`,
  ];
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

const answering = `function ortNetwork(
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

/** The same where a run may leave something on the device for the next. */
const keeping = `type OrtTensor = import('onnxruntime-web').Tensor;

function ortNetwork(
  ort: typeof import('onnxruntime-web'),
  session: import('onnxruntime-web').InferenceSession,
): Network {
  return async (feeds) => {
    const inputs = Object.entries(feeds).map(([name, { dtype, data, shape, held }]) => {
      return [name, (held as OrtTensor | undefined) ?? new ort.Tensor(dtype, data as Float32Array, [...shape])] as const;
    });
    const results = await session.run(Object.fromEntries(inputs));
    for (const [, tensor] of inputs) tensor.dispose();
    const outputs = Object.entries(results).map(([name, tensor]) => {
      const { type, dims, location } = tensor;
      const value = location === 'cpu' ? { data: tensor.data } : { data: new Float32Array(0), held: tensor };
      return [name, { dtype: type, shape: dims, ...value } as Tensor] as const;
    });
    return Object.fromEntries(outputs);
  };
}`;

export const code: RuntimeCode = {
  shared: ({ kept }) => (kept.length > 0 ? keeping : answering),

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
      `const session = await ort.InferenceSession.create(${served(graphOf(request))}, {`,
      `  executionProviders: ['${request.backend}'],`,
      ...externalData(request),
      ...resident(request),
      '});',
      'return ortNetwork(ort, session);',
    ].join('\n');
  },

  decoderForm: (request) => (isLoop(graphOf(request).path) ? 'loop' : 'optimum'),

  cautions({ backend, artefact }) {
    if (backend === 'webgl') {
      return [
        `This page mends two faults in the shader cache of ONNX Runtime ${meta.version} for WebGL; without that some models answer wrongly, and the backend is announced for removal.`,
      ];
    }
    if (backend !== 'wasm' || !artefact.operators['MatMulNBits']) return [];
    return [
      'This page computes products with these weights in int8 and measured that: it rewrites the graph as it opens it. As it is written, ONNX Runtime makes the weights floats anew for each product on WASM, five to ten times as slowly for a large model: ship fp16 there, or rewrite it likewise.',
    ];
  },
};
