import type { io } from '@tensorflow/tfjs-core';
import { UNKNOWN, type Graph } from './ir';
import { lower } from './lower';
import type { Precision } from './lower/emitter';
import { encodeModel, type OnnxGraph } from './onnx/model';
import { readGraph } from './read/graph-model';
import { dataDependent } from './read/operators';
import { checkFeeds, probeCount, randomFeeds, type Feeds } from './trace/feeds';
import { Runner, type ReferenceBackend } from './trace/runner';
import { trace } from './trace/trace';
import { verify, type Parity } from './verify';

export interface ConvertOptions {
  readonly precision?: Precision;
  /**
   * Keeps lengths that the model leaves open, and shapes computed from them, open in the result. Otherwise a batch left open
   * becomes 1. Graphs whose shapes depend on values are always converted this way.
   */
  readonly dynamic?: boolean;
  /** Lengths by input, where the model leaves them open. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
  /** Real values to trace and check with, besides random ones; a model that fails on random values is traced on these alone. */
  readonly feeds?: readonly Feeds[];
  readonly verify?: boolean;
  /** Where TensorFlow.js runs. */
  readonly backend?: ReferenceBackend;
}

export interface Conversion {
  /** The model file. */
  readonly onnx: Uint8Array;
  readonly graph: OnnxGraph;
  /** Empty without `verify`. */
  readonly parity: readonly Parity[];
  readonly notes: readonly string[];
}

/** What is fed while tracing and checking: random values unless real ones must do. */
interface Cases {
  readonly traced: readonly Feeds[];
  readonly checked: readonly { readonly label: string; readonly feeds: Feeds }[];
}

function planCases(graph: Graph, dynamic: boolean, real: readonly Feeds[]): Cases {
  const probes = dynamic ? Array.from({ length: probeCount }, (_, probe) => probe) : [0];
  const random = probes.map((probe) => randomFeeds(graph.inputs, probe, probe + 1));
  const labelled = random.map((feeds, index) => ({ label: `random ${index + 1}`, feeds }));
  const second = dynamic ? [] : [{ label: 'random 2', feeds: randomFeeds(graph.inputs, 0, 2) }];
  return {
    traced: random,
    checked: [...labelled, ...second, ...real.map((feeds, index) => ({ label: `given ${index + 1}`, feeds }))],
  };
}

/** A model that leaves only its batch open runs one input at a time unless it is to stay open. */
function fixBatch(graph: Graph): Graph {
  const inputs = graph.inputs.map((input) => {
    const rest = input.shape.slice(1);
    return input.shape[0] === UNKNOWN ? { ...input, shape: [1, ...rest] } : input;
  });
  return { ...graph, inputs };
}

/**
 * Converts a TensorFlow.js graph model to ONNX.
 * @throws ConversionError saying what is wrong with the model or which nodes have no counterpart
 */
export async function convertModel(artefacts: io.ModelArtifacts, options: ConvertOptions = {}): Promise<Conversion> {
  const { precision = 'fp32', feeds = [], backend = 'wasm' } = options;
  const source = readGraph(artefacts, options.shapes);
  const dynamic = options.dynamic ?? source.nodes.some(({ op }) => dataDependent.has(op));
  const graph = dynamic ? source : fixBatch(source);
  for (const given of feeds) checkFeeds(graph.inputs, given);
  const runner = await Runner.open(artefacts, graph, backend);
  try {
    const { traced, checked } = planCases(graph, dynamic, feeds);
    const facts = await trace(graph, runner, traced);
    const lowered = lower(graph, facts, precision);
    const onnx = encodeModel(lowered.graph);
    const parity = options.verify === false ? [] : await verify(onnx, graph, runner, checked);
    return { onnx, graph: lowered.graph, parity, notes: lowered.notes };
  } finally {
    runner.dispose();
  }
}
