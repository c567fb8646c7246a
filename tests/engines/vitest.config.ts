import { defineConfig } from 'vitest/config';

const define = { __APP_VERSION__: JSON.stringify('test'), __APP_COMMIT__: JSON.stringify('test') };

/** The production build in Firefox and WebKit: `npm run test:engines`, and a short form of it in `npm test`. */
export default defineConfig({
  define,
  test: {
    name: 'engines',
    include: ['tests/engines/*.test.ts'],
    globalSetup: ['tests/support/server.ts'],
    environment: 'node',
    // Cells are timed: two browsers at once would measure each other.
    fileParallelism: false,
    testTimeout: 10 * 60_000,
    hookTimeout: 2 * 60_000,
  },
});
