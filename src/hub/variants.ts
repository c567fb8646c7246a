import { Problem } from '../domain/problem';
import { listed } from '../domain/words';
import type { Precision } from '../models/artefact';
import type { HubFile } from './listing';

/** A model's graph in one form, with the files that hold its weights. */
export interface Variant {
  /** As file names say it, without their underscore: `q4`, `fp16`; `fp32` for none. */
  readonly id: string;
  /** How most weights are stored. */
  readonly weights: Precision;
  /** What the arithmetic runs in. */
  readonly compute: 'fp32' | 'fp16' | 'int8';
  readonly graph: HubFile;
  /** Weights outside the graph's file. */
  readonly data: readonly HubFile[];
  /** Of the graph and its weights. */
  readonly bytes: number;
}

/** By what follows `model` in a file's name, as transformers.js calls them; those first that are taken where nobody chooses. */
const kinds: Readonly<Record<string, Pick<Variant, 'weights' | 'compute'>>> = {
  q4: { weights: 'int4', compute: 'fp32' },
  q4f16: { weights: 'int4', compute: 'fp16' },
  quantized: { weights: 'int8', compute: 'int8' },
  int8: { weights: 'int8', compute: 'int8' },
  uint8: { weights: 'int8', compute: 'int8' },
  fp16: { weights: 'fp16', compute: 'fp16' },
  fp32: { weights: 'fp32', compute: 'fp32' },
};

const FOLDER = 'onnx/';
const graphName = (id: string) => (id === 'fp32' ? 'model.onnx' : `model_${id}.onnx`);

/** Files of weights beside a graph: `model.onnx_data`, `model.onnx_data_1` …, or `model.onnx.data`. */
function dataOf(graph: HubFile, files: readonly HubFile[]): HubFile[] {
  const numbered = files.flatMap((file) => {
    const behind = file.path.startsWith(graph.path) ? file.path.slice(graph.path.length) : '';
    const found = /^(?:_data|\.data)(?:_(\d{1,3}))?$/.exec(behind);
    return found ? [{ file, number: Number(found[1] ?? 0) }] : [];
  });
  return numbered.sort((a, b) => a.number - b.number).map(({ file }) => file);
}

/** Every form that a repository holds of its model and this page reads, the one that is taken where nobody chooses first. */
export function variantsOf(files: readonly HubFile[]): Variant[] {
  return Object.entries(kinds).flatMap(([id, kind]) => {
    const graph = files.find(({ path }) => path === FOLDER + graphName(id));
    if (!graph) return [];
    const data = dataOf(graph, files);
    const bytes = [graph, ...data].reduce((sum, file) => sum + file.bytes, 0);
    return [{ id, ...kind, graph, data, bytes }];
  });
}

/** What is needed beside the graph, and what is taken where it is there. */
const needed = ['config.json', 'tokenizer.json'];
const wanted = ['tokenizer_config.json', 'generation_config.json', 'chat_template.jinja', 'special_tokens_map.json'];

/** The files beside the graph that a decoder is run with. */
export function besides(files: readonly HubFile[]): HubFile[] {
  return [...needed, ...wanted].flatMap((path) => files.find((file) => file.path === path) ?? []);
}

/**
 * @throws Problem `no-artefact` where a repository is not laid out as this page reads it, with what it lacks
 */
export function checkLayout(repository: string, files: readonly HubFile[]): void {
  const graphs = files.filter(({ path }) => path.endsWith('.onnx')).map(({ path }) => path);
  if (graphs.length === 0) {
    const copy = 'Look for a copy of the model in that format: its name often ends in “-ONNX”';
    throw new Problem('no-artefact', `${repository} holds no ONNX file. ${copy}.`);
  }
  if (variantsOf(files).length === 0) {
    const some = graphs.slice(0, 3).map((path) => path.slice(0, 80));
    const names = `${FOLDER}model.onnx, ${FOLDER}model_q4.onnx and their like`;
    throw new Problem(
      'no-artefact',
      `${repository} holds ONNX files (${listed(some)}), but none by the names of a decoder: ${names}.`,
    );
  }
  const missing = needed.filter((name) => !files.some(({ path }) => path === name));
  if (missing.length > 0) {
    throw new Problem(
      'no-artefact',
      `${repository} holds no ${listed(missing)}, without which its model can’t be run here.`,
    );
  }
}
