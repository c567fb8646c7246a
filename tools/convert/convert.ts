import type { io } from '@tensorflow/tfjs-core';
import { ConversionError } from './errors';
import { UNKNOWN, type Facts, type Graph, type GraphInput } from './ir';
import { lower } from './lower';
import type { Precision } from './lower/emitter';
import { encodeModel, type OnnxGraph } from './onnx/model';
import { readModelFiles } from './read/files';
import { readGraph } from './read/graph-model';
import { graphFromLayers } from './read/layers-model';
import { dataDependent } from './read/operators';
import { checkFeeds, probeCount, randomFeeds, type Feeds } from './trace/feeds';
import { Runner, type ReferenceBackend } from './trace/runner';
import { trace } from './trace/trace';
import { HALF_PARITY_LIMIT, PARITY_LIMIT, verify, type Case, type Parity } from './verify';

export interface ConvertOptions {
  readonly precision?: Precision;
  /**
   * Keeps lengths that the model leaves open, and shapes computed from them, open in the result. Otherwise a batch left open
   * becomes 1. The default keeps them open where more than the batch is, or where shapes depend on values.
   */
  readonly dynamic?: boolean;
  /** Lengths by input, where the model leaves them open. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
  /** Real values to check with besides random ones; also traced with, where the model does not run on random ones. */
  readonly feeds?: (inputs: readonly GraphInput[]) => readonly Case[];
  /** True by default. */
  readonly verify?: boolean;
  /** Where TensorFlow.js runs; what wasm can't run goes to plain JavaScript by itself. */
  readonly backend?: ReferenceBackend;
}

export interface Conversion {
  /** The model file. */
  readonly onnx: Uint8Array;
  readonly graph: OnnxGraph;
  /** One entry an output and case; empty without `verify`. */
  readonly parity: readonly Parity[];
  readonly notes: readonly string[];
}

/** Reads model.json and its shards; a layers model is rewritten as a graph model. */
export function readArtefacts(file: string): { artefacts: io.ModelArtifacts; bytes: number } {
  const { json, weightData, bytes } = readModelFiles(file);
  const artefacts: io.ModelArtifacts = {
    modelTopology: json.modelTopology,
    weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
    weightData,
    signature: json.signature,
  };
  const isGraph = 'node' in json.modelTopology;
  return { artefacts: isGraph ? artefacts : graphFromLayers(artefacts), bytes };
}

function isOpen(graph: Graph): boolean {
  const open = graph.inputs.some(({ shape }) => shape.slice(1).includes(UNKNOWN));
  return open || graph.nodes.some(({ op }) => dataDependent.has(op));
}

/** One input at a time where the batch is left open. */
function closed(graph: Graph): Graph {
  const inputs = graph.inputs.map((input) => {
    const [batch, ...rest] = input.shape;
    if (rest.includes(UNKNOWN)) {
      throw new ConversionError(
        `Input ${input.name} is [${input.shape}]: give it a shape, or convert with open lengths.`,
      );
    }
    return batch === UNKNOWN ? { ...input, shape: [1, ...rest] } : input;
  });
  return { ...graph, inputs };
}

/** What single precision, or weights rounded to half precision, may cost. */
function parityLimit(artefacts: io.ModelArtifacts, precision: Precision): number {
  const exact =
    precision === 'fp32' || artefacts.weightSpecs?.every(({ quantization }) => quantization?.dtype === 'float16');
  return exact ? PARITY_LIMIT : HALF_PARITY_LIMIT;
}

/** Traces on random values; on the given ones where the model refuses those. */
async function traceSomehow(
  graph: Graph,
  runner: Runner,
  random: readonly Feeds[],
  given: readonly Feeds[],
): Promise<[Facts, boolean]> {
  try {
    return [await trace(graph, runner, random), true];
  } catch (error) {
    if (!given.length || !(error instanceof ConversionError)) throw error;
    return [await trace(graph, runner, given), false];
  }
}

/**
 * Converts a TensorFlow.js graph model to ONNX.
 * @throws ConversionError saying what is wrong with the model or which nodes have no counterpart
 */
export async function convertModel(artefacts: io.ModelArtifacts, options: ConvertOptions = {}): Promise<Conversion> {
  const { precision = 'fp32', backend = 'wasm' } = options;
  const source = readGraph(artefacts, options.shapes);
  const dynamic = options.dynamic ?? isOpen(source);
  const graph = dynamic ? source : closed(source);
  const given = options.feeds?.(graph.inputs) ?? [];
  for (const { feeds } of given) checkFeeds(graph.inputs, feeds);
  const random = Array.from({ length: probeCount }, (_, seed): Case => {
    return { label: `random ${seed + 1}`, feeds: randomFeeds(graph.inputs, dynamic ? seed : 0, seed + 1) };
  });
  const probes = (dynamic ? random : random.slice(0, 1)).map(({ feeds }) => feeds);
  const runner = await Runner.open(artefacts, graph, backend);
  try {
    const [facts, randomRuns] = await traceSomehow(
      graph,
      runner,
      probes,
      given.map(({ feeds }) => feeds),
    );
    const lowered = lower(graph, facts, precision);
    const onnx = encodeModel(lowered.graph);
    const cases = randomRuns ? [...random, ...given] : given;
    const limit = parityLimit(artefacts, precision);
    const parity = options.verify === false ? [] : await verify(onnx, graph, runner, cases, limit);
    return { onnx, graph: lowered.graph, parity, notes: lowered.notes };
  } finally {
    runner.dispose();
  }
}
