/** Serves the production build with the headers of a real host. */
import { preview } from 'vite';
import { root } from './ensure.mjs';

/**
 * @param {number} port 0 takes a free one
 * @param {string} [outDir] folder of the build, relative to the repository
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(port, outDir = 'dist') {
  const server = await preview({
    root,
    logLevel: 'warn',
    build: { outDir },
    preview: { port, strictPort: port !== 0, host: 'localhost' },
  });
  const address = server.httpServer.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return { url: `http://localhost:${actual}/`, close: () => server.close() };
}
