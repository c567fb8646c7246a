import { defineConfig, mergeConfig } from 'vite';
import production from '../../vite.config.ts';

/** The page of `npm run bench:self`, built as the product is: the same plugins, minifier and worker settings. */
export default mergeConfig(
  production,
  defineConfig({
    build: { outDir: '.cache/self', emptyOutDir: true, rolldownOptions: { input: 'bench/self/index.html' } },
  }),
);
