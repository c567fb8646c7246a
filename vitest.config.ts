import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findBrowser, softwareGpuFlags } from './scripts/browser.mjs';
import { checkedWasm } from './scripts/checkedWasm.ts';
import { farEndpoint } from './scripts/farEndpoint.ts';
import { outlines } from './scripts/outlines.mjs';
import { together } from './scripts/together.mjs';

const define = { __APP_VERSION__: JSON.stringify('test'), __APP_COMMIT__: JSON.stringify('test') };

/** Imported by the runtimes when one is opened: found only then, they would reload a test that is under way. */
const runtimeModules = ['core', 'converter', 'backend-cpu', 'backend-wasm', 'backend-webgl', 'backend-webgpu'].map(
  (name) => `@tensorflow/tfjs-${name}`,
);

/** Ends what hangs. Five seconds, the default, tell a busy machine from a free one, and no test is of that. */
const testTimeout = 60_000;

/** `unit` runs beside the code in Node; `browser` runs `*.browser.test.ts` in a real Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        define,
        plugins: [outlines(), together(), checkedWasm()],
        test: {
          name: 'unit',
          testTimeout,
          // A process of its own for each of 250 files, with every runtime loaded anew, is most of the suite's work. What a test
          // replaces it gives back.
          isolate: false,
          unstubGlobals: true,
          unstubEnvs: true,
          restoreMocks: true,
          setupFiles: 'tests/support/titles.ts',
          include: ['{src,bench,models,tools,scripts,tests/fuzz}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
          environment: 'node',
        },
      },
      {
        define,
        plugins: [svelte(), outlines(), together(), checkedWasm(), farEndpoint()],
        optimizeDeps: { exclude: ['onnxruntime-web'], include: runtimeModules },
        publicDir: 'static',
        test: {
          name: 'browser',
          testTimeout,
          include: ['src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findBrowser(), args: [...chromiumFlags, ...softwareGpuFlags] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
