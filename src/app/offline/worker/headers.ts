import { DOOR_PATH } from '../../../door/protocol';
import { scope } from './scope';

/** The headers of a host that sends them all (`scripts/headers.mjs`). */
declare const __HEADERS__: Readonly<Record<string, string>>;

/** Those that a document of this host needs: the door's holds a policy of its own, which another beside it would undo. */
export function headersFor(
  url: string,
  all: Readonly<Record<string, string>> = __HEADERS__,
  folder: string = scope.registration.scope,
): Readonly<Record<string, string>> {
  if (!url.startsWith(new URL(DOOR_PATH, folder).href)) return all;
  const { 'Content-Security-Policy': _, ...others } = all;
  return { ...others, 'Cross-Origin-Resource-Policy': 'cross-origin' };
}

/**
 * A response with the headers that its host did not send: they isolate the page, which gives threads and a fine timer, and hold its
 * policy. What the host does send stays.
 */
export function withHeaders(response: Response, wanted: Readonly<Record<string, string>>): Response {
  const { status, statusText, type } = response;
  const missing = Object.entries(wanted).filter(([name]) => !response.headers.has(name));
  // What can't be read can't be made anew, a redirection that the browser is to follow for one.
  if (missing.length === 0 || type === 'error' || type === 'opaque' || type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of missing) headers.set(name, value);
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  return new Response(hasBody ? response.body : null, { status, statusText, headers });
}
