import * as Comlink from 'comlink';
import { Problem } from '../domain/problem';
import { isPage } from '../domain/realm';
import type { Agreement } from '../record/record';
import type { OpenRuntime } from '../runtimes/types';
import type { TaskWorker } from '../tasks/types';
import type { Instance, UnitContext, Workload } from '../workloads/types';
import { breathing } from './breath';
import { Guard } from './guard';
import { loadNetworks, openRuntime, readFile } from './load';
import { holdLock } from '../domain/lock';
import type { HostNews, Opened, OpenProgress, Outcome, SessionSpec, UnitDone } from './types';

const taskModules = import.meta.glob<TaskWorker>('../tasks/*/worker.ts', { import: 'task' });
const workloadModules = import.meta.glob<Workload>('../workloads/*/worker.ts', { import: 'workload' });

/** What a page calls: {@link createHost}'s functions, over Comlink. */
export type SessionApi = ReturnType<typeof createHost>;

/** @returns undefined for a task without a worker: its workload answers by itself */
async function taskOf({ chain }: SessionSpec): Promise<TaskWorker | undefined> {
  return taskModules[`../tasks/${chain.at(-1)?.card.task}/worker.ts`]?.();
}

async function workloadOf({ workload }: SessionSpec): Promise<Workload> {
  const load = workloadModules[`../workloads/${workload}/worker.ts`];
  if (!load) throw new Problem('input', `This page has no workload called ${workload}.`);
  return load();
}

/** One model on one target with one workload, in the realm that this is called in: a worker's, or the page's own. */
export function createHost() {
  let runtime: OpenRuntime | undefined;
  let instance: Instance<unknown, unknown, unknown> | undefined;
  let news: MessagePort | undefined;
  const stops = new Set<AbortController>();
  const guard = new Guard(() => runtime?.lost);
  const tell = (message: HostNews) => news?.postMessage(message);
  const isAlive = () => tell({ kind: 'alive' });

  async function stoppable<T>(
    call: (context: UnitContext<unknown>) => Promise<T>,
    where: string,
  ): Promise<{ readonly outcome: Outcome<T>; readonly events: number }> {
    const stop = new AbortController();
    const { signal } = stop;
    stops.add(stop);
    let events = 0;
    const emit = (event: unknown) => {
      events++;
      tell({ kind: 'event', event });
    };
    const outcome = await guard.run(() => call({ signal, emit, breathe: breathing(signal, isAlive) }), where);
    stops.delete(stop);
    return { outcome, events };
  }

  const stop = () => stops.forEach((one) => one.abort());

  function opened(): Instance<unknown, unknown, unknown> {
    if (!instance) throw new Problem('runtime', 'The model was asked for something before it was loaded.');
    return instance;
  }

  async function open(spec: SessionSpec, lock: string | undefined): Promise<Opened> {
    // A page would hold it for good, and can't be gone while somebody in it waits.
    const isHeld = lock !== undefined && !isPage() && (await holdLock(lock));
    tell({ kind: isHeld ? 'locked' : 'alive' });
    const report = (progress: OpenProgress) => tell({ kind: 'progress', progress });
    const started = await openRuntime(spec, report);
    // Known from here on, so that losing its GPU is noticed while networks are made.
    ({ runtime } = started);
    const [task, workload] = await Promise.all([taskOf(spec), workloadOf(spec)]);
    const loaded = await loadNetworks(spec, started, report, workload.keeps);
    const read: Parameters<Workload['open']>[0]['read'] = (card, file) => readFile(spec.base, card, file, isAlive);
    instance = workload.open({ networks: loaded.networks, task, read }) as Instance<unknown, unknown, unknown>;
    return loaded.opened;
  }

  return {
    /**
     * Loads the model.
     * @param port for progress, signs of life and the workload's events
     * @param lock Web Lock to hold for as long as this realm lives; its release tells the page that the realm is gone
     */
    open(spec: SessionSpec, port: MessagePort, lock?: string): Promise<Outcome<Opened>> {
      news = port;
      return guard.run(() => open(spec, lock), 'starting the runtime');
    },

    /** The workload's check against its reference. */
    async prove(isBrief?: boolean): Promise<Outcome<Record<string, Agreement>>> {
      return (await stoppable((context) => opened().prove(context, isBrief), 'checking the answer')).outcome;
    },

    /** One unit of the workload, and how many events it emitted before it was done, failed or was stopped. */
    async unit(request: unknown): Promise<Outcome<UnitDone>> {
      let transfer: readonly Transferable[] = [];
      const value = await stoppable(async (context) => {
        const { series, result, transfer: handedOver = [] } = await opened().unit(request, context);
        transfer = handedOver;
        return { series, result };
      }, 'answering');
      return Comlink.transfer({ ok: true, value }, [...transfer]);
    },

    /** Ends the calls made so far at their next breath; the model stays loaded. */
    stop,

    /** Ends them, and lets go of the model: for a realm that goes on without it. */
    close: async (): Promise<void> => {
      stop();
      await guard.run(async () => {
        instance?.dispose();
        await runtime?.dispose();
        instance = runtime = undefined;
      }, 'letting go of the model');
    },

    /** Forgets what earlier units left. */
    reset: (): Promise<Outcome<void>> => guard.run(async () => opened().reset(), 'forgetting'),
  };
}
