import { describe, expect, it, vi } from 'vitest';
import { expectChain, expectEnds, fresh } from './chain.fixture';
import { stepCard, stepFiles } from './step.fixture';
import { allTargets, buildTargets, parseTarget } from './target';
import type { OpenRuntime, RuntimeModule } from './types';

/** Each backend of each runtime once, and each build. */
const targetsToProve = [...allTargets.filter((id) => !id.includes('@')), ...buildTargets].map((id) => parseTarget(id)!);

const modules = import.meta.glob<RuntimeModule>('./*/worker.ts');
const keepable = ['next', 'y'];

/** ONNX Runtime can't be started twice in a realm, so each target has its own; a test's page is one. */
const opened = new Map<string, Promise<OpenRuntime>>();
const open = ({ id, runtime, backend, build }: (typeof targetsToProve)[number]) => {
  if (!opened.has(id))
    opened.set(
      id,
      modules[`./${runtime}/worker.ts`]!().then(({ open }) => open({ backend, build, threads: 1 })),
    );
  return opened.get(id)!;
};

const isGpu = ({ backend }: { backend: string }) => backend === 'webgl' || backend === 'webgpu';
/** ONNX Runtime's WebGL hands every output over in CPU memory. */
const readsAll = ({ id }: { id: string }) => id === 'ort-webgl';

describe.each(targetsToProve)('$id', (target) => {
  const load = async () => (await open(target)).load(stepCard, stepFiles[target.runtime]!, { keepable });

  it('chains runs by a value that stays', async () => expectChain(await load()));

  it('reads nothing back of what stays', async () => {
    const network = await load();
    const readers = [
      vi.spyOn(GPUBuffer.prototype, 'mapAsync'),
      vi.spyOn(WebGL2RenderingContext.prototype, 'readPixels'),
      vi.spyOn(WebGL2RenderingContext.prototype, 'getBufferSubData'),
    ];
    const reads = () => readers.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    await network.run(fresh(), keepable);
    expect(reads()).toBe(readsAll(target) ? 2 : 0);
    await network.run(fresh());
    expect(reads() > 0).toBe(isGpu(target));
    for (const reader of readers) reader.mockRestore();
  });

  it('frees what a network kept with the network, and all with the runtime', async () => {
    await expectEnds(await load());
    const runtime = await open(target);
    const network = await load();
    const { next } = await network.run(fresh(), ['next']);
    await runtime.dispose();
    await expect(network.run({ ...fresh(), state: next! })).rejects.toMatchObject({ code: 'disposed' });
    const lost = await Promise.race([runtime.lost, new Promise((resolve) => setTimeout(resolve, 50, 'not lost'))]);
    expect(lost).toBe('not lost');
  });
});

/** Sign has no kernel on WebGPU, Relu has one: y = relu(sign(x)), and y = sign(x), of two numbers. */
const signs = {
  some: 'CAcSCG5lYXJzaWRlOk0KEgoBeBIBcxoEc2lnbiIEU2lnbgoSCgFzEgF5GgRyZWx1IgRSZWx1EgFnWg8KAXgSCgoICAESBAoCCAJiDwoBeRIKCggIARIECgIIAkIECgAQDA==',
  all: 'CAcSCG5lYXJzaWRlOjkKEgoBeBIBeRoEc2lnbiIEU2lnbhIBZ1oPCgF4EgoKCAgBEgQKAggCYg8KAXkSCgoICAESBAoCCAJCBAoAEAw=',
};
const modelOf = (base64: string) =>
  new Map([['sign.onnx', Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer]]);

describe.each(buildTargets)('%s', (id) => {
  it('counts the nodes that fall back to the CPU, and writes none of its log', async () => {
    const lines = vi.spyOn(console, 'error');
    const runtime = await open(parseTarget(id)!);
    const place = (files: ReadonlyMap<string, ArrayBuffer>) => runtime.place!(stepCard, files);
    expect(await place(stepFiles.ort!)).toEqual({ fallbackNodes: 0, computePrecision: 'fp32' });
    expect(await place(modelOf(signs.some))).toEqual({ fallbackNodes: 1, computePrecision: 'fp32' });
    expect(await place(modelOf(signs.all))).toEqual({ fallbackNodes: 1, backend: 'wasm', computePrecision: 'fp32' });
    expect(lines).not.toHaveBeenCalled();
  });
});
