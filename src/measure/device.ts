import type { Environment, PressureState } from '../record/record';

type Power = NonNullable<Environment['power']>;
type Pressure = NonNullable<Environment['pressure']>;

interface BatteryManager {
  readonly charging: boolean;
  readonly level: number;
}

/** Chromium only; other browsers keep it to themselves. */
async function readPower(): Promise<Power['start'] | undefined> {
  try {
    const battery = await (navigator as Navigator & { getBattery?: () => Promise<BatteryManager> }).getBattery?.();
    return battery && { charging: battery.charging, level: Math.min(1, Math.max(0, battery.level)) };
  } catch {
    return undefined;
  }
}

interface PressureRecord {
  readonly state: PressureState;
}
interface PressureObserver {
  observe(source: 'cpu', options?: { sampleInterval?: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverConstructor = new (callback: (records: readonly PressureRecord[]) => void) => PressureObserver;

const order: readonly PressureState[] = ['nominal', 'fair', 'serious', 'critical'];
const worse = (a: PressureState | undefined, b: PressureState) => (a && order.indexOf(a) > order.indexOf(b) ? a : b);

/** Seconds between two readings: the observer itself must not keep the page busy. */
const SAMPLE_INTERVAL_MS = 2000;

/**
 * Battery and processor pressure over a run, where the browser tells: Battery Status and Compute Pressure (both Chromium, the
 * latter from 125 on and in secure contexts, https://www.w3.org/TR/compute-pressure/).
 */
export async function watchDevice(): Promise<{
  readonly atStart: Pick<Environment, 'power' | 'pressure'>;
  /** The same with how it is now. */
  readonly now: () => Promise<Pick<Environment, 'power' | 'pressure'>>;
  readonly stop: () => void;
}> {
  const power = await readPower();
  const seen: { start?: PressureState; end?: PressureState; worst?: PressureState } = {};
  const Observer = (globalThis as { PressureObserver?: PressureObserverConstructor }).PressureObserver;
  let observer: PressureObserver | undefined;
  try {
    observer =
      Observer &&
      new Observer((records) => {
        for (const { state } of records) {
          seen.start ??= state;
          seen.end = state;
          seen.worst = worse(seen.worst, state);
        }
      });
    // Refused by policy or absent on this platform: then there is nothing to tell.
    observer?.observe('cpu', { sampleInterval: SAMPLE_INTERVAL_MS }).catch(() => {});
  } catch {
    observer = undefined;
  }
  const pressure = (): Pressure | undefined => (seen.start ? { ...seen } : undefined);
  return {
    atStart: { power: power && { start: power }, pressure: pressure() },
    now: async () => {
      const end = await readPower();
      return { power: power && { start: power, ...(end && { end }) }, pressure: pressure() };
    },
    stop: () => observer?.disconnect(),
  };
}
