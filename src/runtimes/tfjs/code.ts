import type { CodeRequest, RuntimeCode } from '../types';
import { dynamicOps } from './dynamicOps';
import { meta } from './meta';

const packageOf = (backend: string) => `@tensorflow/tfjs-backend-${backend}`;
const wasmOut = `${packageOf('wasm')}/wasm-out`;

/** Statements between the imports and the start of the backend. */
function settings({ backend, threads }: CodeRequest): string[] {
  if (backend !== 'wasm') return [];
  return [
    'backend.setWasmPaths(RUNTIME);',
    ...(threads === 1
      ? [`tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);`]
      : threads === undefined
        ? []
        : [`backend.setThreadsCount(${threads});`]),
  ];
}

/** Statements behind the start of the backend. */
function started({ backend }: CodeRequest): string[] {
  if (backend !== 'webgpu') return [];
  return [
    '// Kernels read small constants back from the GPU in the middle of a run, which stalls it: their values are kept.',
    'const gpu = tf.backend() as InstanceType<typeof backend.WebGPUBackend>;',
    'const upload = gpu.uploadToGPU.bind(gpu);',
    'gpu.uploadToGPU = (id) => {',
    '  const tensor = gpu.tensorMap.get(id);',
    '  const { values } = tensor;',
    '  upload(id);',
    '  if (values && values.length <= 64) tensor.values = values;',
    '};',
  ];
}

const answering = `type TfTensor = import('@tensorflow/tfjs-core').Tensor;
type TfTensors = TfTensor | TfTensor[];

function tfjsNetwork(
  tf: typeof import('@tensorflow/tfjs-core'),
  names: string[],
  execute: (feeds: Record<string, TfTensor>) => TfTensors | Promise<TfTensors>,
): Network {
  return async (feeds) => {
    const inputs = Object.entries(feeds).map(([name, { dtype, data, shape }]) => {
      return [name, tf.tensor(data, [...shape], dtype)] as const;
    });
    const result = await execute(Object.fromEntries(inputs));
    const results = Array.isArray(result) ? result : [result];
    const read = await Promise.all(results.map((tensor) => tensor.data()));
    const outputs = results.map(({ dtype, shape }, index) => {
      return [names[index] ?? '', { dtype, shape, data: read[index] } as Tensor] as const;
    });
    tf.dispose([results, inputs.map(([, tensor]) => tensor)]);
    return Object.fromEntries(outputs);
  };
}`;

/** The same where a run leaves something on the device for the next. */
const keeping = `type TfTensor = import('@tensorflow/tfjs-core').Tensor;
type TfTensors = TfTensor | TfTensor[];

function tfjsNetwork(
  tf: typeof import('@tensorflow/tfjs-core'),
  names: string[],
  execute: (feeds: Record<string, TfTensor>) => TfTensors | Promise<TfTensors>,
): Network {
  const kept = new Set(CACHE.map(({ present }) => present));
  return async (feeds) => {
    const inputs = Object.entries(feeds).map(([name, { dtype, data, shape, held }]) => {
      return [name, (held as TfTensor | undefined) ?? tf.tensor(data as Int32Array, [...shape], dtype as 'int32')] as const;
    });
    const result = await execute(Object.fromEntries(inputs));
    const results = Array.isArray(result) ? result : [result];
    const outputs = results.map(async (tensor, index) => {
      const name = names[index] ?? '';
      const { dtype, shape } = tensor;
      if (kept.has(name)) return [name, { dtype, shape, data: new Float32Array(0), held: tensor } as Tensor] as const;
      const data = await tensor.data();
      tensor.dispose();
      return [name, { dtype, shape, data } as Tensor] as const;
    });
    const read = await Promise.all(outputs);
    tf.dispose(inputs.map(([, tensor]) => tensor));
    return Object.fromEntries(read);
  };
}`;

export const code: RuntimeCode = {
  shared: ({ kept }) => (kept.length > 0 ? keeping : answering),

  packages: ({ backend }) =>
    ['@tensorflow/tfjs-core', '@tensorflow/tfjs-converter', packageOf(backend)].map(
      (name) => `${name}@${meta.version}`,
    ),

  files: ({ backend }) =>
    backend === 'wasm' ? ['', '-simd', '-threaded-simd'].map((kind) => `${wasmOut}/tfjs-backend-wasm${kind}.wasm`) : [],

  body(request) {
    const { backend, artefact, outputs } = request;
    const json = artefact.files.find(({ path }) => path.endsWith('.json'))?.path ?? 'model.json';
    const isDynamic = Object.keys(artefact.operators).some((operator) => dynamicOps.has(operator));
    // The plain and the WebGL backend register themselves.
    const named = backend === 'wasm' || backend === 'webgpu';
    return [
      ...(backend === 'webgpu'
        ? [`if (!(await navigator.gpu?.requestAdapter())) throw new Error('There is no WebGPU adapter.');`]
        : []),
      `const [tf, { loadGraphModel }${named ? ', backend' : ''}] = await Promise.all([`,
      `  import('@tensorflow/tfjs-core'),`,
      `  import('@tensorflow/tfjs-converter'),`,
      `  import('${packageOf(backend)}'),`,
      ']);',
      ...settings(request),
      `if (!(await tf.setBackend('${backend}'))) throw new Error('TensorFlow.js could not start its ${backend} backend.');`,
      ...started(request),
      `const model = await loadGraphModel(\`\${MODEL}${json}\`);`,
      `const names = ${JSON.stringify(outputs).replaceAll('"', "'").replaceAll(',', ', ')};`,
      `return tfjsNetwork(tf, names, (feeds) => model.${isDynamic ? 'executeAsync' : 'execute'}(feeds, names));`,
    ].join('\n');
  },

  decoderForm: () => 'static',

  cautions({ backend, threads }) {
    return backend === 'wasm' && threads !== 1
      ? [
          `Threads start from the source text of ${packageOf('wasm')}: keep that package out of minification, or the backend never starts on an isolated page.`,
          'TensorFlow.js takes at most half of the logical cores for its threads; this page lifts that where it asks for more.',
        ]
      : [];
  },
};
