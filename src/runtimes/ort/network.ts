import type * as OrtModule from 'onnxruntime-web';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import type { DType, Tensor, TensorMap, Value, ValueMap } from '../../domain/tensor';
import { heapBytes } from '../heap';
import { checkKeepable, disposedNetwork, Keeper } from '../keeper';
import type { InputType, LoadOptions, Network } from '../types';

export type Ort = typeof OrtModule;

/** On WebGPU a tensor in a buffer of the device; on WASM and WebGL one in JavaScript memory, where results lie anyway. */
export const ortKeeper = () =>
  new Keeper<OrtTensor>({
    describe: ({ type, dims }) => ({ dtype: type as DType, shape: dims }),
    // Downloads where it lies on a GPU; the tensor is one in CPU memory from then on.
    read: async (tensor) => {
      const data = (await tensor.getData()) as Float32Array;
      return { dtype: tensor.type as DType, shape: tensor.dims, data };
    },
    free: (tensor) => tensor.dispose(),
  });

export class OrtNetwork implements Network {
  readonly #ort: Ort;
  readonly #session: InferenceSession;
  readonly #keeper: Keeper<OrtTensor>;
  readonly #keepable: LoadOptions['keepable'];
  #disposed = false;

  constructor(ort: Ort, session: InferenceSession, keeper: Keeper<OrtTensor>, { keepable }: LoadOptions = {}) {
    this.#ort = ort;
    this.#session = session;
    this.#keeper = keeper;
    this.#keepable = keepable;
  }

  get inputs(): readonly string[] {
    return this.#session.inputNames;
  }

  inputType(name: string): InputType | undefined {
    const told = this.#session.inputMetadata.find((one) => one.name === name);
    if (!told?.isTensor) return undefined;
    const shape = told.shape.map((length) => (typeof length === 'number' && length >= 0 ? length : undefined));
    return { dtype: told.type as DType, shape };
  }

  get heapBytes(): number | undefined {
    return heapBytes();
  }

  #input(value: Value): OrtTensor {
    const held = this.#keeper.heldOf(value);
    if (held) return held;
    const { dtype, data, shape } = value as Tensor;
    return new this.#ort.Tensor(dtype, data as Float32Array, [...shape]);
  }

  run(feeds: ValueMap): Promise<TensorMap>;
  run(feeds: ValueMap, keep: readonly string[]): Promise<ValueMap>;
  async run(feeds: ValueMap, keep: readonly string[] = []): Promise<ValueMap> {
    if (this.#disposed) throw disposedNetwork();
    checkKeepable(keep, this.#keepable);
    const inputs: Record<string, OrtTensor> = {};
    for (const name in feeds) inputs[name] = this.#input(feeds[name] as Value);
    const results = await this.#session.run(inputs);
    const outputs: Record<string, Value> = {};
    for (const name of this.#session.outputNames) {
      const tensor = results[name] as OrtTensor;
      if (keep.includes(name)) outputs[name] = this.#keeper.keep(tensor, this);
      else {
        // One that could have been kept lies on the device still.
        const data = (tensor.location === 'cpu' ? tensor.data : await tensor.getData(true)) as Float32Array;
        outputs[name] = { dtype: tensor.type as DType, shape: tensor.dims, data };
      }
    }
    return outputs;
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#keeper.release(this);
    await this.#session.release();
  }
}
