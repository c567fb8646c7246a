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

/**
 * Finds an artefact's graph and the weights that lie beside it. A decoder has a second graph, which writes several tokens in one run (`…_loop.onnx`).
 * It is what WASM is given: each run copies what goes in and out of the heap there, a cache that has grown with it. On a
 * GPU the cache stays where it is, and control flow would wait for the processor at every turn.
 * @throws Problem `no-artefact`
 */
export function modelIn(files: ReadonlyMap<string, ArrayBuffer>, backend: BackendId): ModelFiles {
  const graphs = [...files].filter(([path]) => path.endsWith('.onnx'));
  const isLoop = ([path]: readonly [string, unknown]) => path.endsWith('_loop.onnx');
  const graph = graphs.find((each) => isLoop(each) === (backend === 'wasm')) ?? graphs[0];
  if (!graph) throw new Problem('no-artefact', 'The card lists no .onnx file for this artefact.');
  return {
    model: new Uint8Array(graph[1]),
    externalData: [...files]
      .filter(([path]) => /\.onnx_data(_\d+)?$|\.data$/.test(path))
      .map(([path, data]) => ({ path: nameOf(path), data: new Uint8Array(data) })),
  };
}
