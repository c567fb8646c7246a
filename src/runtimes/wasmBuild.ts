import { Problem } from '../domain/problem';
import { fetchIntact } from '../models/download';
import type { OpenOptions } from './types';

/** A wasm file of a runtime as it was when the page was built: what `import … from '….wasm?checked'` gives. */
export interface WasmBuild {
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Without its folder. */
export const fileNameOf = ({ url }: WasmBuild): string => url.split('?')[0]?.split('/').pop() ?? url;

/**
 * Fetches a runtime's wasm, once and with progress, and hands it over only when it is the very file that the page was built with.
 *
 * The scripts around it are not compared: no browser checks the modules of a worker (import maps with hashes are for documents), and
 * what is read to be compared would not be what is imported a moment later. They come from this page's own origin or not at all.
 *
 * What is handed over as bytes is compiled once it is there and not while it comes. That costs less than fetching it twice did: ONNX
 * Runtime on WASM started in 0.74 of the time, TensorFlow.js in as long as before, first inferences too (18 starts each, in turns, from
 * a server on the same machine).
 * @throws Problem `download`, `offline` or `integrity`
 */
export async function fetchBuild(build: WasmBuild, onDownload: OpenOptions['onDownload']): Promise<ArrayBuffer> {
  const { url, bytes, sha256 } = build;
  const path = fileNameOf(build);
  try {
    return await fetchIntact(url, { path, from: path, bytes, sha256 }, (received) => onDownload?.(received, bytes));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const detail = [error.message, error.detail].filter(Boolean).join(' ');
    if (error.code === 'integrity')
      throw new Problem(
        'integrity',
        'A part of the runtime is not what this page was built with, and was not used. Reload the page and run again.',
        detail,
      );
    if (error.code === 'download')
      throw new Problem(
        'download',
        'A part of the runtime could not be fetched. Check the connection and run again.',
        detail,
      );
    throw error;
  }
}
