import { realClock } from '../../../far/endpoint/emulated/clock';
import { emulator } from '../../../far/endpoint/emulated/emulate';
import type { Answer, Question } from '../names';
import { routeOf } from './answer';
import { findFile, findPage, install, tidy, version } from './caches';
import { headersFor, withHeaders } from './headers';
import { scope, type FetchEvent } from './scope';

/** Until when only the caches answer; a page that wants it for longer says so again. */
let cacheOnlyUntil = 0;
const CACHE_ONLY_MS = 20_000;
let missed: string[] = [];

const far = emulator('service worker', realClock);

const isCacheOnly = () => Date.now() < cacheOnlyUntil;

async function answer(request: Request, found: Promise<Response | undefined>): Promise<Response> {
  // A cache that can't be read is none.
  const here = await found.catch(() => undefined);
  const headers = headersFor(request.url);
  if (here) return withHeaders(here, headers);
  if (!isCacheOnly()) return withHeaders(await fetch(request), headers);
  missed.push(request.url);
  return Response.error();
}

function onFetch(event: FetchEvent): void {
  const { request } = event;
  const { url, method, mode, cache, headers } = request;
  const asked = { url, method, mode, cache, hasRange: headers.has('Range') };
  const route = routeOf(asked, scope.registration.scope);
  if (route === 'far') {
    event.respondWith(far.answer(request));
    return;
  }
  if (route === 'none') {
    if (isCacheOnly()) event.respondWith(answer(request, Promise.resolve(undefined)));
    return;
  }
  event.respondWith(answer(request, route === 'page' ? findPage() : findFile(url)));
}

async function reply(question: Question): Promise<Answer> {
  if (question.kind === 'tidy') await tidy();
  if (question.kind !== 'cache only') return { version };
  const before = missed;
  if (!isCacheOnly() || !question.on) missed = [];
  cacheOnlyUntil = question.on ? Date.now() + CACHE_ONLY_MS : 0;
  return { version, missed: before };
}

scope.addEventListener('install', (event) => {
  // Pages go on with the version that they began with, so that there is nothing to wait for.
  event.waitUntil(install().then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(scope.clients.claim().then(tidy));
});

scope.addEventListener('fetch', onFetch);

scope.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (port) event.waitUntil(reply(event.data as Question).then((said) => port.postMessage(said)));
});
