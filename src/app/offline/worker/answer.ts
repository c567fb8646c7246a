import { EMULATED_PATH } from '../../../far/endpoint/emulated/place';

/** What the service worker does with a request. */
export type Route =
  /** The page of its own version. */
  | 'page'
  /** A file that it may have. */
  | 'file'
  /** The emulated far side. */
  | 'far'
  /** Nothing: the browser fetches as if there were no service worker. */
  | 'none';

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly mode: string;
  readonly cache: string;
  readonly hasRange: boolean;
}

/**
 * Weights are kept by the page itself, by their hashes, and are large: they go past the service worker, as does what asks not to be
 * answered from a cache, a file that turned out to be spoilt for one.
 * @param scope address of the page's folder
 */
export function routeOf({ url, method, mode, cache, hasRange }: Asked, scope: string): Route {
  if (!url.startsWith(scope)) return 'none';
  const path = url.slice(scope.length).replace(/[?#].*$/s, '');
  if (path === EMULATED_PATH && mode !== 'navigate') return 'far';
  if (method !== 'GET') return 'none';
  if (mode === 'navigate') return path === '' || path === 'index.html' ? 'page' : 'file';
  if (path === 'sw.js' || path.startsWith('models/') || hasRange) return 'none';
  return cache === 'default' || cache === 'no-cache' || cache === 'force-cache' ? 'file' : 'none';
}
