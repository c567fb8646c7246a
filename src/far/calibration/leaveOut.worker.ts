import type { Chip } from '../chips/schema';
import { calibrate } from './calibrate';
import type { By } from './leaveOut';
import type { Measurement } from './measurements';
import { leftOutVerdict, type Verdict } from './verdict';

export interface LeaveOutAsked {
  readonly measurements: readonly Measurement[];
  readonly chips: readonly (readonly [id: string, chip: Chip])[];
}

/** By the measurement's place in the list that was sent. */
export type LeaveOutAnswer = Readonly<Record<By, readonly (readonly [index: number, verdict: Verdict])[]>>;

// Some hundred fits to as many measurements: seconds on a phone.
addEventListener('message', ({ data }: MessageEvent<LeaveOutAsked>) => {
  const places = new Map(data.measurements.map((measurement, index) => [measurement, index]));
  const { spread } = calibrate(data.measurements, new Map(data.chips));
  const verdicts = (by: By) =>
    spread[`${by}s`].map(
      (left) => [places.get(left.case.measurement) as number, leftOutVerdict(left, by, spread)] as const,
    );
  postMessage({ network: verdicts('network'), chip: verdicts('chip') } satisfies LeaveOutAnswer);
});
