import { Problem } from '../../domain/problem';
import type { Tensor } from '../../domain/tensor';
import type { ArtefactFormat } from '../../models/artefact';
import { capabilityOf, isGpu, parseTarget, type Target } from '../../runtimes/target';
import type { ComputePrecision, Network, OpenRuntime, RuntimeModule } from '../../runtimes/types';
import { timerResolutionMs } from '../../sessions/timer';
import { errorOf, expectedAnswer, operationsOf, rowIn, type ProductSpec } from './product';
import { productGraph } from './productGraph';
import { productOnnx } from './productOnnx';
import { rateOf, repeat } from './repeats';
import type { ProbeFigure } from './types';

const runtimeModules = import.meta.glob<RuntimeModule>('../../runtimes/*/worker.ts');

const filesIn: Record<ArtefactFormat, (spec: ProductSpec) => Map<string, ArrayBuffer>> = {
  onnx: (spec) => new Map([['product.onnx', productOnnx(spec).buffer]]),
  'tfjs-graph': productGraph,
};

/** A run that is shorter measures the call, not the product. */
const LEAST_RUN_MS = 60;
const MOST_LINKS = 128;
/** Of the largest number expected. Half precision has three digits, 8 bits two. */
const tolerances: Readonly<Record<ComputePrecision, number>> = { fp32: 1e-3, fp16: 3e-2, int8: 1e-1 };

/** Large enough to keep the hardware busy, small enough to end: plain JavaScript does 10⁸ operations in some tenths of a second. */
function firstSpec(target: Target): ProductSpec {
  if (isGpu(target)) return { size: 1024, links: 2 };
  return { size: capabilityOf(target)?.threads ? 512 : 256, links: 2 };
}

/** One network after another, each with more products in a row, until a run is long enough. */
async function longEnough(runtime: OpenRuntime, target: Target) {
  const format = capabilityOf(target)?.formats[0];
  if (!format) throw new Problem('missing-feature', 'This target reads no network that could be made for it.');
  let spec = firstSpec(target);
  const s: Tensor = { dtype: 'float32', shape: [1, spec.size], data: rowIn(spec.size) };
  for (;;) {
    const network = await runtime.load({ title: 'a matrix product', outputs: [{ name: 'y' }] }, filesIn[format](spec));
    const run = async () => (await network.run({ s })).y as Tensor;
    await run();
    const before = performance.now();
    await run();
    const runMs = performance.now() - before;
    if (runMs >= LEAST_RUN_MS || spec.links >= MOST_LINKS) return { spec, network, run };
    await network.dispose();
    const factor = Math.min(MOST_LINKS / spec.links, Math.max(2, (1.3 * LEAST_RUN_MS) / Math.max(runMs, 0.1)));
    spec = { ...spec, links: 2 * Math.ceil((spec.links * factor) / 2) };
  }
}

/**
 * Operations a second of a dense matrix product in single precision, as the target's own runtime does it: what arithmetic reaches here
 * at its best. A network that moves more memory for each operation reaches less.
 * @param alive told when something has come of it
 * @throws Problem, `wrong-answer` where the product is not what it must be
 */
export async function matrixProduct(id: string, alive: () => void): Promise<ProbeFigure> {
  const target = parseTarget(id);
  const load = target && runtimeModules[`../../runtimes/${target.runtime}/worker.ts`];
  if (!target || !load) throw new Problem('missing-feature', `This page has no target called ${id}.`);
  const resolutionMs = timerResolutionMs();
  const { open } = await load();
  const runtime = await open({ ...target, onDownload: alive });
  alive();
  let network: Network | undefined;
  try {
    const made = await longEnough(runtime, target);
    network = made.network;
    const { spec, run } = made;
    const { threads, adapter, softwareAdapter, computePrecision = 'fp32' } = runtime.actual;
    alive();
    const repeats = await repeat(async () => void (await run()), resolutionMs);
    const error = errorOf((await run()).data as Float32Array, expectedAnswer(spec.size));
    if (error > tolerances[computePrecision]) {
      throw new Problem(
        'wrong-answer',
        'The matrix product came out wrong here, so that its speed means nothing.',
        `off by ${error} of the largest number`,
      );
    }
    return {
      unit: 'FLOP/s',
      ...rateOf(repeats, operationsOf(spec)),
      what: `${spec.size} × ${spec.size}, ${spec.links} in a row`,
      threads,
      ...(adapter && { adapter }),
      ...(softwareAdapter !== undefined && { software: softwareAdapter }),
      ...(computePrecision !== 'fp32' && { precision: computePrecision }),
    };
  } finally {
    await network?.dispose();
    await runtime.dispose();
  }
}
