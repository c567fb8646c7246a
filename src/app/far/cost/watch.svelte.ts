import type { Figure, Range } from '../../../far/cost/figures';
import { batteryWatts } from '../../../far/cost/energy';
import type { Refusal } from '../../../far/server';

interface BatteryManager extends EventTarget {
  readonly charging: boolean;
  readonly level: number;
}
type WithBattery = Navigator & { getBattery?: () => Promise<BatteryManager> };

/** A battery as the browser tells of it, and what it lost since somebody began to watch. */
export class BatteryWatch {
  #battery: BatteryManager | undefined;
  /** Whoever closes it while the browser is asked still wants no listeners. */
  #isClosed = false;
  #level = $state<number>();
  #charging = $state(false);
  /** Whether it was ever on mains since the beginning: then its level tells nothing. */
  #wasCharged = false;
  #began = $state.raw<{ readonly level: number; readonly atMs: number }>();
  #minutes = $state(0);

  get level(): number | undefined {
    return this.#level;
  }
  get charging(): boolean {
    return this.#charging;
  }
  get isWatching(): boolean {
    return this.#began !== undefined;
  }
  get minutes(): number {
    return this.#minutes;
  }

  /** Never rejects: where no battery is told of, its level stays undefined. */
  async open(): Promise<void> {
    try {
      this.#battery = await (navigator as WithBattery).getBattery?.();
    } catch {
      // Refused by a policy: as if there were none.
    }
    if (this.#isClosed) return;
    this.#battery?.addEventListener('levelchange', this.#read);
    this.#battery?.addEventListener('chargingchange', this.#read);
    this.#read();
  }

  /** For good. */
  close(): void {
    this.#isClosed = true;
    this.#battery?.removeEventListener('levelchange', this.#read);
    this.#battery?.removeEventListener('chargingchange', this.#read);
  }

  begin(): void {
    this.#read();
    this.#wasCharged = this.#charging;
    this.#minutes = 0;
    this.#began = { level: this.#level ?? 0, atMs: performance.now() };
  }

  /** @returns W from the beginning to now, or why that can't be told */
  end(capacityWh: Figure): Range | Refusal {
    this.#read();
    const began = this.#began;
    this.#began = undefined;
    return batteryWatts({
      levelBefore: began?.level ?? null,
      levelAfter: this.#level ?? null,
      capacityWh,
      charging: this.#wasCharged || this.#charging,
      hours: began ? (performance.now() - began.atMs) / 3_600_000 : 0,
    });
  }

  readonly #read = (): void => {
    const battery = this.#battery;
    this.#level = battery && Math.min(1, Math.max(0, battery.level));
    this.#charging = battery?.charging ?? false;
    this.#wasCharged ||= this.#charging;
    if (this.#began) this.#minutes = (performance.now() - this.#began.atMs) / 60_000;
  };
}
