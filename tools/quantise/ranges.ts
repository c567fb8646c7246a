import type { TensorMap } from '../../src/domain/tensor';
import { encodeModel } from '../../src/onnx/encode';
import type { Model } from '../../src/onnx/graph';
import { openModel } from './session';

export type Range = readonly [low: number, high: number];
export type Ranges = Readonly<Record<string, Range>>;

/** How a value's range is told from what it was: all of it, or without the rarest values at either end. */
export const rangeMethods = ['minmax', 'percentile', 'mse'] as const;
export type RangeMethod = (typeof rangeMethods)[number];

/** Share of the values that `percentile` keeps. */
export const KEPT = 0.9999;
const BINS = 2048;
/** Values read back in one run at most: networks have hundreds of large ones. */
const AT_ONCE = 24;

class Histogram {
  low = Infinity;
  high = -Infinity;
  readonly counts = new Float64Array(BINS);

  widen(values: Float32Array): void {
    for (const value of values) {
      if (value < this.low) this.low = value;
      if (value > this.high) this.high = value;
    }
  }

  add(values: Float32Array): void {
    const scale = this.high > this.low ? BINS / (this.high - this.low) : 0;
    for (const value of values) {
      const bin = Math.min(BINS - 1, Math.floor((value - this.low) * scale));
      this.counts[bin] = this.counts[bin]! + 1;
    }
  }

  #edge(bin: number): number {
    return this.low + ((this.high - this.low) * bin) / BINS;
  }

  /** Without the rarest values: half of the rest at either end. */
  percentile(kept: number): Range {
    const total = this.counts.reduce((sum, count) => sum + count, 0);
    const rest = ((1 - kept) / 2) * total;
    let [first, last] = [0, BINS - 1];
    for (let left = rest; first < last && (left -= this.counts[first]!) >= 0; first++);
    for (let left = rest; last > first && (left -= this.counts[last]!) >= 0; last--);
    return [this.#edge(first), this.#edge(last + 1)];
  }

  /** The range that loses least, squared: what lies outside is cut, what lies inside is rounded to 256 steps. */
  leastSquares(): Range {
    const loss = (low: number, high: number) => {
      const step = (high - low) / 255;
      let sum = 0;
      for (let bin = 0; bin < BINS; bin++) {
        const count = this.counts[bin]!;
        if (count === 0) continue;
        const value = (this.#edge(bin) + this.#edge(bin + 1)) / 2;
        const beyond = value < low ? low - value : value > high ? value - high : 0;
        sum += count * (beyond > 0 ? beyond * beyond : (step * step) / 12);
      }
      return sum;
    };
    let best: Range = [this.low, this.high];
    let least = loss(...best);
    // One end after the other, each step a twentieth: an outlier stands at one of them.
    for (const end of [1, 0]) {
      const from = best;
      for (let share = 0.95; share > 0.01; share *= 0.95) {
        const tried: Range = end === 1 ? [from[0], from[1] * share] : [from[0] * share, from[1]];
        const lost = loss(...tried);
        if (lost < least) [best, least] = [tried, lost];
      }
    }
    return best;
  }

  range(method: RangeMethod): Range {
    if (method === 'minmax') return [this.low, this.high];
    return method === 'percentile' ? this.percentile(KEPT) : this.leastSquares();
  }
}

/** Four digits say a range well enough, and are the same wherever they are computed. */
const rounded = ([low, high]: Range): Range => [Number(low.toPrecision(4)), Number(high.toPrecision(4))];

/** The same model with more values read back. */
function exposing(model: Model, names: readonly string[]): Uint8Array {
  const known = new Set(model.graph.outputs.map(({ name }) => name));
  const outputs = names.filter((name) => !known.has(name)).map((name) => ({ name, type: 'float32' as const }));
  return encodeModel({ ...model, graph: { ...model.graph, outputs: [...model.graph.outputs, ...outputs] } });
}

/** Runs the model on every case, with some of its inner values read back. */
async function observe(
  model: Model,
  names: readonly string[],
  cases: readonly TensorMap[],
  see: (name: string, values: Float32Array) => void,
): Promise<void> {
  for (let first = 0; first < names.length; first += AT_ONCE) {
    const some = names.slice(first, first + AT_ONCE);
    const running = await openModel(exposing(model, some));
    for (const feeds of cases) {
      const values = { ...feeds, ...(await running.run(feeds)) };
      for (const name of some) {
        const { data } = values[name]!;
        if (data instanceof Float32Array) see(name, data);
      }
    }
    await running.release();
  }
}

/**
 * The range of each value over all cases, nought included, as quantising needs it.
 * @param names of float values of the model, its inputs among them
 */
export async function calibrate(
  model: Model,
  names: readonly string[],
  cases: readonly TensorMap[],
  method: RangeMethod,
): Promise<Ranges> {
  const inputs = new Set(model.graph.inputs.map(({ name }) => name));
  const inner = names.filter((name) => !inputs.has(name));
  const histograms = new Map(names.map((name) => [name, new Histogram()]));
  const pass = async (see: (histogram: Histogram, values: Float32Array) => void) => {
    const each = (name: string, values: Float32Array) => see(histograms.get(name)!, values);
    for (const feeds of cases) {
      for (const name of names) {
        const data = inputs.has(name) ? feeds[name]?.data : undefined;
        if (data instanceof Float32Array) each(name, data);
      }
    }
    await observe(model, inner, cases, each);
  };
  await pass((histogram, values) => histogram.widen(values));
  if (method !== 'minmax') await pass((histogram, values) => histogram.add(values));
  return Object.fromEntries(
    [...histograms].flatMap(([name, histogram]) => {
      if (histogram.low > histogram.high) return [];
      const [low, high] = histogram.range(method);
      return [[name, rounded([Math.min(0, low), Math.max(0, high)])] as const];
    }),
  );
}
