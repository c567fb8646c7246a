import { calibrationOf, type Calibrated } from '../../src/far/calibration/calibrate';
import type { Measurement } from '../../src/far/calibration/measurements';
import type { Chip } from '../../src/far/chips/schema';
import { predict } from '../../src/far/prediction/predict';
import { tally, type Verdict } from '../../src/far/calibration/verdict';

/** Judges predictions by the sources that no figure is fitted to, as `--validate` judges them by a file: one line a source and chip. */
export function heldOut(
  calibrated: Calibrated,
  measurements: readonly Measurement[],
  chips: ReadonlyMap<string, Chip>,
  print: (line: string) => void,
): void {
  const judges = measurements.filter(({ role }) => role === 'held-out');
  const verdicts = new Map<Measurement, Verdict>();
  for (const one of judges) {
    const chip = chips.get(one.chip);
    const estimate = chip && predict(chip, one, calibrationOf(calibrated, one.chip, chip));
    if (estimate?.kind !== 'estimate') continue;
    const isInside = one.measuredMs >= estimate.lowMs && one.measuredMs <= estimate.highMs;
    verdicts.set(one, { ratio: estimate.ms / one.measuredMs, isInside });
  }
  print('Sources held out, to which nothing is fitted (predicted ÷ measured):');
  print(`${'source'.padEnd(30)}  ${'chip'.padEnd(16)}  rows  median ÷   within 2x  in the interval`);
  for (const group of new Set(judges.map(keyOf))) {
    const rows = judges.filter((one) => keyOf(one) === group);
    const known = rows.flatMap((one) => verdicts.get(one) ?? []);
    const ratios = known.map(({ ratio }) => ratio).sort((a, b) => a - b);
    const median = ratios[Math.floor(ratios.length / 2)]?.toFixed(2) ?? '–';
    const { within, inside } = tally(known);
    const [{ source, chip }] = rows as [Measurement];
    print(
      `${source.name.padEnd(30)}  ${chip.padEnd(16)}  ${String(rows.length).padStart(4)}  ${median.padStart(8)}   ${String(within).padStart(9)}  ${String(inside).padStart(15)}`,
    );
  }
  print(`${tally([...verdicts.values()], judges.length - verdicts.size).sentence}\n`);
}

const keyOf = ({ source, chip }: Measurement) => `${source.name} ${chip}`;
