import type { io } from '@tensorflow/tfjs-core';
import { ConversionError } from './errors';
import { UNKNOWN, type Facts, type Graph, type GraphInput } from './ir';
import { lower } from './lower';
import type { Precision } from './lower/emitter';
import { encodeModel, type OnnxGraph } from './onnx/model';
import { readModelFiles } from './read/files';
import { readGraph } from './read/graph-model';
import { graphFromLayers } from './read/layers/model';
import { dataDependent } from './read/operators';
import { layersReference, NoReferenceError, type LayersSource } from './reference/layers';
import { graphReference, type Reference } from './reference/reference';
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
  /** The layers model that `artefacts` were made from: what the result is compared with. */
  readonly layers?: LayersSource | undefined;
  /** Where TensorFlow.js runs; what wasm can't run goes to plain JavaScript by itself. */
  readonly backend?: ReferenceBackend;
}

export interface Conversion {
  /** The model file. */
  readonly onnx: Uint8Array;
  readonly graph: OnnxGraph;
  /** One entry an output and case; empty where nothing was compared. */
  readonly parity: readonly Parity[];
  /** Whose answers the result was compared with, or why it was not. */
  readonly compared: { readonly with: string } | { readonly not: string };
  readonly notes: readonly string[];
  /** Where the result is less than its source. */
  readonly warnings: readonly string[];
}

export interface Source {
  readonly artefacts: io.ModelArtifacts;
  /** Present for a layers model, of which `artefacts` is a rewriting. */
  readonly layers?: LayersSource;
  /** model.json and its shards. */
  readonly files: readonly string[];
  /** All of them together. */
  readonly bytes: number;
}

/** Reads model.json and its shards; a layers model is rewritten as a graph model. */
export function readArtefacts(file: string): Source {
  const { json, weightData, bytes, files } = readModelFiles(file);
  const artefacts: io.ModelArtifacts = {
    modelTopology: json.modelTopology,
    weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
    weightData,
    signature: json.signature,
    generatedBy: json.generatedBy ?? undefined,
  };
  if ('node' in json.modelTopology) return { artefacts, files, bytes };
  const graph = graphFromLayers(artefacts);
  return { artefacts: graph.artefacts, layers: { given: artefacts, graph }, files, bytes };
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

/** A layers model's own order of inputs, and the tables that they are looked up in. */
function asLayers(graph: Graph, layers: LayersSource | undefined): Graph {
  if (!layers) return graph;
  const order = layers.graph.inputs;
  const inputs = graph.inputs.map((input) => ({ ...input, rows: layers.graph.tables.get(input.name) }));
  return { ...graph, inputs: inputs.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)) };
}

/** Compares with the model as given: a layers model in TensorFlow.js layers, never with what it was rewritten as. */
async function compared(
  layers: LayersSource | undefined,
  graphs: () => Reference,
  check: (reference: Reference) => Promise<Parity[]>,
): Promise<Pick<Conversion, 'parity' | 'compared'>> {
  if (!layers) {
    const reference = graphs();
    return { parity: await check(reference), compared: { with: reference.name } };
  }
  try {
    const reference = await layersReference(layers);
    try {
      return { parity: await check(reference), compared: { with: reference.name } };
    } finally {
      reference.dispose();
    }
  } catch (error) {
    if (!(error instanceof NoReferenceError)) throw error;
    return { parity: [], compared: { not: error.message } };
  }
}

/**
 * Converts a TensorFlow.js graph model to ONNX.
 * @throws ConversionError saying what is wrong with the model or which nodes have no counterpart
 */
export async function convertModel(artefacts: io.ModelArtifacts, options: ConvertOptions = {}): Promise<Conversion> {
  const { precision = 'fp32', backend = 'wasm' } = options;
  const source = asLayers(readGraph(artefacts, options.shapes), options.layers);
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
    const operators = lowered.graph.nodes.map(({ op }) => op);
    const limit = parityLimit(artefacts, precision);
    const notes = [...(options.layers?.graph.notes ?? []), ...lowered.notes];
    const made = { onnx, graph: lowered.graph, notes, warnings: lowered.warnings };
    if (options.verify === false) return { ...made, parity: [], compared: { not: 'that was not asked for' } };
    return {
      ...made,
      ...(await compared(
        options.layers,
        () => graphReference(runner, graph),
        (reference) => verify(onnx, graph, reference, cases, operators, limit),
      )),
    };
  } finally {
    runner.dispose();
  }
}
