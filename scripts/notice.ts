import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8').trim();

/** Who holds the copyright of packages that carry no licence file, by their sources' own headers; the licence itself is in `package.json`. */
const holders: Readonly<Record<string, string>> = {
  'onnxruntime-web': 'Copyright (c) Microsoft Corporation. All rights reserved.',
  'onnxruntime-common': 'Copyright (c) Microsoft Corporation. All rights reserved.',
  '@tensorflow/tfjs-backend-cpu': 'Copyright 2018-2023 Google LLC. All Rights Reserved.',
  '@tensorflow/tfjs-backend-wasm': 'Copyright 2018-2023 Google LLC. All Rights Reserved.',
  '@tensorflow/tfjs-backend-webgl': 'Copyright 2018-2023 Google LLC. All Rights Reserved.',
  '@tensorflow/tfjs-backend-webgpu': 'Copyright 2018-2023 Google LLC. All Rights Reserved.',
  '@tensorflow/tfjs-converter': 'Copyright 2018-2023 Google LLC. All Rights Reserved.',
  '@tensorflow/tfjs-core': 'Copyright 2018-2023 Google LLC. All Rights Reserved.',
  seedrandom: 'Copyright 2019 David Bau.',
};

/** Texts of licences that packages name without carrying them. */
const standard: Readonly<Record<string, () => string>> = {
  MIT: () => read('LICENSE').replace(/^Copyright.*\n\n/m, ''),
  'Apache-2.0': () => read('models/licences/Apache-2.0.txt'),
};

/**
 * @param folder of the package, relative to the repository
 * @throws where it has no licence that can be passed on: a build that leaves one out is not to be served
 */
export function licenceOf(folder: string): string {
  const { name, license } = JSON.parse(read(folder, 'package.json')) as { name: string; license: string };
  const files = readdirSync(join(root, folder)).filter((file) =>
    /^(?:licen[cs]e|notice)(?:\.(?:md|txt))?$/i.test(file),
  );
  if (files.length > 0) return files.map((file) => read(folder, file)).join('\n\n');
  const holder = holders[name];
  const text = standard[license];
  if (!holder || !text)
    throw new Error(`${name} has no licence file: name who holds its copyright in scripts/notice.ts.`);
  return `${holder}\n\n${text()}`;
}

/** The folder of the package that a module is from, relative to the repository. */
export function packageFolder(id: string): string | undefined {
  const path = id.replaceAll('\\', '/');
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  const [scope = '', name = ''] = path.slice(at + '/node_modules/'.length).split('/');
  const folder = `node_modules/${scope.startsWith('@') ? `${scope}/${name}` : scope}`;
  return existsSync(join(root, folder, 'package.json')) ? folder : undefined;
}

/** @param folders of packages, relative to the repository */
export function noticeOf(folders: Iterable<string>): string {
  const byText = new Map<string, string[]>();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(read(folder, 'package.json')) as Record<string, string>;
    const text = licenceOf(folder);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...byText].map(([text, of]) => `${of.join('\n')}\n\n${text}\n`);
  const head = `Software that this site serves, with its licences. Model weights and pictures: models/NOTICE.txt.\n\nNearside (MIT)\n\n${read('LICENSE')}\n`;
  return [head, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * Serves the licence texts of every package that is in the bundle as `NOTICE.txt`.
 * @returns the plugin for the page and the one for its workers, which are bundled before it
 */
export function notices(): { page: Plugin; workers: Plugin } {
  const folders = new Set<string>();
  const note = (ids: Iterable<string>) => {
    for (const id of ids) {
      const folder = packageFolder(id);
      if (folder) folders.add(folder);
    }
  };
  const workers: Plugin = {
    name: 'nearside:notice-workers',
    apply: 'build',
    generateBundle() {
      note(this.getModuleIds());
    },
  };
  const page: Plugin = {
    name: 'nearside:notice',
    apply: 'build',
    generateBundle() {
      note(this.getModuleIds());
      this.emitFile({ type: 'asset', fileName: 'NOTICE.txt', source: noticeOf(folders) });
    },
  };
  return { page, workers };
}
