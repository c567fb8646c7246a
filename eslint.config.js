import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { layers } from './eslint.layers.js';
import svelteConfig from './svelte.config.js';

/** Nothing in a layer imports from a layer above it. */
const zones = layers.slice(1).map((layer, index) => ({
  target: `./src/${layer}`,
  from: layers.slice(0, index + 1).map((above) => `./src/${above}`),
  message: `Arrows go down the list in eslint.layers.js: ${layer} can't import from here.`,
}));

export default ts.config(
  { ignores: ['dist/', 'static/', '.cache/', 'node_modules/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      // Index arithmetic in typed arrays is full of them under noUncheckedIndexedAccess.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      // A key that comes twice blanks the whole page (https://svelte.dev/e/each_key_duplicate), and texts, names and flags from a
      // link or a file do come twice.
      'no-restricted-syntax': [
        'error',
        ...[
          'Identifier.key:not([name=/^(id|key|index|row)$/])',
          'MemberExpression.key:not([property.name=/^(id|key)$/])',
          ':not(Identifier, MemberExpression).key',
        ].map((key) => ({
          selector: `SvelteEachBlock > ${key}`,
          message: 'Key an each block by `index`, or by an `id` or `key` that is unique by construction.',
        })),
      ],
    },
  },
  {
    files: ['src/**'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver()],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts'],
    },
    // Packages import nothing of ours: no cycle goes through one.
    rules: { 'import-x/no-cycle': ['error', { ignoreExternal: true }] },
  },
  {
    files: ['src/**'],
    // Tests compare with whatever knows the truth.
    ignores: ['src/**/*.test.ts', 'src/**/*.fixture.ts'],
    rules: { 'import-x/no-restricted-paths': ['error', { zones }] },
  },
  {
    files: ['src/**'],
    ignores: ['src/runtimes/**', 'src/**/*.test.ts', 'src/**/*.fixture.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: ':not(TSLiteralType) > Literal[value=/^(wasm|webgl|webgpu|webnn)$/]',
          message:
            'What a backend is and can do is stated in src/runtimes/<id>/meta.ts: ask its capability (target.ts, needs.ts).',
        },
      ],
    },
  },
  { files: ['bench/**', 'scripts/**', 'models/**', 'tools/**'], rules: { 'no-console': 'off' } },
);
