import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import type { ModelCard } from '../../models/card';
import { adapterName, isSoftwareAdapter, isSoftwareRenderer, workerRenderer } from '../gpu';
import { Problem, toProblem } from '../../domain/problem';
import { canShareMemory } from '../../domain/sharedMemory';
import { availableBuilds, defaultThreads } from '../target';
import type { DType, Tensor, TensorMap } from '../../domain/tensor';
import type { Network, OpenOptions, OpenRuntime } from '../types';

type Ort = typeof OrtModule;

interface LoadedBuild {
  readonly ort: Ort;
  /** Absent on the WebGL build, which is plain JavaScript. */
  readonly wasm?: string;
}

/** Each build is a download of its own (3.7 to 6.7 MB gzip), so only the one that runs is imported. */
const builds: Readonly<Record<string, () => Promise<LoadedBuild>>> = {
  wasm: async () => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/wasm'),
      import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url'),
    ]);
    return { ort: ort as Ort, wasm: wasm.default };
  },
  webgl: async () => ({ ort: (await import('onnxruntime-web/webgl')) as Ort }),
  'webgpu-jspi': async () => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/jspi'),
      import('onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url'),
    ]);
    return { ort: ort as Ort, wasm: wasm.default };
  },
  'webgpu-asyncify': async () => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web/webgpu'),
      import('onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'),
    ]);
    return { ort: ort as Ort, wasm: wasm.default };
  },
  'webgpu-jsep': async () => {
    const [ort, wasm] = await Promise.all([
      import('onnxruntime-web'),
      import('onnxruntime-web/ort-wasm-simd-threaded.jsep.wasm?url'),
    ]);
    return { ort, wasm: wasm.default };
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

/** Nodes by the execution provider that ONNX Runtime gave them to. */
type Placement = ReadonlyMap<string, number>;

/**
 * Runs `create` while reading ONNX Runtime's own placement log, the only place where it says which nodes fell back to the CPU:
 * " Node(s) placed on [CPUExecutionProvider]. Number of nodes: 12". The log goes to the console of this worker, line by line.
 */
async function readingPlacement<T>(create: () => Promise<T>): Promise<{ value: T; placement: Placement }> {
  const methods = ['log', 'info', 'debug', 'warn', 'error'] as const;
  const own: Console = console;
  const saved = methods.map((method) => own[method]);
  const placement = new Map<string, number>();
  const read = (...line: unknown[]) => {
    const [, provider, nodes] = /placed on \[(\w+)\]\. Number of nodes: (\d+)/.exec(String(line[0])) ?? [];
    if (provider) placement.set(provider, (placement.get(provider) ?? 0) + Number(nodes));
  };
  for (const method of methods) own[method] = read;
  try {
    return { value: await create(), placement };
  } finally {
    methods.forEach((method, index) => (own[method] = saved[index] as Console['log']));
  }
}

/**
 * Fetches the wasm build once with progress; ONNX Runtime then finds it in the HTTP cache and still compiles it as a stream.
 * Its own fetch reports nothing, and 14 to 27 MB are too much to wait for in silence.
 */
async function fetchBuild(url: string, onDownload: OpenOptions['onDownload']): Promise<void> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new Problem(
      'download',
      'ONNX Runtime could not be downloaded. Check the connection and run again.',
      String(error),
    );
  });
  if (!response.ok) throw new Problem('download', `ONNX Runtime is not on the server (${response.status}).`, url);
  // A compressed response has the compressed length in its header and plain bytes in its body.
  const total = response.headers.get('Content-Encoding') ? 0 : Number(response.headers.get('Content-Length') ?? 0);
  let received = 0;
  for (const reader = response.body?.getReader(); reader;) {
    const { done, value } = await reader.read();
    if (done) return;
    received += value.length;
    onDownload?.(received, total);
  }
}

/** One ReLU on one number: the smallest model there is, ONNX operator set 12. */
const tinyModel = Uint8Array.from(
  atob('CAcSCG5lYXJzaWRlOjYKDwoBeBIBeRoBciIEUmVsdRIBZ1oPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCBAoAEAw='),
  (character) => character.charCodeAt(0),
);

async function deviceOf(ort: Ort): Promise<GPUDevice | undefined> {
  try {
    return (await ort.env.webgpu.device) as GPUDevice;
  } catch {
    return undefined;
  }
}

export async function open({ backend, threads, build, onDownload }: OpenOptions): Promise<OpenRuntime> {
  if (backend === 'cpu') throw new Problem('missing-feature', 'ONNX Runtime Web has no plain JavaScript backend.');
  if (backend === 'webgpu' && !(await navigator.gpu?.requestAdapter())) {
    throw new Problem('no-adapter', 'The browser offers no WebGPU adapter.');
  }
  const renderer = backend === 'webgl' ? workerRenderer() : undefined;
  const chosen = build ?? availableBuilds({ id: `ort-${backend}`, runtime: 'ort', backend })[0];
  const load = builds[chosen ? `${backend}-${chosen}` : backend];
  if (!load) throw new Problem('missing-feature', `ONNX Runtime Web has no build called ${chosen ?? backend}.`);
  if (chosen === 'jspi' && !('Suspending' in WebAssembly)) {
    throw new Problem('missing-feature', 'This browser has no JavaScript Promise Integration, which this build needs.');
  }
  const { ort, wasm } = await load();
  const asked = backend === 'wasm' ? (threads ?? defaultThreads(navigator.hardwareConcurrency, canShareMemory())) : 1;
  ort.env.wasm.numThreads = canShareMemory() ? asked : 1;
  ort.env.wasm.proxy = false;
  const create = (model: Uint8Array) =>
    ort.InferenceSession.create(model, {
      executionProviders: [backend],
      ...(backend === 'webgpu' && { logSeverityLevel: 0, logVerbosityLevel: 0 }),
    });
  if (wasm) {
    ort.env.wasm.wasmPaths = { wasm };
    await fetchBuild(wasm, onDownload);
    // ONNX Runtime starts its wasm, threads and GPU device with the first session; here they belong to the runtime's start.
    await readingPlacement(() => create(tinyModel)).catch((error: unknown) => {
      throw toProblem(error, 'starting ONNX Runtime');
    });
  }

  let announceLoss: (sentence: string) => void;
  const lost = new Promise<string>((resolve) => (announceLoss = resolve));
  const actual: { -readonly [K in keyof OpenRuntime['actual']]: OpenRuntime['actual'][K] } = {
    backend,
    // Read back after the start: ONNX Runtime lowers it where threads can't be had.
    threads: wasm ? (ort.env.wasm.numThreads ?? 1) : 1,
    build: chosen,
    wasmBuild: wasm?.split('/').pop(),
    adapter: renderer,
    softwareAdapter: renderer === undefined ? undefined : isSoftwareRenderer(renderer),
  };
  const device = backend === 'webgpu' ? await deviceOf(ort) : undefined;
  if (device) {
    actual.adapter = adapterName(device.adapterInfo);
    actual.softwareAdapter = isSoftwareAdapter(device.adapterInfo);
    void device.lost.then((info) => announceLoss(info.message || info.reason));
  }

  return {
    actual,
    lost,
    async load(card: ModelCard, files: ReadonlyMap<string, ArrayBuffer>) {
      const model = [...files].find(([path]) => path.endsWith('.onnx'))?.[1];
      if (!model) throw new Problem('no-artefact', 'The card lists no .onnx file for this artefact.');
      try {
        if (backend !== 'webgpu') return new OrtNetwork(ort, await create(new Uint8Array(model)), undefined);
        const { value, placement } = await readingPlacement(() => create(new Uint8Array(model)));
        const onGpu = [...placement].filter(([provider]) => provider !== 'CPUExecutionProvider');
        if (placement.size > 0 && onGpu.length === 0) actual.backend = 'wasm';
        return new OrtNetwork(
          ort,
          value,
          placement.size > 0 ? (placement.get('CPUExecutionProvider') ?? 0) : undefined,
        );
      } catch (error) {
        throw toProblem(error, `loading ${card.title}`);
      }
    },
  };
}
