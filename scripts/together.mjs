/**
 * `*.json?together` is the file once more, as a module of its own: who imports it from many files has them all in one part of the
 * page, while each file alone stays a part for whoever needs just that one.
 */
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

const VIRTUAL = '\0nearside-together:';

/** @returns {import('vite').Plugin} */
export function together() {
  let root = '';
  return {
    name: 'nearside:together',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
    },
    // A name of its own without `.json`, `#` behind it or not: Vite would take it for the file itself, its server would ask for it with
    // `?import`.
    resolveId: {
      filter: { id: /\.json\?together$/ },
      handler(source, importer) {
        const path = source.slice(0, -'.json?together'.length);
        if (path.startsWith('.') && importer) return `${VIRTUAL}${join(importer, '..', path)}`;
        return `${VIRTUAL}${isAbsolute(path) && path.startsWith(root) ? path : join(root, path)}`;
      },
    },
    load: {
      filter: { id: /^\0nearside-together:/ },
      handler(id) {
        const path = `${id.slice(VIRTUAL.length)}.json`;
        this.addWatchFile(path);
        return `export default ${readFileSync(path, 'utf8')};`;
      },
    },
  };
}
