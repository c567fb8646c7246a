import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy, pageHeaders } from './scripts/headers.mjs';

const require = createRequire(import.meta.url);

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return 'unknown';
  }
}

/** The same headers in development, preview and (as `_headers`) on static hosts; the policy only where no hot reload needs to inject. */
function headers(): Plugin {
  return {
    name: 'nearside:headers',
    configureServer(server) {
      server.middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
        next();
      });
    },
    generateBundle() {
      if (this.environment.name !== 'client') return;
      const lines = Object.entries({ ...pageHeaders, 'Content-Security-Policy': contentSecurityPolicy });
      const source = ['/*', ...lines.map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');
      this.emitFile({ type: 'asset', fileName: '_headers', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, context) =>
        context.server
          ? []
          : [
              {
                tag: 'meta',
                // frame-ancestors is only heeded in a header.
                attrs: {
                  'http-equiv': 'Content-Security-Policy',
                  content: contentSecurityPolicy.replace(/; frame-ancestors [^;]+/, ''),
                },
                injectTo: 'head-prepend',
              },
            ],
    },
  };
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
    'tfjs-wasm-threads.js': () => readFileSync(require.resolve(`${wasmOut}.js`), 'utf8'),
    'tfjs-wasm-thread-worker.js': () =>
      (require(`${wasmOut}.worker.js`) as { wasmWorkerContents: string }).wasmWorkerContents.replace(/\n/g, '\\n'),
  };
  const beside = (name: keyof typeof files) => `new URL('${name}', self.location.href).href`;
  return {
    name: 'nearside:tfjs-wasm-threads',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const name = request.url?.split('?')[0]?.split('/').pop() as keyof typeof files;
        if (!Object.hasOwn(files, name)) return next();
        response.setHeader('Content-Type', 'text/javascript');
        response.end(files[name]());
      });
    },
    transform: {
      filter: { id: /tfjs-backend-wasm\/dist\/backend_wasm\.js/ },
      handler(code) {
        const patched = code
          .replace(
            /new Blob\(\[`var WasmBackendModuleThreadedSimd = ` \+\s*wasmFactoryThreadedSimd\.toString\(\)\], \{ type: 'text\/javascript' \}\)/,
            beside('tfjs-wasm-threads.js'),
          )
          .replace(
            /const response = wasmWorkerContents[^]*?return URL\.createObjectURL\(blob\);/,
            `return ${beside('tfjs-wasm-thread-worker.js')};`,
          );
        for (const name of Object.keys(files)) {
          if (!patched.includes(name)) this.error(`TensorFlow.js has changed: ${name} could not be put in its place.`);
        }
        return { code: patched, map: null };
      },
    },
    generateBundle() {
      // Beside the worker chunks, where `self.location` of a worker points.
      for (const [name, source] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName: `assets/${name}`, source: source() });
      }
    },
  };
}

export default defineConfig({
  base: './',
  publicDir: 'static',
  plugins: [svelte(), headers(), tfjsWasmThreads()],
  define: {
    __APP_VERSION__: JSON.stringify((require('./package.json') as { version: string }).version),
    __APP_COMMIT__: JSON.stringify(commit()),
  },
  worker: { format: 'es', plugins: () => [tfjsWasmThreads()] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // Pre-bundling rewrites `import.meta.url` and the patched file's name; both runtimes are plain ES modules already.
  optimizeDeps: { exclude: ['onnxruntime-web', '@tensorflow/tfjs-backend-wasm'] },
  preview: { headers: { ...pageHeaders, 'Content-Security-Policy': contentSecurityPolicy } },
});
