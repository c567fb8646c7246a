import { UnsupportedError } from '../errors';
import {
  UNKNOWN,
  nodeOf,
  sizeOf,
  type DType,
  type Facts,
  type GraphNode,
  type TensorFact,
  type TensorKey,
} from '../ir';
import { arrange, between, identity, keepsOrder, sameLayout, transposeValues, withAxes, type Layout } from '../layout';
import type { Emitter } from './emitter';

/** Turns one node of the source graph into ONNX nodes. */
export type Lower = (l: Lowering, node: GraphNode) => void;
export type LowerTable = Readonly<Record<string, Lower>>;

export interface Border {
  readonly source: TensorKey;
  /** The source's axis behind each axis of the bordered tensor, which may be transposed. */
  readonly axes: readonly number[];
  /** [before, after] of every axis of the bordered tensor. */
  readonly pads: readonly (readonly [number, number])[];
  readonly fill: number;
}

/**
 * What lowering functions work with: facts about the source graph's tensors, and where each is stored so far, in which
 * layouts. A layout that is asked for and not there yet is made by a Transpose, once.
 */
export class Lowering {
  readonly emitter: Emitter;
  /** Assumptions that the source graph does not prove, for the person who converts. */
  readonly notes = new Set<string>();
  /** Tensors that are another with a border, which a sliding window may put on by itself. */
  readonly bordered = new Map<TensorKey, Border>();
  readonly #facts: Facts;
  readonly #stored = new Map<TensorKey, Map<string, { readonly layout: Layout; readonly name: string }>>();

  constructor(facts: Facts, emitter: Emitter) {
    this.#facts = facts;
    this.emitter = emitter;
  }

  fact(key: TensorKey | undefined): TensorFact {
    const fact = key && this.#facts.get(key);
    if (!fact) throw new UnsupportedError('an input is missing');
    return fact;
  }

  shape(key: TensorKey | undefined): readonly number[] {
    return this.fact(key).shape;
  }

  rank(key: TensorKey | undefined): number {
    return this.shape(key).length;
  }

  dtype(key: TensorKey | undefined): DType {
    return this.fact(key).dtype;
  }

  isConstant(key: TensorKey | undefined): boolean {
    return this.fact(key).values !== undefined;
  }

  /** A constant's values; throws where the tensor is computed from an input. */
  numbers(key: TensorKey | undefined, role: string): number[] {
    const { values } = this.fact(key);
    if (!values) throw new UnsupportedError(`its ${role} depends on the input`);
    return [...values];
  }

  /** Non-negative axes. */
  axes(key: TensorKey | undefined, rank: number): number[] {
    return this.numbers(key, 'axis').map((axis) => (axis < 0 ? axis + rank : axis));
  }

  /** Layouts that a computed tensor is stored in, the first it was made in. */
  layouts(key: TensorKey): Layout[] {
    return [...(this.#stored.get(key)?.values() ?? [])].map(({ layout }) => layout);
  }

  /** The layout that costs nothing to read; source order for constants. */
  layout(key: TensorKey): Layout {
    return this.layouts(key)[0] ?? identity(this.rank(key));
  }

  define(key: TensorKey, name: string, layout: Layout = identity(this.rank(key))): void {
    this.#stored.set(key, new Map([[layout.join(), { layout, name }]]));
  }

  /** `key` is the same tensor as `source`, whatever layouts that has. */
  alias(key: TensorKey, source: TensorKey): void {
    if (this.isConstant(source)) this.define(key, this.use(source));
    else this.#stored.set(key, this.#stored.get(source)!);
  }

  /** The name of a tensor stored in a layout, source order by default. */
  use(key: TensorKey | undefined, layout: Layout = identity(this.rank(key))): string {
    const fact = this.fact(key);
    let forms = this.#stored.get(key!);
    if (!forms) this.#stored.set(key!, (forms = new Map()));
    const found = forms.get(layout.join());
    if (found) return found.name;
    const [first] = forms.values();
    const name = fact.values
      ? this.#constant(fact, layout, nodeOf(key!))
      : this.transpose(first!.name, arrange(fact.shape, first!.layout), between(first!.layout, layout));
    forms.set(layout.join(), { layout, name });
    return name;
  }

  /** As `use`, in a type: TensorFlow.js upcasts operands where ONNX wants them alike. */
  useAs(key: TensorKey | undefined, dtype: DType, layout?: Layout): string {
    const name = this.use(key, layout);
    return this.dtype(key) === dtype ? name : this.emitter.cast(name, dtype);
  }

  /** A tensor in a layout, its stored values then read as another shape. */
  useReshaped(key: TensorKey, layout: Layout, shape: readonly number[]): string {
    const { values, dtype, shape: own, weight } = this.fact(key);
    if (!values) return this.emitter.emit('Reshape', [this.use(key, layout), this.emitter.int64(shape)]);
    return this.emitter.constant({ dtype, shape, values: transposeValues(values, own, layout) }, weight && nodeOf(key));
  }

  /** An integer tensor as ONNX wants sizes and indices. */
  useInt64(key: TensorKey | undefined): string {
    const { values, shape } = this.fact(key);
    if (values) return this.emitter.int64([...values], shape);
    return this.emitter.widen(this.use(key));
  }

  /**
   * An operand stretched to `rank` axes by numpy's rules, laid out for a result of that rank. Scalars and operands of a
   * result in source order stay as they are.
   */
  useBroadcast(key: TensorKey, rank: number, layout: Layout, dtype: DType): string {
    const fact = this.fact(key);
    const missing = rank - fact.shape.length;
    if (missing === 0) return this.useAs(key, dtype, layout);
    if (sizeOf(fact.shape) === 1 || sameLayout(layout, identity(rank))) return this.useAs(key, dtype);
    const added = identity(missing);
    const shape = [...added.map(() => 1), ...fact.shape];
    if (fact.values) {
      const values = transposeValues(fact.values, shape, layout);
      const stretched = { dtype: fact.dtype, shape: arrange(shape, layout), values };
      const name = this.emitter.constant(stretched, fact.weight && nodeOf(key));
      return fact.dtype === dtype ? name : this.emitter.cast(name, dtype);
    }
    const own = this.layout(key);
    const stored = withAxes(own, added);
    const axes = added.map((axis) => stored.indexOf(axis)).sort((a, b) => a - b);
    const stretched = this.emitter.emit('Unsqueeze', [this.useAs(key, dtype, own)], { axes: { ints: axes } });
    return this.transpose(stretched, arrange(shape, stored), between(stored, layout));
  }

  /** The layout in which operands of one rank meet with the fewest transpositions; lower ranks and constants don't count. */
  agree(keys: readonly TensorKey[], rank: number): Layout {
    const full = keys.filter((key) => this.rank(key) === rank && !this.isConstant(key));
    const lower = keys.filter((key) => this.rank(key) < rank && !this.isConstant(key) && sizeOf(this.shape(key)) !== 1);
    const candidates = full.flatMap((key) => this.layouts(key));
    const cost = (layout: Layout) =>
      full.filter((key) => !this.layouts(key).some((own) => sameLayout(own, layout))).length +
      (sameLayout(layout, identity(rank)) ? 0 : lower.length);
    return candidates.reduce<Layout>(
      (best, candidate) => (cost(candidate) < cost(best) ? candidate : best),
      candidates[0] ?? identity(rank),
    );
  }

  /** @param shape of the stored tensor */
  transpose(name: string, shape: readonly number[], perm: readonly number[]): string {
    if (sameLayout(perm, identity(perm.length))) return name;
    const target = arrange(shape, perm);
    if (keepsOrder(shape, perm) && target.filter((length) => length === UNKNOWN).length <= 1) {
      return this.emitter.emit('Reshape', [name, this.emitter.int64(target)]);
    }
    return this.emitter.emit('Transpose', [name], { perm: { ints: perm } });
  }

  #constant(fact: TensorFact, layout: Layout, source: string): string {
    const values = transposeValues(fact.values!, fact.shape, layout);
    const shape = arrange(fact.shape, layout);
    return this.emitter.constant({ dtype: fact.dtype, shape, values }, fact.weight && source);
  }
}
