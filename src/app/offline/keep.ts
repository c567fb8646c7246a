import { Problem } from '../../domain/problem';
import { fetchFile, forgetFile, keptHashes } from '../../models/download';
import { CHOICE, KEPT_CACHE, type Build, type Choice, type ChosenTask } from './names';
import type { Item, Kept, ToFetch } from './plan';
import { words } from './words';

const urlOf = (path: string) => new URL(path, document.baseURI).href;
const pathOf = (url: string) => url.slice(new URL('./', document.baseURI).href.length);

/** @throws Problem where the browser keeps nothing for this page */
async function keptCache(): Promise<Cache> {
  try {
    return await caches.open(KEPT_CACHE);
  } catch (error) {
    throw new Problem('missing-feature', words.refused, String(error));
  }
}

/** @throws Problem where it can't be fetched, or is another version's than the page */
export async function readBuild(version: string): Promise<Build> {
  const response = await fetch(urlOf('build.json')).catch(() => undefined);
  const build = response?.ok ? ((await response.json()) as Build) : undefined;
  if (!build) throw new Problem('download', words.noList);
  if (build.version !== version) throw new Problem('download', words.otherVersion);
  return build;
}

export async function readKept(): Promise<Kept> {
  const [hashes, entries] = await Promise.all([keptHashes(), keptCache().then((cache) => cache.keys())]);
  return { hashes, paths: new Set(entries.map(({ url }) => pathOf(url))) };
}

const nothing: Choice = { runtimes: [], files: [], tasks: [] };

export async function readChoice(): Promise<Choice> {
  const response = await (await keptCache()).match(urlOf(CHOICE));
  return response ? ((await response.json()) as Choice) : nothing;
}

/** @param version in which it answered without the network just now; undefined where it didn't */
export const chosenTask = ({ task, target }: Item, version: string | undefined): ChosenTask => ({
  id: task.id,
  target: target.id,
  ...(version !== undefined && { proven: { at: new Date().toISOString(), version } }),
});

/** Written down for the next version, which then keeps the same. */
export async function writeChoice(items: readonly Item[], tasks: Choice['tasks']): Promise<void> {
  const choice: Choice = {
    runtimes: [...new Set(items.map(({ runtime }) => runtime))],
    files: [...new Set(items.flatMap(({ pictures }) => pictures))],
    tasks,
  };
  await put(await keptCache(), CHOICE, new Response(JSON.stringify(choice)));
}

/** @throws Problem where there is no room */
async function put(cache: Cache, path: string, response: Response): Promise<void> {
  try {
    await cache.put(urlOf(path), response);
  } catch (error) {
    throw new Problem('memory', words.noRoom, String(error));
  }
}

/** The same response, which tells of its bytes as they come. */
function counted(response: Response, report: (received: number) => void): Response {
  let received = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      received += chunk.length;
      report(received);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body?.pipeThrough(count) ?? null, { headers: response.headers });
}

/**
 * Fetches what is missing and keeps it: models checked by their hashes, runtimes by the page itself when it starts them.
 * @param report told of the bytes so far
 * @throws Problem where something can't be fetched, is not what it should be, or finds no room
 */
export async function fetchAll(
  { models, paths }: ToFetch,
  signal: AbortSignal,
  report: (received: number, what: string) => void,
): Promise<void> {
  let before = 0;
  const cache = await keptCache();
  for (const { path, bytes } of paths) {
    signal.throwIfAborted();
    report(before, path);
    const response = await fetch(urlOf(path), { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw new Problem('download', words.brokeOff, String(error));
    });
    if (!response.ok) throw new Problem('download', words.brokeOff, `${path}: ${response.status}`);
    await put(
      cache,
      path,
      counted(response, (received) => report(before + Math.min(received, bytes), path)),
    );
    before += bytes;
  }
  for (const { path, file } of models) {
    signal.throwIfAborted();
    const { kept } = await fetchFile(urlOf(path), file, ({ received }) => report(before + received, path));
    if (!kept) throw new Problem('memory', words.noRoom);
    before += file.bytes;
  }
}

/** Lets go of what these items alone need. */
export async function letGo(items: readonly Item[], others: readonly Item[], { runtimes }: Build): Promise<void> {
  const needed = new Set(others.flatMap(({ files }) => files.map(({ file }) => file.sha256)));
  for (const { file } of items.flatMap(({ files }) => files)) if (!needed.has(file.sha256)) await forgetFile(file);
  const cache = await keptCache();
  const pathsOf = ({ runtime, pictures }: Item) => [...(runtimes[runtime] ?? []).map(({ path }) => path), ...pictures];
  const stay = new Set(others.flatMap(pathsOf));
  for (const path of items.flatMap(pathsOf)) if (!stay.has(path)) await cache.delete(urlOf(path));
}
