/** Faults of the runtimes that break answers or production builds, mended while bundling. Each fails the build when it no longer fits. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformWithOxc, type Connect, type Plugin } from 'vite';

const require = createRequire(import.meta.url);

/** The Trusted Types policy of `src/domain/ownScripts.ts` as a plain script. */
async function ownScripts(): Promise<string> {
  const path = fileURLToPath(new URL('../src/domain/ownScripts.ts', import.meta.url));
  return (await transformWithOxc(readFileSync(path, 'utf8'), path)).code;
}

const wasmOut = '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd';

/**
 * TensorFlow.js 4.22 starts its wasm threads from a blob that holds `factory.toString()`. Minified, the function refers to
 * names that do not exist in the blob (`ReferenceError: e is not defined`) and `setBackend` hangs; only production builds
 * are hit. The plugin serves the two scripts as they were published, as files of this origin, which the content security
 * policy wants anyway (`worker-src 'self'`, no `blob:`).
 */
function tfjsWasmThreads(): Plugin {
  const files = {
    'tfjs-wasm-threads.js': async () => readFileSync(require.resolve(`${wasmOut}.js`), 'utf8'),
    // It loads the other script by its address as text, which the policy takes from a realm of our own making only.
    'tfjs-wasm-thread-worker.js': async () =>
      `{${await ownScripts()}}\n` +
      (require(`${wasmOut}.worker.js`) as { wasmWorkerContents: string }).wasmWorkerContents.replace(/\n/g, '\\n'),
  };
  /** With some of its content's hash, as every other script has: a page goes on with the version that it began with. */
  const servedName = async (name: keyof typeof files) => {
    const hash = createHash('sha256').update(await files[name]());
    return name.replace('.js', `-${hash.digest('hex').slice(0, 8)}.js`);
  };
  const beside = async (name: keyof typeof files) => `new URL('${await servedName(name)}', self.location.href).href`;
  return {
    name: 'nearside:tfjs-wasm-threads',
    configureServer(server) {
      server.middlewares.use((request, response, next) => void answer(request, response, next));
      const answer: (...of: Parameters<Connect.NextHandleFunction>) => Promise<void> = async (
        request,
        response,
        next,
      ) => {
        const served = request.url?.split('?')[0]?.split('/').pop();
        const name = served?.replace(/-[0-9a-f]{8}\.js$/, '.js') as keyof typeof files;
        if (!Object.hasOwn(files, name)) return next();
        response.setHeader('Content-Type', 'text/javascript');
        response.end(await files[name]());
      };
    },
    transform: {
      filter: { id: /tfjs-backend-wasm\/dist\/backend_wasm\.js/ },
      async handler(code) {
        const [threads, thread] = [await beside('tfjs-wasm-threads.js'), await beside('tfjs-wasm-thread-worker.js')];
        const patched = code
          .replace(
            /new Blob\(\[`var WasmBackendModuleThreadedSimd = ` \+\s*wasmFactoryThreadedSimd\.toString\(\)\], \{ type: 'text\/javascript' \}\)/,
            threads,
          )
          .replace(/const response = wasmWorkerContents[^]*?return URL\.createObjectURL\(blob\);/, `return ${thread};`);
        for (const name of Object.keys(files)) {
          if (!patched.includes(await servedName(name as keyof typeof files)))
            this.error(`TensorFlow.js has changed: ${name} could not be put in its place.`);
        }
        return { code: patched, map: null };
      },
    },
    async generateBundle() {
      // Beside the worker chunks, where `self.location` of a worker points.
      for (const [name, source] of Object.entries(files)) {
        const fileName = `assets/${await servedName(name as keyof typeof files)}`;
        this.emitFile({ type: 'asset', fileName, source: await source() });
      }
    },
  };
}

/**
 * ONNX Runtime 1.30's WebGL backend caches the shaders of pointwise convolutions by shape only: the program's metadata says
 * `cacheKey` where the cache reads `cacheHint` (web/lib/onnxjs/backends/webgl/ops/dot-product.ts). A convolution with a fused
 * ReLU then lends its shader to an equal one without, and the second answer is cut off at zero: BlazeFace's boxes were.
 * Shaders of Resize are cached without their scales and sizes (ops/resize-packed.ts): of two that resize pictures of one size to
 * different sizes, the second comes out in the first one's. NanoDet then adds 13 × 13 to 52 × 52 cells, which throws.
 */
function ortWebglShaderCache(): Plugin {
  return {
    name: 'nearside:ort-webgl-shader-cache',
    transform: {
      filter: { id: /onnxruntime-web\/dist\/ort\.webgl\.min\.mjs/ },
      handler(code) {
        const convolutions = code.replace(
          /(name:"ConvDotProduct".{0,200}?)cacheKey:(\w+\.activationCacheKey)/,
          '$1cacheHint:$2',
        );
        if (convolutions === code)
          this.error('ONNX Runtime has changed: the shader cache of its WebGL convolutions was not found.');
        // The operands behind the picture are region, scales and sizes.
        const patched = convolutions.replace(
          /(name:"Resize",inputNames.{0,100}?cacheHint:\w+\.cacheKey)(,get:\(\)=>\w+\(\w+,(\w+),)/,
          '$1+$3.slice(1).map(({data})=>data).join(";")$2',
        );
        if (patched === convolutions)
          this.error('ONNX Runtime has changed: the shader cache of its WebGL Resize was not found.');
        return { code: patched, map: null };
      },
    },
  };
}

/**
 * ONNX Runtime's scripts name their wasm beside themselves (`new URL('….wasm', import.meta.url)`), which bundles it whole, whatever its
 * size. Nothing fetches it there: what is handed over is `….wasm?checked` (`src/runtimes/wasmBuild.ts`).
 */
function ortWasmElsewhere(): Plugin {
  return {
    name: 'nearside:ort-wasm-elsewhere',
    apply: 'build',
    transform: {
      filter: { id: /onnxruntime-web\/dist\/ort(?:\.\w+)?\.bundle\.min\.mjs/ },
      order: 'pre',
      handler(code) {
        const patched = code.replace(
          /new URL\((["'])([\w.-]+\.wasm)\1,\s*import\.meta\.url\)/g,
          "new URL('$2',self.location.href)",
        );
        if (patched === code)
          this.error('ONNX Runtime has changed: its scripts no longer name their wasm as they did.');
        return { code: patched, map: null };
      },
    },
  };
}

export function runtimePatches(): Plugin[] {
  return [tfjsWasmThreads(), ortWebglShaderCache(), ortWasmElsewhere()];
}
