import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cardFiles, factsOf, modelIds, readCard, readServed } from '../../tools/models/cards';
import { webglOperators } from '../runtimes/ort/webgl-operators.mjs';
import { allTargets, parseTarget, runtimes } from '../runtimes/target';
import { operatorsOf } from '../../tools/models/operators';
import { tasks } from '../tasks/registry';
import { artefactBytes } from './artefact';
import { artefactOn, downloadBytes } from '../runtimes/fit';
import { artefactFor } from '../runtimes/fit';
import { outlineOf, outlines, outlinesOf } from './outline';
import { loadCard, loadCards, loadChain } from './registry';

const root = fileURLToPath(new URL('../..', import.meta.url));
const assembled = join(root, 'static/models');
const ids = modelIds();
const cards = await loadCards();
const notice = readFileSync(join(assembled, 'NOTICE.txt'), 'utf8');
const installed = (folder: string) =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string; version: string };

it('there are models, and the page finds the same as the tools', () => {
  expect(ids.length).toBeGreaterThan(0);
  expect(outlines.map(({ id }) => id)).toEqual(ids);
  expect(cards).toEqual(ids.map(readCard));
});

describe.each(ids)('the card of %s', (id) => {
  const card = readCard(id);

  it('is named after its folder, and no other has its title', () => {
    expect(card.id).toBe(id);
    expect(cards.filter(({ title }) => title === card.title)).toHaveLength(1);
  });

  it('has a task with a page entry, and stands behind a known model or none', () => {
    expect(tasks.map((task) => task.id)).toContain(card.task);
    expect(existsSync(join(root, 'src/tasks', card.task, 'meta.ts'))).toBe(true);
    const chain = outlinesOf(id);
    expect(chain.map((step) => step.id)).toEqual(card.behind ? [card.behind, id] : [id]);
  });

  it('lists files that are served with the very bytes it says', () => {
    for (const { path, bytes, sha256, parts } of cardFiles(card)) {
      const served = factsOf(readServed(join(assembled, id), { path, from: '', bytes, sha256, parts }));
      expect({ path, ...served }).toEqual({ path, bytes, sha256, ...(parts && { parts }) });
    }
  });

  it('comes from the version of the package that is installed', () => {
    const { name, version } = installed(
      card.source.package === 'nearside' ? '.' : `node_modules/${card.source.folder ?? card.source.package}`,
    );
    expect(card.source).toMatchObject({ package: name, version });
  });

  it('has its licence and provenance in the notice that is served', () => {
    for (const line of [card.title, card.licence.weights, card.licence.notice, card.licence.provenance]) {
      expect(notice).toContain(line);
    }
  });

  it('counts the operators that its files hold', () => {
    for (const { format, files, operators } of card.artefacts) {
      const graph = files.find(({ path }) => /\.(onnx|json)$/.test(path));
      expect(operators).toEqual(operatorsOf(format, readServed(join(assembled, card.id), graph!)));
    }
  });

  it('has an artefact that some runtime reads', () => {
    const read = runtimes.some((runtime) => runtime.backends.some(({ id }) => artefactFor(card, runtime, id)));
    expect(read).toBe(true);
  });

  it('has a reference that fits its inputs and outputs', () => {
    const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort();
    // What a decoder is asked and must answer are tokens.
    expect(card.reference.tokens !== undefined).toBe(card.decoder !== undefined);
    if (card.decoder) return;
    expect(names(card.reference.inputs)).toEqual(names(card.inputs));
    expect(names(card.outputs)).toEqual(expect.arrayContaining(names(card.reference.outputs)));
    for (const { shape, stride, file } of card.reference.outputs) {
      const size = shape.reduce((product, length) => product * length, 1);
      expect(file.bytes).toBe(4 * Math.ceil(size / stride));
    }
  });

  it('keeps to dimensions that are positive or chosen at run time', () => {
    const dimensions = [...card.inputs, ...card.outputs].flatMap(({ shape }) => shape);
    expect(dimensions.filter((length) => length === 0 || length < -1 || !Number.isInteger(length))).toEqual([]);
  });
});

it('every task is answered by a model that is there, and every sample by a file that is', () => {
  for (const task of tasks) {
    expect(outlineOf(task.model)?.task, task.id).toBe(task.id);
    expect(task.samples.length, task.id).toBeGreaterThan(0);
    for (const sample of task.samples) {
      if ('picture' in sample) expect(existsSync(join(root, 'static', sample.picture)), sample.picture).toBe(true);
      else expect(sample.texts.length).toBeGreaterThan(task.texts === 'prompt' ? 0 : 1);
    }
  }
});

it('the notice that is served holds the licences’ texts and who made the pictures', () => {
  for (const text of [
    'Permission is hereby granted',
    'Apache License',
    'Copyright (c) Vladimir Mandic',
    'samples/coffee.jpg: Rachel',
  ])
    expect(notice).toContain(text);
});

describe('registry', () => {
  it('knows no model by a name that is not one', async () => {
    expect(await loadCard('no-such-model')).toBeUndefined();
    expect(await loadChain('no-such-model')).toEqual([]);
    expect(outlinesOf('no-such-model')).toEqual([]);
  });

  it.each(ids)('tells of %s in outline what its files are on every target', async (id) => {
    const chain = await loadChain(id);
    const outline = outlinesOf(id);
    expect(outline.map((one) => one.id)).toEqual(chain.map((card) => card.id));
    const said = (read: () => number) => {
      try {
        return read();
      } catch (error) {
        return String(error);
      }
    };
    for (const target of allTargets.map((name) => parseTarget(name)!)) {
      for (const [index, card] of chain.entries()) {
        const { assetBytes, ...told } = outline[index]!;
        expect(said(() => artefactOn(told, target).bytes + assetBytes)).toEqual(
          said(() => artefactBytes(card, artefactOn(card, target))),
        );
      }
    }
  });

  it('has no file twice, so that bytes can be counted by file set', () => {
    for (const { id, artefacts, assets } of cards) {
      const hashes = [...artefacts.flatMap(({ files }) => files), ...assets].map(({ sha256 }) => sha256);
      expect(new Set(hashes).size, id).toBe(hashes.length);
    }
  });

  it('takes the format that the runtime prefers, in a precision that the backend takes', () => {
    const card = readCard('facemesh');
    const [ort, tfjs] = ['ort', 'tfjs'].map((id) => runtimes.find((runtime) => runtime.id === id)!);
    expect(artefactFor(card, tfjs!, 'wasm')).toMatchObject({ format: 'tfjs-graph', precision: 'fp16' });
    expect(artefactFor(card, ort!, 'wasm')).toMatchObject({ format: 'onnx', precision: 'fp16' });
    expect(artefactFor(card, ort!, 'webgl')).toMatchObject({ format: 'onnx', precision: 'fp32' });
    expect(artefactFor({ ...card, artefacts: [] }, ort!, 'wasm')).toBeUndefined();
  });

  it('names the operators that a backend lacks before anything is downloaded', () => {
    const onWebgl = () => artefactOn(readCard('movenet-lightning'), parseTarget('ort-webgl')!);
    expect(onWebgl).toThrow('The operators ArgMax, GatherND and Mod are missing on this backend.');
    expect(downloadBytes(['movenet-lightning'], [parseTarget('ort-webgl')!])).toBe(0);
    expect(artefactOn(readCard('blazeface'), parseTarget('ort-webgl')!).format).toBe('onnx');
  });

  it('knows the operators that ONNX Runtime’s WebGL backend resolves', () => {
    const source = readFileSync(join(root, 'node_modules/onnxruntime-web/dist/ort.webgl.mjs'), 'utf8');
    const rules = source.slice(source.indexOf('WEBGL_OP_RESOLVE_RULES = ['));
    const resolved = [...rules.slice(0, rules.indexOf('];')).matchAll(/\["(\w+)", "", "/g)].map(
      ([, operator]) => operator,
    );
    expect(resolved.length).toBeGreaterThan(50);
    expect([...webglOperators].sort()).toEqual([...new Set([...resolved, 'Constant'])].sort());
  });

  it('counts a file that two targets share once', () => {
    const targets = ['tfjs-wasm', 'tfjs-webgl'].map((id) => parseTarget(id)!);
    const card = readCard('blazeface');
    const artefact = card.artefacts.find(({ format }) => format === 'tfjs-graph');
    expect(downloadBytes(['blazeface'], targets)).toBe(artefactBytes(card, artefact!));
    expect(downloadBytes(['facemesh'], targets)).toBeGreaterThan(artefactBytes(card, artefact!));
  });

  it('counts assets among the bytes of a download', () => {
    const withAssets = cards.find(({ assets }) => assets.length > 0);
    const [artefact] = withAssets!.artefacts;
    const weights = artefact!.files.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(artefactBytes(withAssets!, artefact!)).toBe(
      weights + withAssets!.assets.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    expect(artefactBytes(withAssets!, artefact!)).toBeGreaterThan(weights);
  });
});

describe('an artefact that is asked for by name', () => {
  const card = readCard('movenet-lightning');
  const on = (target: string, precision: string) => artefactOn(card, parseTarget(target)!, precision);

  it('is the one that is loaded', () => {
    expect(card.artefacts.map(({ format, precision }) => `${format} ${precision}`)).toContain('onnx fp16');
    expect(on('ort-wasm', 'fp16')).toMatchObject({ format: 'onnx', precision: 'fp16' });
    expect(on('tfjs-wasm', 'fp16')).toMatchObject({ format: 'tfjs-graph', precision: 'fp16' });
  });

  it('that the target can’t read is refused in a sentence, and what it reads is named', () => {
    expect(() => on('tfjs-wasm', 'int4')).toThrow(
      'tfjs-wasm can’t load MoveNet Lightning with int4 weights; it reads those of fp16.',
    );
  });
});
