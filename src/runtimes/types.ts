import type { DType, TensorMap, ValueMap } from '../domain/tensor';
import type { ArtefactFormat, Precision } from '../models/artefact';
import type { Artefact, ModelCard } from '../models/card';

export type BackendId = 'cpu' | 'wasm' | 'webgl' | 'webgpu';

/** What arithmetic runs in, however weights are stored; the finest first. */
export const computePrecisions = ['fp32', 'fp16', 'int8'] as const;
export type ComputePrecision = (typeof computePrecisions)[number];

/** One of several builds of a runtime for the same backend: same operators in name, not always the same answer or speed. */
export interface RuntimeBuild {
  /** As in `ort-webgpu@jsep`. */
  readonly id: string;
  /** A browser feature that it can't do without: WebAssembly's JavaScript Promise Integration. */
  readonly needs?: 'jspi';
  /** Bytes of script and wasm, at most. */
  readonly downloadBytes: number;
}

/** What a runtime can do on one backend: all that the rest of the page goes by. */
export interface Capability {
  /** As in `ort-webgpu`. */
  readonly id: BackendId;
  /** As lanes name it: "WebGPU". */
  readonly title: string;
  /** What it computes on. */
  readonly kind: 'cpu' | 'gpu' | 'npu';
  /** What the device must offer for it, a key of `needs` in `needs.ts`; absent where every browser does. */
  readonly needs?: 'webgl' | 'webgpu';
  /** Artefact formats it loads, best first. */
  readonly formats: readonly ArtefactFormat[];
  /** Precisions it takes weights in, best first; absent where it takes any, in the card's order. */
  readonly weights?: readonly Precision[];
  /** What its arithmetic can run in; what it did run in is told by what opens it. */
  readonly compute: readonly ComputePrecision[];
  /** True where the number of threads can be chosen (`ort-wasm@2`). */
  readonly threads?: boolean;
  /** Builds to choose from (`ort-webgpu@jsep`), the one to try first at the front; absent where there is one. */
  readonly builds?: readonly RuntimeBuild[];
  /** Operators it has, by ONNX name; absent where only trying tells. */
  readonly operators?: readonly string[];
  /**
   * From everything fetched to a first answer, ms, beside the network's own work: shaders are compiled, plain JavaScript is slow
   * until it is compiled itself. On a middling laptop, as `macsPerMs`: rough, but the kinds are orders of magnitude apart.
   */
  readonly startMs: number;
  /** Multiply–accumulates a millisecond. */
  readonly macsPerMs: number;
  /**
   * What each operator of a graph costs beside its arithmetic, ms: the call, the dispatch, the buffers. Little beside what a picture
   * takes; of a decoder, which does so little arithmetic for a token, it is nearly all.
   */
  readonly operatorMs: number;
  /** Bytes of script and wasm that opening it fetches at most, without the builds: servers that compress send about a third. */
  readonly downloadBytes: number;
}

/** What the page knows of a runtime without loading it: `src/runtimes/<id>/meta.ts` exports one as `meta`. */
export interface RuntimeMeta {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly backends: readonly Capability[];
}

export interface OpenOptions {
  readonly backend: BackendId;
  /** Threads asked for; undefined leaves the choice to `defaultThreads()`. */
  readonly threads?: number;
  /** Build asked for, where the backend has several; undefined takes the first that the browser can run. */
  readonly build?: string;
  /** Told of the runtime's own larger downloads, bytes; `total` is 0 where the server does not say. */
  readonly onDownload?: (received: number, total: number) => void;
}

/** What really executes, as read from the runtime after opening: never the request echoed back. */
export interface ActualTarget {
  readonly backend: BackendId | string;
  readonly threads: number;
  /** What the arithmetic runs in, where the backend alone decides it. */
  readonly computePrecision?: ComputePrecision;
  /** Which of several builds of the runtime. */
  readonly build?: string;
  /** File name of the wasm build that was fetched, where there is one. */
  readonly wasmBuild?: string;
  /** GPU adapter or WebGL renderer in use. */
  readonly adapter?: string;
  readonly softwareAdapter?: boolean;
}

/** What a runtime reads of a card when it loads a network. */
export interface LoadedCard {
  readonly title: string;
  readonly outputs: readonly { readonly name: string }[];
}

/** A runtime opened on one backend in this worker: `src/runtimes/<id>/worker.ts` exports `open(options)`. */
export interface OpenRuntime {
  readonly actual: ActualTarget;
  /**
   * Finds out what {@link load} doesn't say, at the cost of loading the network once and freeing it: asked before `load` and
   * outside of its clock, for what tells may slow down. Absent where there is nothing to find out.
   */
  place?(card: ModelCard, files: ReadonlyMap<string, ArrayBuffer>): Promise<Placement>;
  /**
   * Parses, compiles and uploads one network.
   * @param card what of it a runtime reads: a network that was made here has no other
   * @param files the artefact's files by name, as listed on the card
   */
  load(card: LoadedCard, files: ReadonlyMap<string, ArrayBuffer>, options?: LoadOptions): Promise<Network>;
  /** Resolves with a sentence when the GPU device is lost; never resolves otherwise. */
  readonly lost: Promise<string>;
  /** Frees every network and the device. What wasm took stays taken until the worker ends. */
  dispose(): Promise<void>;
}

/** Where a runtime puts a network's nodes. */
export interface Placement {
  /** Nodes on the CPU although another backend was asked for; undefined when the runtime does not say. */
  readonly fallbackNodes?: number;
  /** What runs all of the network, where that isn't the backend asked for. */
  readonly backend?: BackendId;
  /** What the network's arithmetic runs in, where the backend leaves that to the network. */
  readonly computePrecision?: ComputePrecision;
}

export interface LoadOptions {
  /** Outputs that {@link Network.run} may be asked to keep: ONNX Runtime wants to know when a session is made. */
  readonly keepable?: readonly string[];
}

/** What an input takes: lengths, undefined where they are open. */
export interface InputType {
  readonly dtype: DType;
  readonly shape: readonly (number | undefined)[];
}

/** A network loaded on a backend. */
export interface Network {
  /** Names of what it is fed: a graph in several forms is told by them. */
  readonly inputs: readonly string[];
  /** Of an input by its name; absent where the runtime doesn't tell. */
  inputType?(name: string): InputType | undefined;
  /**
   * Bytes of WebAssembly memory that the runtime has grown to, all of its networks together: its peak, since it never shrinks. Absent
   * where it doesn't tell.
   */
  readonly heapBytes?: number;
  /** Runs one inference and reads every output back to CPU memory. */
  run(feeds: ValueMap): Promise<TensorMap>;
  /**
   * Runs one inference; outputs named in `keep` stay where they are, the others are read back.
   * @param keep among {@link LoadOptions.keepable}
   */
  run(feeds: ValueMap, keep: readonly string[]): Promise<ValueMap>;
  /** Frees its weights and the values that it kept. Runs afterwards are refused. */
  dispose(): Promise<void>;
}

/** What {@link RuntimeCode} is asked to open. */
export interface CodeRequest {
  readonly backend: BackendId;
  readonly build?: string;
  /** Threads asked for; undefined leaves the choice to the runtime. */
  readonly threads?: number;
  readonly artefact: Artefact;
  /** The network's outputs by name, those that are kept among them. */
  readonly outputs: readonly string[];
  /**
   * Outputs that stay on the device for the next run, where a backend has such a place. The code then knows `CACHE`, whose parts have
   * these as their `present`, and a `Tensor` may be `held`.
   */
  readonly kept: readonly string[];
}

/** How a developer opens a network with a runtime, without this page: `src/runtimes/<id>/code.ts` exports one as `code`. */
export interface RuntimeCode {
  /** npm packages, `name@version`. */
  packages(request: CodeRequest): readonly string[];
  /** The runtime's own files to serve, as paths in `node_modules`. */
  files(request: CodeRequest): readonly string[];
  /** A function that the bodies of all its backends call: it makes a `Network` of what the runtime loaded. */
  shared(request: CodeRequest): string;
  /**
   * Statements of TypeScript that end in `return` of a `Network` (`(feeds: TensorMap) => Promise<TensorMap>`), for the body of an
   * async function. They know `MODEL` and `RUNTIME`, addresses of folders that end in a slash, and `joined(addresses)`, the bytes
   * of a file that is served in parts.
   */
  body(request: CodeRequest): string;
  /** In which form a decoder's network is: how it is fed (`src/workloads/generation/forms`). */
  decoderForm(request: CodeRequest): 'loop' | 'optimum' | 'static';
  /** What to know before relying on it, a sentence each. */
  cautions(request: CodeRequest): readonly string[];
}

export interface RuntimeModule {
  open(options: OpenOptions): Promise<OpenRuntime>;
}
