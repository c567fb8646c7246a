import { isolate } from './isolate';
import { quiet } from './quiet';
import { ask, register } from './serviceWorker';

const HOUR_MS = 3_600_000;

const savesData = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** Says that there is a new version, once the service worker is of another one than this page; never while something is measured. */
async function watch(version: string): Promise<void> {
  const { serviceWorker } = navigator;
  let isSaid = false;
  const look = async () => {
    const { controller } = serviceWorker;
    if (isSaid || !controller || (await ask(controller, { kind: 'version' })).version === version) return;
    isSaid = true;
    await quiet();
    const { announce } = await import('./announce');
    announce();
  };
  serviceWorker.addEventListener('controllerchange', () => void look().catch(() => {}));
  await look();
}

/** Looks for a new version when one comes back to a page that was long open. */
function lookAgain(registration: ServiceWorkerRegistration): void {
  let last = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - last < HOUR_MS) return;
    last = Date.now();
    void quiet().then(() => registration.update().catch(() => {}));
  });
}

/** Registers the service worker; where that fails the page works as before. @param version of this page */
export async function start(version: string): Promise<void> {
  const isNew = !navigator.serviceWorker.controller;
  if (crossOriginIsolated) {
    if (isNew && savesData()) return;
    await quiet();
  }
  const registration = await register();
  await Promise.all([watch(version), isolate()]);
  lookAgain(registration);
  if (registration.active) await ask(registration.active, { kind: 'tidy' });
}
