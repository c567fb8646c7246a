import type { Cell, CompletedCell } from '../record/record';
import { choiceOf, type Choice } from './decision';

/** One device's cells of one model. */
export interface DeviceCells {
  /** What it is called: "Pixel 9, Chrome". */
  readonly device: string;
  readonly cells: readonly Cell[];
}

/** A target on one of the devices. */
export interface OnDevice {
  readonly device: string;
  readonly choice: Choice;
  /** Its answer against the fastest on that device: 1 where it is that. */
  readonly ratio: number;
}

/** One target over several devices. */
export interface Spread {
  /** `ort-wasm`: builds and threads are each device's own. */
  readonly target: string;
  /** Where it gave a right answer and a time, the slowest of all first. */
  readonly on: readonly OnDevice[];
  /** Devices that have no answer of it, by why. */
  readonly wrongOn: readonly string[];
  readonly failedOn: readonly string[];
  readonly unableOn: readonly string[];
  readonly untriedOn: readonly string[];
  /** Where it takes longest in comparison with what the device could do. */
  readonly worst: OnDevice;
}

export interface DecisionOver {
  readonly devices: number;
  /** Devices on which some target gave a right answer. */
  readonly served: number;
  readonly ship: Spread;
  /** `everywhere`: on each device it is at most half as slow again as the best there. */
  readonly how: 'best everywhere' | 'good everywhere' | 'runs everywhere' | 'runs on most';
  /** What devices get that the choice doesn't serve, the target that serves most of them first. */
  readonly fallbacks: readonly { readonly target: string; readonly devices: readonly string[] }[];
  /** Served by nothing. */
  readonly without: readonly string[];
  /** Every target, the choice first. */
  readonly spreads: readonly Spread[];
}

/** Slower than the device's best by more than this is not good there. */
const GOOD = 1.5;
/** Within this of the device's best nobody would notice. */
const AS_GOOD = 1.1;

const targetOf = ({ target }: Cell) => (target.build ? `${target.runtime}-${target.backend}` : target.id);

function fastestOf(cells: readonly Cell[]): CompletedCell[] {
  return cells.filter((cell) => cell.status === 'completed').toSorted((a, b) => a.steady.medianMs - b.steady.medianMs);
}

/** The target's fastest cell of a device, over its builds. */
const cellOn = ({ cells }: DeviceCells, target: string) =>
  fastestOf(cells.filter((cell) => targetOf(cell) === target))[0];

function spreadOf(target: string, devices: readonly DeviceCells[], bestMs: ReadonlyMap<DeviceCells, number>) {
  const on: OnDevice[] = [];
  const missing: Record<'wrong' | 'failed' | 'unable' | 'untried', string[]> = {
    wrong: [],
    failed: [],
    unable: [],
    untried: [],
  };
  for (const one of devices) {
    const cell = cellOn(one, target);
    if (cell) {
      const choice = choiceOf(cell);
      on.push({ device: one.device, choice, ratio: choice.totalMs / (bestMs.get(one) ?? choice.totalMs) });
      continue;
    }
    const states = one.cells.filter((other) => targetOf(other) === target).map(({ status }) => status);
    const why = states.includes('wrong')
      ? 'wrong'
      : states.includes('failed')
        ? 'failed'
        : states.includes('unsupported')
          ? 'unable'
          : 'untried';
    missing[why].push(one.device);
  }
  const [first, ...others] = on;
  if (!first) return undefined;
  const spread: Spread = {
    target,
    on: on.toSorted((a, b) => b.choice.totalMs - a.choice.totalMs),
    wrongOn: missing.wrong,
    failedOn: missing.failed,
    unableOn: missing.unable,
    untriedOn: missing.untried,
    worst: others.reduce((worst, other) => (other.ratio > worst.ratio ? other : worst), first),
  };
  return spread;
}

/**
 * The one target to ship for all of these devices: one with no wrong answer anywhere, that serves most of them, and of those the
 * one whose worst case is nearest to what that device could do.
 * @param devices with cells of the same model
 * @returns undefined where no device has a right answer
 */
export function decisionOver(devices: readonly DeviceCells[]): DecisionOver | undefined {
  const bestMs = new Map<DeviceCells, number>();
  for (const one of devices) {
    const totals = one.cells.flatMap((cell) => (cell.status === 'completed' ? [choiceOf(cell).totalMs] : []));
    if (totals.length > 0) bestMs.set(one, Math.min(...totals));
  }
  const targets = [...new Set(devices.flatMap(({ cells }) => cells.map(targetOf)))];
  const spreads = targets
    .flatMap((target) => spreadOf(target, devices, bestMs) ?? [])
    .toSorted(
      (a, b) =>
        // A wrong answer is worse than none: it is not noticed.
        a.wrongOn.length - b.wrongOn.length ||
        b.on.length - a.on.length ||
        Math.round(20 * Math.log(a.worst.ratio)) - Math.round(20 * Math.log(b.worst.ratio)) ||
        bytesOf(a) - bytesOf(b),
    );
  const [ship] = spreads;
  if (!ship) return undefined;
  const served = bestMs.size;
  const everywhere = ship.on.length === devices.length;
  const how = !everywhere
    ? 'runs on most'
    : ship.worst.ratio <= AS_GOOD
      ? 'best everywhere'
      : ship.worst.ratio <= GOOD
        ? 'good everywhere'
        : 'runs everywhere';
  const { fallbacks, without } = fallbacksFor(
    devices.map(({ device }) => device).filter((device) => !ship.on.some((one) => one.device === device)),
    spreads,
  );
  return { devices: devices.length, served, ship, how, fallbacks, without, spreads };
}

const bytesOf = ({ on: [one] }: Spread) => (one ? (one.choice.bytes.model ?? 0) + one.choice.bytes.runtime : 0);

/** Covers the devices with as few further targets as a greedy choice finds. */
function fallbacksFor(unserved: readonly string[], spreads: readonly Spread[]) {
  let left = [...unserved];
  const fallbacks: { target: string; devices: string[] }[] = [];
  while (left.length > 0) {
    const options = spreads
      .map(({ target, on }) => ({
        target,
        devices: on.map(({ device }) => device).filter((device) => left.includes(device)),
      }))
      .toSorted((a, b) => b.devices.length - a.devices.length);
    const [most] = options;
    if (!most || most.devices.length === 0) break;
    fallbacks.push(most);
    left = left.filter((device) => !most.devices.includes(device));
  }
  return { fallbacks, without: left };
}
