import { Problem } from '../../domain/problem';
import type { Answer, Question } from './names';
import { words } from './words';

const ANSWER_MS = 10_000;

/** Asks a service worker. @throws Problem where it says nothing */
export function ask(worker: ServiceWorker, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const end = () => {
      clearTimeout(timer);
      port1.close();
    };
    const timer = setTimeout(() => {
      end();
      reject(new Problem('runtime', words.silent));
    }, ANSWER_MS);
    port1.onmessage = ({ data }: MessageEvent<Answer>) => {
      end();
      resolve(data);
    };
    worker.postMessage(question, [port2]);
  });
}

let registered: Promise<ServiceWorkerRegistration> | undefined;

/**
 * Registers the service worker, once; again where it could not be installed.
 * @throws Problem with what stands in its way
 */
export function register(): Promise<ServiceWorkerRegistration> {
  registered = (registered ?? tryToRegister()).then((registration) => {
    const { installing, waiting, active } = registration;
    // One whose installation failed is none any more.
    return installing || waiting || active ? registration : tryToRegister();
  });
  // Asked for again, it is tried again.
  registered.catch(() => (registered = undefined));
  return registered;
}

async function tryToRegister(): Promise<ServiceWorkerRegistration> {
  if (!isSecureContext) throw new Problem('missing-feature', words.insecure);
  if (!('serviceWorker' in navigator)) throw new Problem('missing-feature', words.noServiceWorker);
  try {
    return await navigator.serviceWorker.register(new URL('sw.js', document.baseURI).href);
  } catch (error) {
    const isRefused = error instanceof DOMException && error.name === 'SecurityError';
    throw new Problem('missing-feature', isRefused ? words.refused : words.notInstalled, String(error));
  }
}

const INSTALL_MS = 120_000;

/**
 * Waits until this page's requests go through the service worker.
 * @throws Problem where it can't be installed, for want of room say
 */
export async function controlled(): Promise<ServiceWorker> {
  const registration = await register();
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return serviceWorker.controller;
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      serviceWorker.removeEventListener('controllerchange', take);
    };
    const fail = (detail: string) => {
      end();
      reject(new Problem('missing-feature', words.notInstalled, detail));
    };
    const timer = setTimeout(() => fail(`not installed after ${INSTALL_MS / 1000} s`), INSTALL_MS);
    const take = () => {
      if (!serviceWorker.controller) return;
      end();
      resolve(serviceWorker.controller);
    };
    serviceWorker.addEventListener('controllerchange', take);
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'redundant' && !registration.active) fail('its installation was given up');
    });
    take();
  });
}
