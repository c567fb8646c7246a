import { Problem } from '../../domain/problem';
import type { BackendId } from '../types';

/** What a session is made of. */
export interface ModelFiles {
  /** The graph, with its weights where they are not outside. */
  readonly model: Uint8Array;
  /** Files of weights by the name that the graph calls them. */
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array }[];
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

export const isLoop = (path: string): boolean => path.endsWith('_loop.onnx');

/** Whether a file beside a graph holds weights of it. */
export const holdsWeights = (path: string): boolean => /\.onnx_data(_\d+)?$|\.data$/.test(path);

/**
 * Which of an artefact's graphs a backend is given. A decoder has a second one, which writes several tokens in one run (`…_loop.onnx`).
 * It is what WASM is given: each run copies what goes in and out of the heap there, a cache that has grown with it. On a
 * GPU the cache stays where it is, and control flow would wait for the processor at every turn.
 */
export function graphAmong(paths: readonly string[], backend: BackendId): string | undefined {
  const graphs = paths.filter((path) => path.endsWith('.onnx'));
  return graphs.find((path) => isLoop(path) === (backend === 'wasm')) ?? graphs[0];
}

/**
 * Finds an artefact's graph and the weights that lie beside it.
 * @throws Problem `no-artefact`
 */
export function modelIn(files: ReadonlyMap<string, ArrayBuffer>, backend: BackendId): ModelFiles {
  const graph = files.get(graphAmong([...files.keys()], backend) ?? '');
  if (!graph) throw new Problem('no-artefact', 'The card lists no .onnx file for this artefact.');
  return {
    model: new Uint8Array(graph),
    externalData: [...files]
      .filter(([path]) => holdsWeights(path))
      .map(([path, data]) => ({ path: nameOf(path), data: new Uint8Array(data) })),
  };
}
