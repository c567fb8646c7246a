import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumFlags, findBrowser } from './scripts/browser.mjs';
import { outlines } from './scripts/outlines.mjs';

const define = { __APP_VERSION__: JSON.stringify('test'), __APP_COMMIT__: JSON.stringify('test') };

/** `unit` runs beside the code in Node; `browser` runs `*.browser.test.ts` in a real Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        define,
        plugins: [outlines()],
        test: {
          name: 'unit',
          include: ['{src,bench,models,tools,scripts}/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
          environment: 'node',
        },
      },
      {
        define,
        plugins: [svelte(), outlines()],
        publicDir: 'static',
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: findBrowser(), args: chromiumFlags } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
