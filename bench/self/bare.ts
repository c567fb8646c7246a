import type { TensorMap } from '../../src/domain/tensor';
import type { Target } from '../../src/runtimes/target';

/** A runtime called as its own documentation shows, in a worker with nothing of the product around it. */
export interface Bare {
  /**
   * Starts the runtime, on wasm on one thread, and loads the network.
   * @param modelUrl of `model.json` or the `.onnx` file
   * @param feeds what every inference is given
   * @param target its backend, and its build where the runtime has several for it
   */
  open(modelUrl: string, feeds: TensorMap, target: Pick<Target, 'backend' | 'build'>): Promise<void>;
  /** @returns milliseconds of each of `count` inferences, readback of every output included */
  sample(count: number): Promise<number[]>;
}

/** Times one inference after another. */
export async function timed(count: number, infer: () => Promise<unknown>): Promise<number[]> {
  const timesMs: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await infer();
    timesMs.push(performance.now() - started);
  }
  return timesMs;
}
