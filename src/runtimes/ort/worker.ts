import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import type { ModelCard } from '../../models/card';
import { adapterName, isSoftwareRenderer, workerRenderer } from '../gpu';
import { Problem, toProblem } from '../problem';
import { defaultThreads } from '../target';
import type { DType, Network, OpenOptions, OpenRuntime, Tensor, TensorMap } from '../types';

type Ort = typeof OrtModule;

interface Build {
  readonly ort: Ort;
  /** Absent on the WebGL build, which is plain JavaScript. */
  readonly wasm?: string;
}

/** Each build is a download of its own (3.7 to 6.7 MB gzip), so only the one that runs is imported. */
const builds = {
  wasm: async (): Promise<Build> => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/wasm'),
      import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url'),
    ]);
    return { ort: ort as Ort, wasm: wasm.default };
  },
  webgl: async (): Promise<Build> => ({ ort: (await import('onnxruntime-web/webgl')) as Ort }),
  webgpu: async (): Promise<Build> => {
    // The native provider: 16.8 MB with JavaScript Promise Integration, 26.8 MB and slower without (asyncify).
    if ('Suspending' in WebAssembly) {
      const [ort, wasm] = await Promise.all([
        import('onnxruntime-web/jspi'),
        import('onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url'),
      ]);
      return { ort: ort as Ort, wasm: wasm.default };
    }
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/webgpu'),
      import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
    ]);
    return { ort: ort as Ort, wasm: wasm.default };
  },
};

function toOrt(ort: Ort, { dtype, data, shape }: Tensor): OrtTensor {
  return new ort.Tensor(dtype, data as Float32Array, [...shape]);
}

function fromOrt(tensor: OrtTensor): Tensor {
  return { dtype: tensor.type as DType, shape: tensor.dims, data: tensor.data as Float32Array };
}

class OrtNetwork implements Network {
  readonly #ort: Ort;
  readonly #session: InferenceSession;

  constructor(
    ort: Ort,
    session: InferenceSession,
    readonly fallbackNodes: number | undefined,
  ) {
    this.#ort = ort;
    this.#session = session;
  }

  async run(feeds: TensorMap): Promise<TensorMap> {
    const inputs: Record<string, OrtTensor> = {};
    for (const name in feeds) inputs[name] = toOrt(this.#ort, feeds[name] as Tensor);
    const results = await this.#session.run(inputs);
    const outputs: Record<string, Tensor> = {};
    for (const name of this.#session.outputNames) outputs[name] = fromOrt(results[name] as OrtTensor);
    return outputs;
  }
}

/**
 * Runs `create` while reading ONNX Runtime's own placement log, the only place where it says which nodes fell back to the CPU:
 * " Node(s) placed on [CPUExecutionProvider]. Number of nodes: 12". The log goes to the console of this worker, line by line.
 */
async function countingFallbacks<T>(
  create: () => Promise<T>,
): Promise<{ value: T; fallbackNodes: number | undefined }> {
  const methods = ['log', 'info', 'debug', 'warn', 'error'] as const;
  const own: Console = console;
  const saved = methods.map((method) => own[method]);
  let fallbackNodes: number | undefined;
  const read = (...line: unknown[]) => {
    const match = /placed on \[(\w+)\]\. Number of nodes: (\d+)/.exec(String(line[0]));
    if (match) fallbackNodes = (fallbackNodes ?? 0) + (match[1] === 'CPUExecutionProvider' ? Number(match[2]) : 0);
  };
  for (const method of methods) own[method] = read;
  try {
    return { value: await create(), fallbackNodes };
  } finally {
    methods.forEach((method, index) => (own[method] = saved[index] as Console['log']));
  }
}

async function deviceOf(ort: Ort): Promise<GPUDevice | undefined> {
  try {
    return (await ort.env.webgpu.device) as GPUDevice;
  } catch {
    return undefined;
  }
}

export async function open({ backend, threads }: OpenOptions): Promise<OpenRuntime> {
  if (backend === 'cpu') throw new Problem('missing-feature', 'ONNX Runtime Web has no plain JavaScript backend.');
  if (backend === 'webgpu' && !(await navigator.gpu?.requestAdapter())) {
    throw new Problem('no-adapter', 'The browser offers no WebGPU adapter.');
  }
  const renderer = backend === 'webgl' ? workerRenderer() : undefined;
  const { ort, wasm } = await builds[backend]();
  const asked =
    backend === 'wasm' ? (threads ?? defaultThreads(navigator.hardwareConcurrency, crossOriginIsolated)) : 1;
  const granted = crossOriginIsolated ? asked : 1;
  ort.env.wasm.numThreads = granted;
  ort.env.wasm.proxy = false;
  if (wasm) ort.env.wasm.wasmPaths = { wasm };

  let announceLoss: (sentence: string) => void;
  const lost = new Promise<string>((resolve) => (announceLoss = resolve));
  const actual: { -readonly [K in keyof OpenRuntime['actual']]: OpenRuntime['actual'][K] } = {
    backend,
    threads: granted,
    wasmBuild: wasm?.split('/').pop(),
    adapter: renderer,
    softwareAdapter: renderer === undefined ? undefined : isSoftwareRenderer(renderer),
  };

  async function adoptDevice(): Promise<void> {
    if (actual.adapter) return;
    const device = await deviceOf(ort);
    if (!device) return;
    actual.adapter = adapterName(device.adapterInfo);
    actual.softwareAdapter = isSoftwareRenderer(actual.adapter);
    void device.lost.then((info) => announceLoss(info.message || info.reason));
  }

  return {
    actual,
    lost,
    async load(card: ModelCard, files: ReadonlyMap<string, ArrayBuffer>) {
      const model = [...files].find(([path]) => path.endsWith('.onnx'))?.[1];
      if (!model) throw new Problem('no-artefact', 'The card lists no .onnx file for this artefact.');
      const create = () =>
        ort.InferenceSession.create(new Uint8Array(model), {
          executionProviders: [backend],
          ...(backend === 'webgpu' && { logSeverityLevel: 0, logVerbosityLevel: 0 }),
        });
      try {
        const { value, fallbackNodes } =
          backend === 'webgpu' ? await countingFallbacks(create) : { value: await create(), fallbackNodes: undefined };
        if (backend === 'webgpu') await adoptDevice();
        return new OrtNetwork(ort, value, fallbackNodes);
      } catch (error) {
        throw toProblem(error, `loading ${card.title}`);
      }
    },
  };
}
