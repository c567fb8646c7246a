import type { ArtefactFormat } from './artefact';

/** What an operator does, in the order in which kinds are listed where their counts are equal. */
export const operatorKinds = {
  convolution: 'convolution',
  matmul: 'matrix product',
  attention: 'attention',
  activation: 'activation',
  elementwise: 'elementwise arithmetic',
  normalisation: 'normalisation',
  pooling: 'pooling',
  resize: 'resize',
  layout: 'shape and layout',
  gather: 'gather, scatter and search',
  reduction: 'reduction',
  conversion: 'type conversion',
  constant: 'constants and ranges',
  other: 'other',
} as const;
export type OperatorKind = keyof typeof operatorKinds;

/** Names as they stand in graphs, separated by blanks. */
type Names = Readonly<Partial<Record<ArtefactFormat | 'both', string>>>;

/**
 * Some names mean different things: ONNX' `Max`, `Min`, `Mean` and `Sum` take values pairwise (its reductions are called
 * `ReduceMax` …), TensorFlow's reduce an axis; ONNX' `Where` selects between two tensors, TensorFlow's finds the places of
 * what is true.
 */
const names: Readonly<Record<OperatorKind, Names>> = {
  convolution: {
    onnx: 'Conv ConvInteger ConvTranspose DeformConv FusedConv QLinearConv',
    'tfjs-graph':
      'Conv2D Conv2DBackpropInput Conv3D Conv3DBackpropInputV2 DepthwiseConv2d DepthwiseConv2dNative ' +
      'FusedDepthwiseConv2dNative _FusedConv2D',
  },
  matmul: {
    both: 'Einsum MatMul',
    onnx: 'FusedMatMul Gemm MatMulInteger MatMulNBits QLinearMatMul',
    'tfjs-graph': 'BatchMatMul BatchMatMulV2 _FusedMatMul',
  },
  attention: { onnx: 'Attention GroupQueryAttention MultiHeadAttention RotaryEmbedding' },
  activation: {
    both: 'Elu LeakyRelu LogSoftmax Relu Selu Sigmoid Softmax Softplus Softsign Tanh',
    onnx: 'Celu Clip FastGelu Gelu HardSigmoid HardSwish Mish PRelu QuickGelu Swish ThresholdedRelu',
    'tfjs-graph': 'ClipByValue Prelu Relu6',
  },
  elementwise: {
    both:
      'Abs Acos Acosh Add Asin Asinh Atan Atanh Ceil Cos Cosh Div Equal Erf Exp Floor Greater Less Log Mod Mul Neg Pow ' +
      'Reciprocal Round Sign Sin Sinh Sqrt Sub Tan',
    onnx:
      'And BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor GreaterOrEqual IsInf IsNaN LessOrEqual Max Mean Min Not Or Sum ' +
      'Where Xor',
    'tfjs-graph':
      'AddN AddV2 Atan2 BiasAdd DivNoNan Expm1 FloorDiv FloorMod GreaterEqual IsFinite IsInf IsNan LessEqual Log1p LogicalAnd ' +
      'LogicalNot LogicalOr LogicalXor Maximum Minimum NotEqual RealDiv Rsqrt Select SelectV2 Square SquaredDifference',
  },
  normalisation: {
    both: 'LRN',
    onnx:
      'BatchNormalization GroupNormalization InstanceNormalization LayerNormalization LpNormalization ' +
      'MeanVarianceNormalization RMSNormalization SimplifiedLayerNormalization SkipLayerNormalization ' +
      'SkipSimplifiedLayerNormalization',
    'tfjs-graph': 'FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3',
  },
  pooling: {
    both: 'MaxPool',
    onnx: 'AveragePool GlobalAveragePool GlobalLpPool GlobalMaxPool LpPool MaxRoiPool MaxUnpool RoiAlign',
    'tfjs-graph': 'AvgPool AvgPool3D MaxPool3D MaxPoolWithArgmax',
  },
  resize: {
    onnx: 'AffineGrid GridSample ImageScaler Resize Upsample',
    'tfjs-graph': 'CropAndResize ImageProjectiveTransformV3 ResizeBilinear ResizeNearestNeighbor',
  },
  layout: {
    both: 'Concat DepthToSpace Identity Pad Reshape Shape Size Slice SpaceToDepth Split Squeeze Tile Transpose',
    onnx: 'CenterCropPad Dropout Expand Flatten ReverseSequence Unsqueeze',
    'tfjs-graph':
      'BatchToSpaceND BroadcastTo ConcatV2 EnsureShape ExpandDims IdentityN MirrorPad Pack PadV2 PlaceholderWithDefault Print ' +
      'Rank Reverse ReverseV2 ShapeN Snapshot SpaceToBatchND SplitV StopGradient StridedSlice Unpack',
  },
  gather: {
    both: 'Gather OneHot Unique',
    onnx: 'Compress GatherElements GatherND NonMaxSuppression NonZero ScatterElements ScatterND TopK',
    'tfjs-graph':
      'GatherNd GatherV2 ListDiff NonMaxSuppressionV2 NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5 ScatterNd ' +
      'SparseToDense TensorScatterUpdate TopKV2 UniqueV2 Where',
  },
  reduction: {
    both: 'ArgMax ArgMin',
    onnx:
      'CumSum ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ' +
      'ReduceSumSquare',
    'tfjs-graph': 'All Any Cumprod Cumsum EuclideanNorm Max Mean Min Prod Sum',
  },
  conversion: {
    both: 'Cast',
    onnx: 'CastLike DequantizeLinear DynamicQuantizeLinear QuantizeLinear',
    'tfjs-graph': 'Bitcast FakeQuantWithMinMaxVars',
  },
  constant: {
    both: 'Range',
    onnx: 'Constant ConstantOfShape EyeLike',
    'tfjs-graph': 'Const Fill LinSpace OnesLike ZerosLike',
  },
  other: { onnx: 'GRU If LSTM Loop RNN Scan', 'tfjs-graph': 'Assert NoOp' },
};

/** @throws Error where an operator has two kinds */
function tableOf(format: ArtefactFormat): ReadonlyMap<string, OperatorKind> {
  const table = new Map<string, OperatorKind>();
  for (const [kind, lists] of Object.entries(names) as [OperatorKind, Names][]) {
    for (const operator of `${lists.both ?? ''} ${lists[format] ?? ''}`.split(' ').filter(Boolean)) {
      if (table.has(operator)) throw new Error(`${operator} has two kinds: ${table.get(operator)} and ${kind}.`);
      table.set(operator, kind);
    }
  }
  return table;
}

const tables: Readonly<Record<ArtefactFormat, ReadonlyMap<string, OperatorKind>>> = {
  onnx: tableOf('onnx'),
  'tfjs-graph': tableOf('tfjs-graph'),
};

/** @returns undefined for an operator that no kind lists yet */
export function kindOf(format: ArtefactFormat, operator: string): OperatorKind | undefined {
  return tables[format].get(operator);
}

export interface KindCount {
  readonly kind: OperatorKind;
  readonly count: number;
  /** Most frequent first, then by name. */
  readonly operators: readonly { readonly name: string; readonly count: number }[];
}

/** A graph's operators by kind, the most frequent kind first; what no kind lists counts as `other`. */
export function byKind(format: ArtefactFormat, operators: Readonly<Record<string, number>>): KindCount[] {
  const found = Object.entries(operators)
    .map(([name, count]) => ({ name, count, kind: kindOf(format, name) ?? 'other' }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  return (Object.keys(operatorKinds) as OperatorKind[])
    .map((kind) => {
      const own = found.filter((operator) => operator.kind === kind).map(({ name, count }) => ({ name, count }));
      return { kind, operators: own, count: own.reduce((sum, { count }) => sum + count, 0) };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}
