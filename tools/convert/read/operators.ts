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

/** Least number of inputs of operators that need more than one; by TensorFlow's definitions, as TensorFlow.js maps them. */
const inputCounts: Readonly<Record<number, string>> = {
  2:
    'Add AddV2 ArgMax ArgMin All Any Atan2 BatchMatMul BatchMatMulV2 BiasAdd BroadcastTo Concat ConcatV2 Conv1D Conv2D Conv3D ' +
    'Cumprod Cumsum DepthwiseConv2d DepthwiseConv2dNative Dilation2D Div DivNoNan Equal EuclideanNorm Fill FloorDiv FloorMod ' +
    'FusedDepthwiseConv2dNative Gather GatherNd GatherV2 Greater GreaterEqual Less LessEqual ListDiff LogicalAnd LogicalOr ' +
    'MatMul Max Maximum Mean Min Minimum MirrorPad Mod Mul NotEqual OneHot Pad PadV2 Pow Prelu Prod Range RealDiv Reshape ' +
    'ResizeBilinear ResizeNearestNeighbor Reverse ReverseV2 Split SplitV SquaredDifference Sub Sum Tile TopKV2 Transpose ' +
    'UniqueV2 _FusedConv2D _FusedMatMul',
  3:
    'BatchToSpaceND ClipByValue Conv2DBackpropInput LinSpace ScatterNd Select SelectV2 Slice SpaceToBatchND ' +
    'TensorScatterUpdate',
  4: 'CropAndResize NonMaxSuppressionV2 SparseToDense StridedSlice',
  5: 'FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 NonMaxSuppressionV3 NonMaxSuppressionV4',
  6: 'NonMaxSuppressionV5',
};
const leastInputs = new Map(
  Object.entries(inputCounts).flatMap(([count, ops]) =>
    ops.split(' ').map((op): [string, number] => [op, Number(count)]),
  ),
);

/** How many inputs an operator needs at least. */
export function inputsNeeded(op: string): number {
  return leastInputs.get(op) ?? (op === 'Placeholder' || op === 'Const' || op === 'NoOp' ? 0 : 1);
}

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
