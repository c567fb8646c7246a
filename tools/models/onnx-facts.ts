import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import type { TensorMap } from '../../src/domain/tensor';

type Shape = readonly number[];
type TypedShape = Readonly<Record<string, Shape>>;

/** One event of ONNX Runtime's profiler; a node's has the shapes of its inputs and outputs, each under its type. */
interface ProfilerEvent {
  readonly cat: string;
  readonly args?: {
    readonly op_name?: string;
    readonly input_type_shape?: readonly TypedShape[];
    readonly output_type_shape?: readonly TypedShape[];
  };
}

interface StoredTensor {
  readonly dataType: number;
  readonly dims: readonly (number | { toString(): string })[];
}

/** As much of `onnx-proto` as is used here. */
interface OnnxProto {
  readonly onnx: {
    readonly ModelProto: {
      decode(bytes: Uint8Array): {
        readonly graph: {
          readonly initializer: readonly StoredTensor[];
          readonly node: readonly { readonly attribute: readonly { readonly t?: StoredTensor | null }[] }[];
        };
      };
    };
  };
}

interface NativeOrt {
  readonly InferenceSession: typeof InferenceSession;
  readonly Tensor: typeof OrtTensor;
}

interface NativeRun {
  readonly outputs: ReadonlyMap<string, { readonly shape: Shape; readonly values: Float32Array }>;
  readonly macs: number;
}

/** `TensorProto.DataType.FLOAT` of the ONNX specification. */
const FLOAT = 1;

const size = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

/** Loads a package that only these tools use from the folder where the caller installed it. */
const packageFrom = <T>(folder: string, name: string): T =>
  createRequire(join(resolve(folder), 'package.json'))(name) as T;

/** Values of the float tensors in a model, whether stored as initialisers or in Constant nodes; scalars are left out. */
export function countParameters(folder: string, modelPath: string): number {
  const { onnx } = packageFrom<OnnxProto>(folder, 'onnx-proto');
  const { graph } = onnx.ModelProto.decode(readFileSync(modelPath));
  const attributes = graph.node.flatMap(({ attribute }) => attribute.flatMap(({ t }) => t ?? []));
  return [...graph.initializer, ...attributes]
    .filter(({ dataType, dims }) => dataType === FLOAT && dims.length > 0)
    .reduce((sum, { dims }) => sum + size(dims.map(Number)), 0);
}

/** Runs a model once on ONNX Runtime's native CPU provider with every graph optimisation off, counting its products. */
export async function runNative(folder: string, modelPath: string, feeds: TensorMap): Promise<NativeRun> {
  const { InferenceSession, Tensor } = packageFrom<NativeOrt>(folder, 'onnxruntime-node');
  const scratch = mkdtempSync(join(tmpdir(), 'onnx-facts-'));
  try {
    const session = await InferenceSession.create(modelPath, {
      graphOptimizationLevel: 'disabled',
      enableProfiling: true,
      profileFilePrefix: join(scratch, 'profile'),
    });
    const native = Object.entries(feeds).map(([name, { data, shape }]) => {
      return [name, new Tensor('float32', data as Float32Array, shape)] as const;
    });
    const results = Object.entries(await session.run(Object.fromEntries(native)));
    session.endProfiling();
    const [profile] = readdirSync(scratch);
    if (!profile) throw new Error('ONNX Runtime wrote no profile.');
    const events = JSON.parse(readFileSync(join(scratch, profile), 'utf8')) as ProfilerEvent[];
    return {
      outputs: new Map(results.map(([name, { dims, data }]) => [name, { shape: dims, values: data as Float32Array }])),
      macs: events.reduce((sum, event) => sum + nodeMacs(event), 0),
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Multiply–accumulates of one profiled node; 0 for events that are neither a convolution nor a matrix product. */
function nodeMacs({ cat, args }: ProfilerEvent): number {
  if (cat !== 'Node' || !args?.input_type_shape || !args.output_type_shape) return 0;
  const [first = [], second = []] = args.input_type_shape.map((typed) => Object.values(typed)[0] ?? []);
  const result = Object.values(args.output_type_shape[0] ?? {})[0] ?? [];
  switch (args.op_name) {
    case 'Conv': // weights [out, in ÷ groups, height, width]
      return size(result) * size(second.slice(1));
    case 'ConvTranspose': // weights [in, out ÷ groups, height, width]
      return size(first) * size(second.slice(1));
    case 'MatMul': // [.., rows, inner] × [.., inner, columns]
      return size(result) * (first.at(-1) ?? 0);
    default:
      return 0;
  }
}
