import type { Plugin } from 'vite';

/**
 * A worker's entry must be a module that nothing imports. WebKit doesn't take the script that a module worker was started with
 * for the module that a chunk imports by the same URL: it evaluates it once more, with a second copy of all its state
 * (seen in WebKitGTK 2.50). What the lazy chunks of a worker share with its entry goes into chunks of their own; a build
 * that has it otherwise fails.
 */
export function workerEntries(): Plugin {
  return {
    name: 'nearside:worker-entries',
    apply: 'build',
    // Vite asks for `false`, which lets the bundler put what is shared into the entry.
    options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }),
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const { fileName, isEntry } of chunks) {
        if (!isEntry) continue;
        const importers = chunks.filter(
          ({ imports, dynamicImports }) => imports.includes(fileName) || dynamicImports.includes(fileName),
        );
        if (importers.length === 0) continue;
        const names = importers.map((chunk) => chunk.fileName).join(', ');
        this.error(`${fileName} is a worker’s entry and is imported by ${names}: WebKit would evaluate it twice.`);
      }
    },
  };
}
