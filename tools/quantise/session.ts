import * as ort from 'onnxruntime-web/wasm';
import { withIntegerProducts } from '../../src/runtimes/ort/integerProducts';
import type { DType, Tensor, TensorMap } from '../../src/domain/tensor';

// More threads need workers, and asking for the number of cores fails outside a bundler.
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

export interface Running {
  run(feeds: TensorMap): Promise<TensorMap>;
  release(): Promise<void>;
}

/** Opens a model on ONNX Runtime's WASM build, as the page has it. @throws Error in the runtime's words where it can't */
export async function openModel(model: Uint8Array): Promise<Running> {
  const files = withIntegerProducts({ model, externalData: [] });
  const session = await ort.InferenceSession.create(files.model, { externalData: [...files.externalData] });
  return {
    async run(feeds) {
      const inputs = Object.fromEntries(
        session.inputNames.map((name) => {
          const { dtype, data, shape } = feeds[name] as Tensor;
          return [name, new ort.Tensor(dtype, data as Float32Array, [...shape])];
        }),
      );
      const results = await session.run(inputs);
      return Object.fromEntries(
        Object.entries(results).map(([name, { type, data, dims }]) => [
          name,
          { dtype: type as DType, data: data as Float32Array, shape: dims },
        ]),
      );
    },
    release: () => session.release(),
  };
}
