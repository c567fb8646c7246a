import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Plugin } from 'vite';
import { cuts, partPath } from '../src/models/parts.ts';

const QUERY = '?checked';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * `import build from 'some-runtime/some.wasm?checked'` gives the file's URL with its size and SHA-256 as they were when the page was
 * built: what is fetched later is compared with them before any of it runs. A file that is larger than static hosts take is served
 * in parts, each with its own.
 */
export function checkedWasm(): Plugin {
  let isServed = false;
  return {
    name: 'nearside:checked-wasm',
    enforce: 'pre',
    configResolved: ({ command }) => void (isServed = command === 'serve'),
    resolveId: {
      filter: { id: /\.wasm\?checked$/ },
      async handler(source, importer) {
        const file = await this.resolve(source.slice(0, -QUERY.length), importer, { skipSelf: true });
        return file && `${file.id.split('?')[0]}${QUERY}`;
      },
    },
    load: {
      filter: { id: /\.wasm\?checked$/ },
      handler(id) {
        const path = id.slice(0, -QUERY.length);
        const content = readFileSync(path);
        const hash = sha256(content);
        const facts = `name: ${JSON.stringify(basename(path))}, bytes: ${content.length}, sha256: ${JSON.stringify(hash)}`;
        const ends = isServed ? [] : cuts(content.length);
        if (ends.length === 0)
          return `import url from ${JSON.stringify(`${path}?url`)};\nexport default { url, ${facts} };`;
        const parts = ends.map((end, index) => {
          const source = content.subarray(ends[index - 1] ?? 0, end);
          const name = partPath(basename(path, '.wasm'), index, ends.length);
          const reference = this.emitFile({ type: 'asset', name: `${name}.wasm`, source });
          return `{ url: import.meta.ROLLUP_FILE_URL_${reference}, bytes: ${source.length}, sha256: ${JSON.stringify(sha256(source))} }`;
        });
        return `export default { parts: [${parts.join(', ')}], ${facts} };`;
      },
    },
  };
}
