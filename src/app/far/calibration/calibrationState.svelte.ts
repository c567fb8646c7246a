/* eslint-disable svelte/prefer-svelte-reactivity -- maps and sets here are made anew and thrown away */
import { toProblem } from '../../../domain/toProblem';
import { loadMeasurements, type Measurement } from '../../../far/calibration/measurements';
import type { LeaveOutAnswer, LeaveOutAsked } from '../../../far/calibration/leaveOut.worker';
import type { By } from '../../../far/calibration/leaveOut';
import { tally, type Tally, type Verdict } from '../../../far/calibration/verdict';
import { loadEntries } from '../chips/entries';
import type { FarSetting } from '../setting.svelte';
import { medianOf, passesPoint, pointsOf, tallyOf, type Point, type PointFilter } from './points';

export interface ChipLine {
  readonly id: string;
  readonly name: string;
  /** Measurements that its figures are fitted to. */
  readonly fitted: number;
  readonly network?: Tally;
  readonly chip?: Tally;
  readonly heldOut?: Tally;
}

type LeftOut = Readonly<Record<By, ReadonlyMap<number, Verdict>>>;

const names = { chip: 'cal-chip', source: 'cal-source', role: 'cal-role' } as const;

/** What the page of the calibration shows. */
export class CalibrationState {
  readonly #setting: FarSetting;
  #points = $state.raw<readonly Point[]>();
  #leftOut = $state.raw<LeftOut>();
  #problem = $state('');
  #failed = $state(false);
  #worker: Worker | undefined;

  constructor(setting: FarSetting) {
    this.#setting = setting;
  }

  /** Every measurement; undefined until they are here. */
  get points() {
    return this.#points;
  }
  get problem() {
    return this.#problem;
  }
  /** Whether the leaving out broke down. */
  get failed() {
    return this.#failed;
  }

  readonly filter = $derived.by((): PointFilter => {
    const own = (name: keyof PointFilter) => this.#setting.own(names[name]) ?? '';
    return { chip: own('chip'), source: own('source'), role: own('role') };
  });
  setFilter(name: keyof PointFilter, value: string): void {
    this.#setting.setOwn(names[name], value === '' ? undefined : value);
  }

  readonly shown = $derived((this.#points ?? []).filter((point) => passesPoint(point, this.filter)));
  readonly heldOut = $derived(
    tallyOf((this.#points ?? []).filter(({ measurement }) => measurement.role === 'held-out')),
  );
  readonly sources = $derived(
    [...new Set((this.#points ?? []).map(({ measurement }) => measurement.source.name))].sort((a, b) =>
      a.localeCompare(b),
    ),
  );

  /** Of all that figures are fitted to; undefined until the worker is done. */
  readonly network = $derived(this.#leftOut && tally([...this.#leftOut.network.values()]));
  readonly chip = $derived(this.#leftOut && tally([...this.#leftOut.chip.values()]));

  readonly chips = $derived.by((): ChipLine[] => {
    const byChip: Record<string, Point[]> = {};
    for (const point of this.#points ?? []) (byChip[point.measurement.chip] ??= []).push(point);
    const leftOut = this.#leftOut;
    return Object.entries(byChip)
      .map(([id, points]): ChipLine => {
        const of = (by: By) => points.flatMap(({ index }) => leftOut?.[by].get(index) ?? []);
        const judges = points.filter(({ measurement }) => measurement.role === 'held-out');
        const fitted = points.filter(({ measurement }) => measurement.role === 'fitted').length;
        return {
          id,
          name: points[0]?.chipName ?? id,
          fitted,
          ...(leftOut && fitted > 0 && { network: tally(of('network')), chip: tally(of('chip')) }),
          ...(judges.length > 0 && { heldOut: tallyOf(judges) }),
        };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  });

  /** Of a network of the TPU v1 paper, predicted ÷ published, as its own chip's figures have it. */
  ratioOf(network: string): number | undefined {
    const points = (this.#points ?? []).filter(
      ({ measurement }) => measurement.network === network && measurement.chip === 'tpu-v1',
    );
    return medianOf(points.flatMap(({ predicted }) => predicted?.ratio ?? []));
  }

  /** Fetches what was published, then has it left out in turn by a worker. Never rejects. */
  async load(): Promise<void> {
    try {
      const [measurements, entries] = await Promise.all([loadMeasurements(), loadEntries()]);
      this.#points = pointsOf(measurements, new Map(entries.map((entry) => [entry.id, entry])));
      this.#problem = '';
      this.#leaveOut(
        measurements,
        entries.map(({ id, chip }) => [id, chip] as const),
      );
    } catch (error) {
      this.#problem = toProblem(error, 'fetching what was published').message;
    }
  }

  #leaveOut(measurements: readonly Measurement[], chips: LeaveOutAsked['chips']): void {
    this.#worker = new Worker(new URL('../../../far/calibration/leaveOut.worker.ts', import.meta.url), {
      type: 'module',
      name: 'leave-out',
    });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<LeaveOutAnswer>) => {
      this.#leftOut = { network: new Map(data.network), chip: new Map(data.chip) };
      this.stop();
    });
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#failed = true;
      this.stop();
    });
    this.#worker.postMessage({ measurements, chips } satisfies LeaveOutAsked);
  }

  /** Ends the worker, when the page is left. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
