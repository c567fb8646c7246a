import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Connect, type Plugin } from 'vite';
import { checkedWasm } from './scripts/checkedWasm.ts';
import { doorDocument } from './scripts/door.ts';
import { farEndpoint } from './scripts/farEndpoint.ts';
import {
  contentSecurityPolicy,
  doorHeaders,
  headersOf,
  hostRules,
  pageHeaders,
  waitingStyle,
} from './scripts/headers.mjs';
import { notices } from './scripts/notice.ts';
import { offline } from './scripts/offline.ts';
import { outlines } from './scripts/outlines.mjs';
import { together } from './scripts/together.mjs';
import { runtimePatches } from './scripts/patches.ts';
import { workerEntries } from './scripts/workerEntries.ts';

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

const builtHeaders = { ...pageHeaders, 'Content-Security-Policy': contentSecurityPolicy };

/**
 * With every answer, "not modified" too, as hosts do and Vite's own option doesn't: WebKit starts no worker from a script
 * whose revalidation came without an embedder policy.
 */
function sending(headersFor: (path: string) => Iterable<readonly [string, string]>): Connect.NextHandleFunction {
  return (request, response, next) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    for (const [name, value] of headersFor(path)) response.setHeader(name, value);
    next();
  };
}

/** The document through which other servers are asked, with its own policy. */
function door(): Plugin {
  return {
    name: 'nearside:door',
    configureServer: ({ middlewares }) =>
      void middlewares.use('/door/', (_request, response, next) => {
        doorDocument().then(({ html, policy }) => {
          response.setHeader('Content-Type', 'text/html; charset=utf-8');
          for (const [name, value] of Object.entries(doorHeaders(policy))) response.setHeader(name, value);
          response.end(html);
        }, next);
      }),
    async generateBundle() {
      if (this.environment.name !== 'client') return;
      const { html, policy } = await doorDocument();
      this.emitFile({ type: 'asset', fileName: 'door/index.html', source: html });
      const lines = hostRules(policy).flatMap(({ path, headers }) => [
        path,
        ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
      ]);
      this.emitFile({ type: 'asset', fileName: '_headers', source: [...lines, ''].join('\n') });
    },
  };
}

/** The same headers in development, preview and (as `_headers`) on static hosts; the policy only where no hot reload needs to inject. */
function headers(): Plugin {
  return {
    name: 'nearside:headers',
    configureServer: ({ middlewares }) => void middlewares.use(sending(() => Object.entries(pageHeaders))),
    configurePreviewServer({ middlewares, config }) {
      middlewares.use(sending(headersOf(readFileSync(resolve(config.root, config.build.outDir, '_headers'), 'utf8'))));
      // Hosts read this file and don't serve it.
      middlewares.use('/_headers', (_request, response) => {
        response.statusCode = 404;
        response.end();
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, context) => [
        { tag: 'style', children: waitingStyle, injectTo: 'head' },
        ...(context.server
          ? []
          : [
              {
                tag: 'meta',
                // frame-ancestors is only heeded in a header.
                attrs: {
                  'http-equiv': 'Content-Security-Policy',
                  content: contentSecurityPolicy.replace(/; frame-ancestors [^;]+/, ''),
                },
                injectTo: 'head-prepend' as const,
              },
            ]),
      ],
    },
  };
}

const notice = notices();
const kept = offline(builtHeaders);

export default defineConfig({
  base: './',
  // A file that is not there is a 404, not the page.
  appType: 'mpa',
  publicDir: 'static',
  plugins: [
    svelte(),
    outlines(),
    together(),
    headers(),
    door(),
    farEndpoint(),
    notice.page,
    checkedWasm(),
    ...runtimePatches(),
    kept.page,
  ],
  define: {
    __APP_VERSION__: JSON.stringify((require('./package.json') as { version: string }).version),
    __APP_COMMIT__: JSON.stringify(commit()),
  },
  worker: {
    format: 'es',
    plugins: () => [together(), checkedWasm(), ...runtimePatches(), workerEntries(), notice.workers, kept.workers],
    rolldownOptions: { checks: { pluginTimings: false, bundlerTimings: false } },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // A part's style sheets come before it is shown. Lists of what each part imports would be 2 kB of the first load, for the sake of one
    // round trip when a part is first opened.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_part, files) => files.filter((file) => file.endsWith('.css')),
    },
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      checks: { pluginTimings: false, bundlerTimings: false },
      // What the first page needs is one file: in many small ones, each shared with some later part, it is a tenth larger and slower.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  // Pre-bundling rewrites `import.meta.url` and the patched file's name; both runtimes are plain ES modules already.
  optimizeDeps: { exclude: ['onnxruntime-web', '@tensorflow/tfjs-backend-wasm'] },
});
