/**
 * What a page needs of every model before any is chosen: a card without its hashes, references and texts. `card.json?outline`
 * is that part of a card, made while bundling, so that a first visit carries no card and no list of models is kept by hand.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { webglOperators } from '../src/runtimes/ort/webgl-operators.mjs';

/** @param {readonly { bytes: number }[]} files */
const bytesOf = (files) => files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Operators of a format that the backend which names those that it has lacks: an outline is asked for no others.
 * @type {Partial<Record<import('../src/models/artefact.ts').ArtefactFormat, (operator: string) => boolean>>}
 */
export const lacked = { onnx: (operator) => !webglOperators.includes(operator) };

/**
 * @param {import('../src/models/card.ts').ModelCard} card
 * @returns {import('../src/models/outline.ts').ModelOutline}
 */
export function outlineOf({ id, task, workload, title, yields, behind, macs, assets, artefacts }) {
  return {
    id,
    task,
    ...(workload && { workload }),
    title,
    yields,
    ...(behind && { behind }),
    macs: macs.count,
    assetBytes: bytesOf(assets ?? []),
    artefacts: artefacts.map(({ format, precision, files, operators }) => ({
      format,
      precision,
      bytes: bytesOf(files),
      nodes: Object.values(operators).reduce((sum, count) => sum + count, 0),
      operators: Object.keys(operators).filter((operator) => lacked[format]?.(operator)),
    })),
  };
}

const VIRTUAL = '\0nearside-outline:';

/** @returns {import('vite').Plugin} */
export function outlines() {
  let root = '';
  return {
    name: 'nearside:outlines',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
    },
    // A name of its own, without `.json`: Vite would read what is loaded as the card itself.
    resolveId: {
      filter: { id: /\/card\.json\?outline$/ },
      handler: (source) => VIRTUAL + source.split('/').at(-2),
    },
    load: {
      filter: { id: /^\0nearside-outline:/ },
      handler(id) {
        const path = join(root, 'models', id.slice(VIRTUAL.length), 'card.json');
        this.addWatchFile(path);
        return `export default ${JSON.stringify(outlineOf(JSON.parse(readFileSync(path, 'utf8'))))};`;
      },
    },
  };
}
