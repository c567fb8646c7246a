import { MEASURING_LOCK } from '../../measure/turn';

const LOOK_MS = 2000;

/** Whether some tab of this origin measures just now. */
export async function isMeasuring(): Promise<boolean> {
  try {
    const { held = [] } = (await navigator.locks?.query()) ?? {};
    return held.some(({ name }) => name === MEASURING_LOCK);
  } catch {
    return document.documentElement.hasAttribute('data-measuring');
  }
}

/** Waits until nothing is measured: what is fetched or drawn meanwhile would slow it down. */
export async function quiet(): Promise<void> {
  while (await isMeasuring()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
