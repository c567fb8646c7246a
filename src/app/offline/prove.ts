import { part } from '../../domain/part';
import { Problem } from '../../domain/problem';
import { preparedOf, type Item } from './plan';
import { ask } from './serviceWorker';
import { words } from './words';

const startPart = () => import('../start');

/** The service worker forgets after 20 s that it is to answer from its caches alone. */
const AGAIN_MS = 5000;

/** What came of a task without a network. */
export type Proof = { readonly medianMs: number } | { readonly problem: string };

/**
 * Runs while the service worker answers every request from what is kept, and refuses the rest: nothing can come from the network,
 * nor from the browser's own cache.
 */
async function withoutNetwork<T>(worker: ServiceWorker, go: () => Promise<T>): Promise<T> {
  const off = () => ask(worker, { kind: 'cache only', on: true });
  await off();
  const timer = setInterval(() => void off().catch(() => {}), AGAIN_MS);
  try {
    return await go();
  } finally {
    clearInterval(timer);
    await ask(worker, { kind: 'cache only', on: false });
  }
}

/** Answers a task's first sample without a network, in a worker of its own, and checks the answer against the model's reference. */
async function proofOf({ task, target }: Item, signal: AbortSignal): Promise<Proof> {
  const { startRun } = await part(startPart);
  const params = { models: [preparedOf(task)], targets: [target.id] };
  const { cells } = await startRun({ ...params, scenario: 'preview', seed: 1 }, { signal });
  const [cell] = cells;
  if (cell?.status === 'completed') return { medianMs: cell.steady.medianMs };
  if (cell && 'reason' in cell) return { problem: cell.reason.message };
  throw new Problem('runtime', words.noAnswer);
}

/** @param report told of each as it is begun and when it is over */
export async function proveAll(
  worker: ServiceWorker,
  items: readonly Item[],
  signal: AbortSignal,
  report: (id: string, proof: Proof | undefined) => void,
): Promise<void> {
  await part(startPart);
  await withoutNetwork(worker, async () => {
    for (const item of items) {
      signal.throwIfAborted();
      report(item.task.id, undefined);
      const proof = await proofOf(item, signal).catch((error: unknown) => ({ problem: sentenceOf(error) }));
      signal.throwIfAborted();
      report(item.task.id, proof);
    }
  });
}

const sentenceOf = (error: unknown) => (error instanceof Problem ? error.message : words.noAnswer);
