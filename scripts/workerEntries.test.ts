import { build, type Plugin } from 'vite';
import { expect, it } from 'vitest';
import { workerEntries } from './workerEntries';

/** An entry and a chunk that it loads later share a module. */
const modules: Readonly<Record<string, string>> = {
  'virtual:entry': `import { state } from 'virtual:state'; state.n++; import('virtual:lazy');`,
  'virtual:lazy': `import { state } from 'virtual:state'; console.log(state.n);`,
  'virtual:state': `export const state = { n: 0 };`,
};

const virtual: Plugin = {
  name: 'virtual',
  resolveId: (id) => (id in modules ? `\0${id}` : undefined),
  load: (id) => modules[id.slice(1)],
};

async function built(...plugins: Plugin[]) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [virtual, ...plugins],
    build: { write: false, rolldownOptions: { input: 'virtual:entry' } },
  });
  if (!('output' in result)) throw new Error('Vite gave no single output.');
  return result.output.filter((output) => output.type === 'chunk');
}

it('what an entry shares with its chunks is in neither of them', async () => {
  const chunks = await built(workerEntries());
  expect(chunks).toHaveLength(3);
  const entry = chunks.find(({ isEntry }) => isEntry);
  for (const { imports } of chunks) expect(imports).not.toContain(entry?.fileName);
});

it('a build whose chunks import the entry fails', async () => {
  const undone: Plugin = { name: 'undone', options: (options) => ({ ...options, preserveEntrySignatures: false }) };
  await expect(built(workerEntries(), undone)).rejects.toThrow(/worker’s entry .* evaluate it twice/);
});
