import { requestLock } from '../../domain/lock';
import { VERSION_LOCK } from './names';

/** After the first load: what the first screen needs is there by then. */
const WAIT_MS = 4000;

/** The version of the build that this page is of; undefined where it was not built, as in development. */
export const pageVersion = (): string | undefined =>
  document.querySelector<HTMLMetaElement>('meta[name="nearside-build"]')?.content || undefined;

/**
 * Begins what keeps the page for being offline, in a moment; at once where the host sends no headers, for a service worker can add
 * them.
 */
export function beginOffline(): void {
  const version = pageVersion();
  if (!version || !('serviceWorker' in navigator)) return;
  requestLock(VERSION_LOCK + version, { mode: 'shared' }, () => new Promise<never>(() => {})).catch(() => {});
  const begin = () => void import('./start').then(({ start }) => start(version)).catch(() => {});
  if (!crossOriginIsolated) begin();
  else if (document.readyState === 'complete') setTimeout(begin, WAIT_MS);
  else addEventListener('load', () => setTimeout(begin, WAIT_MS), { once: true });
}
