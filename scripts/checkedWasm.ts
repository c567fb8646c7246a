import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const QUERY = '?checked';

/**
 * `import build from 'some-runtime/some.wasm?checked'` gives the file's URL with its size and SHA-256 as they were when the page was
 * built: what is fetched later is compared with them before any of it runs.
 */
export function checkedWasm(): Plugin {
  return {
    name: 'nearside:checked-wasm',
    enforce: 'pre',
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
        const sha256 = createHash('sha256').update(content).digest('hex');
        return [
          `import url from ${JSON.stringify(`${path}?url`)};`,
          `export default { url, bytes: ${content.length}, sha256: ${JSON.stringify(sha256)} };`,
        ].join('\n');
      },
    },
  };
}
