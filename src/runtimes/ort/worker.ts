import type { InferenceSession } from 'onnxruntime-web';
import { adapterName, isSoftwareAdapter, isSoftwareRenderer, lossOf, releaseDevice, webglRenderer } from '../gpu';
import { Problem } from '../../domain/problem';
import { toProblem } from '../../domain/toProblem';
import { canShareMemory } from '../../domain/sharedMemory';
import { isPage } from '../../domain/realm';
import { watchHeaps } from '../heap';
import { availableBuilds, defaultThreads } from '../target';
import type { LoadOptions, OpenOptions, OpenRuntime, Placement } from '../types';
import { fetchBuild, fileNameOf } from '../wasmBuild';
import { arithmeticOf, hasBlocks, hasCache, isWhole } from './arithmetic';
import { builds } from './builds';
import { modelIn, type ModelFiles } from './files';
import { OrtNetwork, ortKeeper, type Ort } from './network';
import { overhear, placementLog, readPlacement } from './placement';

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
  const renderer = backend === 'webgl' ? webglRenderer() : undefined;
  const chosen = build ?? availableBuilds({ id: `ort-${backend}`, runtime: 'ort', backend })[0];
  const load = builds[chosen ? `${backend}-${chosen}` : backend];
  if (!load) throw new Problem('missing-feature', `ONNX Runtime Web has no build called ${chosen ?? backend}.`);
  if (chosen === 'jspi' && !('Suspending' in WebAssembly)) {
    throw new Problem('missing-feature', 'This browser has no JavaScript Promise Integration, which this build needs.');
  }
  if (!isPage()) watchHeaps();
  const { ort, wasm } = await load();
  const asked = backend === 'wasm' ? (threads ?? defaultThreads(navigator.hardwareConcurrency, canShareMemory())) : 1;
  ort.env.wasm.numThreads = canShareMemory() ? asked : 1;
  ort.env.wasm.proxy = false;
  const create = (model: Uint8Array, options: InferenceSession.SessionOptions = {}) =>
    ort.InferenceSession.create(model, { executionProviders: [backend], ...options });
  const made = async (files: ReadonlyMap<string, ArrayBuffer>, options: InferenceSession.SessionOptions = {}) => {
    const { model, externalData } = await asComputed(modelIn(files, backend));
    return create(model, {
      ...(externalData.length > 0 && { externalData: [...externalData] }),
      // A copy of each matrix in the order of its kernel takes as much memory again, and makes no product with one row quicker.
      ...(backend === 'wasm' && hasCache(model) && { extra: { session: { disable_prepacking: '1' } } }),
      ...options,
    });
  };
  const hasProducts = ({ model }: ModelFiles) => backend === 'wasm' && hasBlocks(model);
  const asComputed = async (files: ModelFiles): Promise<ModelFiles> =>
    hasProducts(files) ? (await import('./integerProducts')).withIntegerProducts(files) : files;
  const isMadeWhole = async (files: ModelFiles): Promise<boolean> =>
    hasProducts(files) && (await import('./integerProducts')).makesWhole(files);
  let first: InferenceSession | undefined;
  if (wasm) {
    ort.env.wasm.wasmBinary = await fetchBuild(wasm, onDownload);
    if (backend === 'webgpu') overhear();
    // ONNX Runtime starts its wasm, threads and GPU device with the first session; here they belong to the runtime's start.
    first = await create(tinyModel).catch((error: unknown) => {
      throw toProblem(error, 'starting ONNX Runtime');
    });
    // Compiled by now: 14 to 28 MB.
    ort.env.wasm.wasmBinary = undefined;
  }

  const device = backend === 'webgpu' ? await deviceOf(ort) : undefined;
  const actual: OpenRuntime['actual'] = {
    backend,
    // Read back after the start: ONNX Runtime lowers it where threads can't be had.
    threads: wasm ? (ort.env.wasm.numThreads ?? 1) : 1,
    // The others leave it to the network.
    ...(backend === 'webgl' && { computePrecision: 'fp32' }),
    build: chosen,
    wasmBuild: wasm && fileNameOf(wasm),
    ...(renderer && { adapter: renderer, softwareAdapter: isSoftwareRenderer(renderer) }),
    ...(device && {
      adapter: adapterName(device.adapterInfo),
      softwareAdapter: isSoftwareAdapter(device.adapterInfo),
    }),
  };

  /** On WASM half precision is computed in single: the provider has few kernels for it and casts before the others. */
  const onProcessor = (model: Uint8Array) => (isWhole(model) ? 'int8' : 'fp32');
  async function place(title: string, files: ReadonlyMap<string, ArrayBuffer>): Promise<Placement> {
    const given = modelIn(files, backend);
    const { model } = given;
    if (backend === 'wasm') return { computePrecision: (await isMadeWhole(given)) ? 'int8' : onProcessor(model) };
    try {
      const placement = await readPlacement(() => made(files, placementLog));
      // Kernels for whole numbers are the CPU's alone: on a GPU they are made floats again before each convolution.
      return { ...placement, computePrecision: placement.backend ? onProcessor(model) : arithmeticOf(model) };
    } catch (error) {
      throw toProblem(error, `loading ${title}`);
    }
  }

  const keeper = ortKeeper();
  const networks = new Set<OrtNetwork>();
  return {
    actual,
    lost: device ? lossOf(device) : new Promise<never>(() => {}),

    place: backend === 'webgl' ? undefined : (card, files) => place(card.title, files),

    async load(card, files, options: LoadOptions = {}) {
      const stays = backend === 'webgpu' ? (options.keepable ?? []) : [];
      try {
        const session = await made(files, {
          // Only where something is to stay: ONNX Runtime binds all inputs and outputs otherwise, which costs time on each run.
          ...(stays.length > 0 && {
            preferredOutputLocation: Object.fromEntries(stays.map((name) => [name, 'gpu-buffer'] as const)),
          }),
        });
        const network = new OrtNetwork(ort, session, keeper, options);
        networks.add(network);
        return network;
      } catch (error) {
        throw toProblem(error, `loading ${card.title}`);
      }
    },

    async dispose() {
      for (const network of networks) await network.dispose();
      await first?.release();
      if (device) releaseDevice(device);
    },
  };
}
