import { MEASURING_LOCK } from '../../../measure/turn';
import { CHOICE, KEPT_CACHE, SHELL_CACHE, VERSION_LOCK, type Build, type Choice } from '../names';
import { scope } from './scope';

declare const __VERSION__: string;
export const version: string = __VERSION__;

const ownShell = SHELL_CACHE + version;
const urlOf = (path: string) => new URL(path, scope.registration.scope).href;

/** Servers that compress vary by encoding, which a cache has no use for. */
const whole: CacheQueryOptions = { ignoreSearch: true, ignoreVary: true };

/** The page itself: this version's alone, so that what it fetches later is of one piece with it. */
export const findPage = async (): Promise<Response | undefined> =>
  (await caches.open(ownShell)).match(urlOf('./'), whole);

/** A file of this version, or of another that a page still uses: names of scripts hold their content's hash. */
export async function findFile(url: string): Promise<Response | undefined> {
  return (await (await caches.open(ownShell)).match(url, whole)) ?? caches.match(url, whole);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function lockNames(): Promise<string[]> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return held.flatMap(({ name }) => name ?? []);
}

/** A download beside a measurement would slow it down. */
async function whenNobodyMeasures(): Promise<void> {
  while ((await lockNames().catch((): string[] => [])).includes(MEASURING_LOCK)) await pause(2000);
}

/** @throws where it is not there, or is something else: a page that signs one in, say */
async function fetchFile(path: string, isPage = false): Promise<Response> {
  // A name with a hash means the same for ever; another has to be asked for anew.
  const response = await fetch(urlOf(path), { cache: path.startsWith('assets/') ? 'default' : 'no-cache' });
  const isHtml = /^text\/html\b/i.test(response.headers.get('Content-Type') ?? '');
  if (!response.ok || response.redirected || isHtml !== isPage) throw new Error(`${path}: ${response.status}`);
  return response;
}

async function keepIn(cache: Cache, path: string): Promise<void> {
  if (await cache.match(urlOf(path), whole)) return;
  await whenNobodyMeasures();
  await cache.put(urlOf(path), await fetchFile(path));
}

const AT_ONCE = 6;

async function keepAll(cache: Cache, paths: readonly string[]): Promise<void> {
  const left = [...paths];
  const work = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) await keepIn(cache, path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function readJson<T>(response: Response | undefined): Promise<T | undefined> {
  return response && ((await response.json()) as T);
}

const ownBuild = async () => readJson<Build>(await (await caches.open(ownShell)).match(urlOf('build.json')));

async function wanted({ runtimes }: Build): Promise<string[]> {
  const choice = await readJson<Choice>(await (await caches.open(KEPT_CACHE)).match(urlOf(CHOICE)));
  const chosen = choice?.runtimes.flatMap((name) => runtimes[name] ?? []) ?? [];
  return [...chosen.map(({ path }) => path), ...(choice?.files ?? [])];
}

/**
 * Keeps every file of this version, and what was chosen to be kept beside it. What broke off goes on where it was.
 * @throws where some of it is missing, or is another version's because the host is being changed just now: nothing is used of it then
 */
export async function install(): Promise<void> {
  const cache = await caches.open(ownShell);
  await whenNobodyMeasures();
  const [page, list] = await Promise.all([fetchFile('./', true), fetchFile('build.json')]);
  const build = await readJson<Build>(list.clone());
  const isOne = build?.version === version && (await page.clone().text()).includes(`content="${version}"`);
  if (!build || !isOne) throw new Error('The files on the server are of another version than this service worker.');
  await keepAll(cache, build.shell);
  await keepAll(await caches.open(KEPT_CACHE), await wanted(build));
  await cache.put(urlOf('build.json'), list);
  await cache.put(urlOf('./'), page);
}

/** Lets go of other versions' files once no page of theirs is open: each holds a lock by its version. */
export async function tidy(): Promise<void> {
  const { installing, waiting } = scope.registration;
  const names = await lockNames();
  const pages = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // Another version is on its way, or a page is open that has no lock yet or can't have one.
  if (installing || waiting || pages.length > names.filter((name) => name.startsWith(VERSION_LOCK)).length) return;
  const isUnused = (of: string) => of !== version && !names.includes(VERSION_LOCK + of);
  const others = (await caches.keys()).filter((name) => name.startsWith(SHELL_CACHE) && name !== ownShell);
  const unused = others.filter((name) => isUnused(name.slice(SHELL_CACHE.length)));
  await Promise.all(unused.map((name) => caches.delete(name)));
  const build = await ownBuild();
  if (!build || unused.length < others.length) return;
  const kept = await caches.open(KEPT_CACHE);
  const keep = new Set([CHOICE, ...(await wanted(build))].map(urlOf));
  for (const { url } of await kept.keys()) if (!keep.has(url)) await kept.delete(url);
}
