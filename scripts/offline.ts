import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import type { Build, BuildFile } from '../src/app/offline/names.ts';

const SESSION_WORKER = 'src/sessions/session.worker.ts';
const META = '<meta name="nearside-build" content="" />';

/** By the scripts and wasm of ONNX Runtime, without what a build puts behind their names. */
const ofOrt: Readonly<Record<string, string>> = {
  'ort.wasm.bundle.min': 'ort-wasm',
  'ort-wasm-simd-threaded': 'ort-wasm',
  'ort.webgl.min': 'ort-webgl',
  'ort.jspi.bundle.min': 'ort-webgpu-jspi',
  'ort-wasm-simd-threaded.jspi': 'ort-webgpu-jspi',
  'ort.webgpu.bundle.min': 'ort-webgpu-asyncify',
  'ort-wasm-simd-threaded.asyncify': 'ort-webgpu-asyncify',
  'ort.bundle.min': 'ort-webgpu-jsep',
  'ort-wasm-simd-threaded.jsep': 'ort-webgpu-jsep',
};

/**
 * The runtime, backend and build that a module, or a file of the build, is for; undefined for the page's own. What its chunk holds is
 * kept offline only where it was chosen: runtimes are large.
 * @throws where there is a new one of ONNX Runtime's
 */
export function runtimeOfFile(id: string): string | undefined {
  const path = id.replaceAll('\\', '/').replace(/\?.*$/, '');
  if (/\/node_modules\/(?:@tensorflow\/tfjs-|seedrandom\/)|\/tfjs-(?:backend-)?wasm[\w.-]*$/.test(path)) return 'tfjs';
  const name = /\/(ort(?:-wasm)?[\w.-]*)\.(?:wasm|mjs|js)$/.exec(path)?.[1];
  if (!name || !/onnxruntime-web\/dist|^assets\//.test(path)) return undefined;
  const plain = [name, name.replace(/-[\w-]{8}$/, '')]
    .map((one) => one.replace(/\.\dof\d$/, ''))
    .find((one) => ofOrt[one]);
  if (!plain) throw new Error(`ONNX Runtime has changed: which of its builds ${id} belongs to is not known.`);
  return ofOrt[plain];
}

function runtimeOfChunk({ fileName, moduleIds }: Rolldown.OutputChunk): string | undefined {
  const runtimes = new Set(moduleIds.flatMap((id) => runtimeOfFile(id) ?? []));
  if (runtimes.size > 1)
    throw new Error(
      `${fileName} holds parts of ${[...runtimes].join(' and ')}: kept offline, each should stand alone.`,
    );
  return [...runtimes][0];
}

/** A chunk of the page that needs one of a runtime would not start offline. */
function check(chunks: readonly Rolldown.OutputChunk[], runtimes: ReadonlyMap<string, string>): void {
  for (const { fileName, imports } of chunks) {
    const needed = imports.find((name) => runtimes.has(name));
    if (needed && !runtimes.has(fileName))
      throw new Error(`${fileName} is the page’s and imports ${needed}, which is ${runtimes.get(needed)}’s.`);
  }
}

const bytesOf = (output: Rolldown.OutputChunk | Rolldown.OutputAsset): number =>
  Buffer.byteLength(output.type === 'chunk' ? output.code : output.source);

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** The script of `src/app/offline/worker/`, in one piece: not every browser takes modules as service workers. */
async function serviceWorker(version: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const entry = fileURLToPath(new URL('../src/app/offline/worker/index.ts', import.meta.url));
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { __VERSION__: JSON.stringify(version), __HEADERS__: JSON.stringify(headers) },
    build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'serviceWorker', fileName: 'sw' } },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return output[0].code;
}

/**
 * Emits `sw.js`, the service worker, and `build.json`, the list of what the page and the runtimes are made of, and writes the
 * build's version into the page.
 * @param headers that the service worker adds where the host doesn't send them
 * @returns the plugin for the page and the one for its workers, which are bundled before it
 */
export function offline(headers: Readonly<Record<string, string>>): { page: Plugin; workers: Plugin } {
  /**
   * By file, of the bundles of workers. Those that others than a session's fetch are kept by nobody, as are those of the page, which are
   * for backends that run in a page.
   */
  const inWorkers = new Map<string, string>();
  const inSessions = new Set<string>();
  const workers: Plugin = {
    name: 'nearside:offline-workers',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const chunk of chunks) {
        const runtime = runtimeOfChunk(chunk);
        if (runtime) inWorkers.set(chunk.fileName, runtime);
      }
      if (chunks.some(({ isEntry, facadeModuleId }) => isEntry && facadeModuleId?.endsWith(SESSION_WORKER)))
        for (const { fileName } of Object.values(bundle)) inSessions.add(fileName);
      check(chunks, inWorkers);
    },
  };
  const page: Plugin = {
    name: 'nearside:offline',
    apply: 'build',
    transformIndexHtml: (html) => html.replace('<title>', `${META}\n    <title>`),
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const outputs = Object.values(bundle);
        const chunks = outputs.filter((output) => output.type === 'chunk');
        const html = bundle['index.html'];
        if (html?.type !== 'asset') return;
        const inPage = new Map(
          chunks.flatMap((chunk) => {
            const runtime = runtimeOfChunk(chunk);
            return runtime ? [[chunk.fileName, runtime] as const] : [];
          }),
        );
        check(chunks, inPage);
        const runtimes: Record<string, BuildFile[]> = {};
        const shell: string[] = [];
        for (const output of outputs) {
          const { fileName } = output;
          if (!fileName.startsWith('assets/')) continue;
          const runtime = inWorkers.get(fileName) ?? inPage.get(fileName) ?? runtimeOfFile(fileName);
          if (runtime && !inSessions.has(fileName)) continue;
          if (runtime) (runtimes[runtime] ??= []).push({ path: fileName, bytes: bytesOf(output) });
          else shell.push(fileName);
        }
        // Icons in other sizes are the system's, which fetches them when the page is installed.
        shell.push('icon.svg', 'manifest.webmanifest');
        shell.sort();
        if (Object.keys(runtimes).length === 0)
          this.error(`There is no worker ${SESSION_WORKER} that fetches runtimes.`);
        const text = String(html.source);
        if (!text.includes(META)) this.error('index.html has no place for the version of the build.');
        const lists = { shell, runtimes };
        // Of the service worker too: a version that differs in it alone is another.
        const version = hash(JSON.stringify(lists) + text + (await serviceWorker('', headers)));
        html.source = text.replace(META, META.replace('content=""', `content="${version}"`));
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: await serviceWorker(version, headers) });
        const list: Build = { version, ...lists };
        this.emitFile({ type: 'asset', fileName: 'build.json', source: JSON.stringify(list) });
      },
    },
  };
  return { page, workers };
}
