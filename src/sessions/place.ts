import * as Comlink from 'comlink';
import type { Endpoint } from 'comlink';
import { Problem } from '../domain/problem';
import { isPage } from '../domain/realm';
import { hasOnPage } from '../runtimes/needs';
import type { Target } from '../runtimes/target';

/** Where a host runs. */
export interface Place {
  /** Speaks to the host. */
  readonly endpoint: Endpoint;
  /** Ends the host, whatever it is doing. */
  end(): void;
}

/**
 * Begins a host.
 * @param name as developer tools show it
 * @param onProblem called where the host can't be started or breaks down
 */
export type Start = (name: string, onProblem: (problem: Problem) => void) => Place;

/** In a worker of its own: nothing of a runtime outlives it. */
export const inWorker: Start = (name, onProblem) => {
  const worker = new Worker(new URL('./session.worker.ts', import.meta.url), { type: 'module', name });
  return placed(worker, onProblem);
};

/**
 * In the page itself, for a backend that works in no worker here. What runs can't be ended there: a host that is ended comes to
 * its end after the run that is on, and lets go of what it holds then.
 */
export const inPage: Start = (_name, onProblem) => {
  const { port1, port2 } = new MessageChannel();
  const host = import('./host').then(({ createHost }) => createHost());
  host.then(
    (made) => Comlink.expose(made, port2),
    (error: unknown) =>
      onProblem(
        new Problem('download', 'The script that runs models could not be fetched. Run it again.', String(error)),
      ),
  );
  return {
    endpoint: port1,
    end() {
      port1.close();
      port2.close();
      host.then((made) => made.close()).catch(() => {});
    },
  };
};

/** Where to try a target, in turn. */
export function placesFor(target: Target): readonly Start[] {
  return isPage() && hasOnPage(target) ? [inWorker, inPage] : [inWorker];
}

/** Takes a worker for a place. */
export function placed(worker: Worker, onProblem: (problem: Problem) => void): Place {
  const line = new Line(worker);
  line.addEventListener('error', (event) => {
    event.preventDefault();
    const { message } = event as ErrorEvent;
    const detail = message || 'The worker could not be started.';
    // A script that can't be fetched has no message either.
    const isOffline = !message && navigator.onLine === false;
    onProblem(
      isOffline
        ? new Problem('offline', 'The device is offline and has not fetched this yet. Connect and run again.', detail)
        : new Problem('worker-died', 'The worker that ran this model stopped. Run it again.', detail),
    );
  });
  return {
    endpoint: line,
    end() {
      worker.terminate();
      line.end();
    },
  };
}

type Listener = Parameters<Endpoint['addEventListener']>[1];

/**
 * Stands between Comlink and a worker. Comlink keeps an endpoint for as long as any proxy to it is uncollected, and never takes its
 * listener back: 12 listeners and 0.08 MB stayed of each worker (Chromium 156). What it keeps is this, which lets go.
 */
class Line implements Endpoint {
  #to: Worker | undefined;
  readonly #listening: [string, EventListener][] = [];

  constructor(to: Worker) {
    this.#to = to;
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#to?.postMessage(message, transfer);
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listening.push([type, listener as EventListener]);
    this.#to?.addEventListener(type, listener);
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#to?.removeEventListener(type, listener);
  }

  end(): void {
    for (const [type, listener] of this.#listening.splice(0)) this.#to?.removeEventListener(type, listener);
    this.#to = undefined;
  }
}
