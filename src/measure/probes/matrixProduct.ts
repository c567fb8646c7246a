import { Problem } from '../../domain/problem';
import type { Tensor } from '../../domain/tensor';
import { capabilityOf, isGpu, parseTarget, type Target } from '../../runtimes/target';
import type { Network, OpenRuntime, RuntimeModule } from '../../runtimes/types';
import { timerResolutionMs } from '../../sessions/timer';
import { whyNot, type OtherPrecision } from './offered';
import { operationsOf, type ProductSpec } from './product';
import { products, type Product } from './products';
import { rateOf, repeat } from './repeats';
import type { ProbeFigure } from './types';

const runtimeModules = import.meta.glob<RuntimeModule>('../../runtimes/*/worker.ts');

/** A run that is shorter measures the call, not the product. */
const LEAST_RUN_MS = 60;
const MOST_LINKS = 128;
/** Large enough to keep the hardware busy, small enough to end: plain JavaScript does 10⁸ operations in some tenths of a second. */
function firstSpec(target: Target): ProductSpec {
  if (isGpu(target)) return { size: 1024, links: 2 };
  return { size: capabilityOf(target)?.threads ? 512 : 256, links: 2 };
}

/** One network after another, each with more products in a row, until a run is long enough. */
async function longEnough(runtime: OpenRuntime, target: Target, product: Product) {
  const filesOf = capabilityOf(target)?.formats.flatMap((format) => product.files[format] ?? [])[0];
  if (!filesOf) throw new Problem('missing-feature', 'This target reads no network that could be made for it.');
  let spec = firstSpec(target);
  const s: Tensor = { dtype: 'float32', shape: [1, spec.size], data: product.row(spec.size) };
  for (;;) {
    const network = await runtime.load({ title: 'a matrix product', outputs: [{ name: 'y' }] }, filesOf(spec));
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

async function featuresOf(target: Target): Promise<string[]> {
  if (!isGpu(target)) return [];
  return [...((await navigator.gpu?.requestAdapter())?.features ?? [])];
}

/**
 * Operations a second of a dense matrix product, as the target's own runtime does it: what arithmetic reaches here
 * at its best. A network that moves more memory for each operation reaches less.
 * @param precision other than single
 * @param alive told when something has come of it
 * @throws Problem, `wrong-answer` where the product is not what it must be, `missing-feature` where the target has none in that precision
 */
export async function matrixProduct(
  id: string,
  precision: OtherPrecision | undefined,
  alive: () => void,
): Promise<ProbeFigure> {
  const target = parseTarget(id);
  const load = target && runtimeModules[`../../runtimes/${target.runtime}/worker.ts`];
  if (!target || !load) throw new Problem('missing-feature', `This page has no target called ${id}.`);
  const why = precision && whyNot(target, precision, { features: await featuresOf(target) });
  if (why) throw new Problem('missing-feature', why);
  const product = await products[precision ?? 'fp32']();
  const resolutionMs = timerResolutionMs();
  const { open } = await load();
  const runtime = await open({ ...target, onDownload: alive });
  alive();
  let network: Network | undefined;
  try {
    const made = await longEnough(runtime, target, product);
    network = made.network;
    const { spec, run } = made;
    const { threads, adapter, softwareAdapter, computePrecision = precision ?? 'fp32' } = runtime.actual;
    alive();
    const repeats = await repeat(async () => void (await run()), resolutionMs);
    const error = product.error((await run()).data as Float32Array, spec);
    if (error > product.tolerance[computePrecision]) {
      throw new Problem(
        'wrong-answer',
        'The matrix product came out wrong here, so that its speed means nothing.',
        `off by ${error} of the largest number`,
      );
    }
    return {
      unit: product.unit,
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
