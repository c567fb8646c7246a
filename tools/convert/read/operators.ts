/** Operators of the source graph that need knowledge outside their lowering. */

/** Their output's length depends on values, not only on shapes; such graphs run with `executeAsync` only. */
export const dataDependent: ReadonlySet<string> = new Set([
  'Where',
  'NonMaxSuppressionV2',
  'NonMaxSuppressionV3',
  'NonMaxSuppressionV4',
  'NonMaxSuppressionV5',
  'ListDiff',
]);

const controlFlow =
  /^(Switch|Merge|Enter|Exit|NextIteration|LoopCond|(Stateless)?(If|While)|Tensor(Array|List).*|EmptyTensorList|(Stateful)?PartitionedCall)$/;

/** Different in every run: no two runtimes could agree. */
const random = /^(Random.*|TruncatedNormal|Multinomial)$/;

/** Why no trace of one run could stand for this operator; undefined for all others. */
export function reasonUntraceable(op: string): string | undefined {
  if (controlFlow.test(op)) return 'control flow has no counterpart';
  return random.test(op) ? 'random values differ in every run' : undefined;
}

/** Known as soon as their input's shape is. */
export const shapeOnly: ReadonlySet<string> = new Set(['Shape', 'ShapeN', 'Size', 'Rank', 'ZerosLike', 'OnesLike']);

/** Pass values on unchanged: weights behind them are still weights. */
export const views: ReadonlySet<string> = new Set([
  'Identity',
  'Reshape',
  'ExpandDims',
  'Squeeze',
  'Transpose',
  'StopGradient',
]);

/** Operators with more than one output: where the count stands. */
export const outputCounts: Readonly<Record<string, number | string>> = {
  Split: 'num_split',
  SplitV: 'num_split',
  Unpack: 'num',
  IdentityN: 'inputs',
  ShapeN: 'inputs',
  TopKV2: 2,
  MaxPoolWithArgmax: 2,
  NonMaxSuppressionV4: 2,
  NonMaxSuppressionV5: 2,
  Unique: 2,
  UniqueV2: 2,
  ListDiff: 2,
};
