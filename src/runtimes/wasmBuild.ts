import { Problem } from '../domain/problem';
import { fetchIntact } from '../models/download';
import type { OpenOptions } from './types';

interface ServedWasm {
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A wasm file of a runtime as it was when the page was built: what `import … from '….wasm?checked'` gives. */
export interface WasmBuild {
  /** As the package has it. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Where it is served whole. */
  readonly url?: string;
  /** Where it is too large for that: in order. */
  readonly parts?: readonly ServedWasm[];
}

/** As it is served, without its folder; with some of its hash where it is served in parts. */
export const fileNameOf = ({ url, name, sha256 }: WasmBuild): string =>
  url?.split('?')[0]?.split('/').pop() ?? name.replace(/\.wasm$/, `-${sha256.slice(0, 8)}.wasm`);

/** The files to fetch for it, in order. */
export const servedOf = ({ url = '', bytes, sha256, parts }: WasmBuild): readonly ServedWasm[] =>
  parts ?? [{ url, bytes, sha256 }];

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
  const served = servedOf(build);
  const path = fileNameOf(build);
  try {
    const whole = new Uint8Array(build.bytes);
    let before = 0;
    for (const { url, bytes, sha256 } of served) {
      const report = (received: number) => onDownload?.(before + received, build.bytes);
      const fetched = await fetchIntact(url, { path, from: path, bytes, sha256 }, report);
      if (served.length === 1) return fetched;
      whole.set(new Uint8Array(fetched), before);
      before += bytes;
    }
    return whole.buffer;
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
