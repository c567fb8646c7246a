import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from '../../scripts/ensure.mjs';
import { calibrate, calibrationOf, type Calibrated } from '../../src/far/calibration/calibrate';
import { casesOf } from '../../src/far/calibration/fit';
import { residualOf, type By } from '../../src/far/calibration/leaveOut';
import { loadMeasurements, type Measurement } from '../../src/far/calibration/measurements';
import type { Chip } from '../../src/far/chips/schema';
import { leftOutVerdict, tally } from '../../src/far/calibration/verdict';
import { allChips } from '../../src/far/chips/chips';
import type { Command } from './command';
import { heldOut } from './heldOut';

export const calibration: Command = {
  asked: 'calibration',
  options: { calibration: 'boolean', write: 'boolean' },
  usage:
    '--calibration [--write]        predictions against published measurements, each chip and network left out in turn; --write puts the figures into the chips’ files',
  async run(given, print) {
    const measurements = await loadMeasurements();
    const chips = await allChips();
    const calibrated = calibrate(measurements, chips);
    if (given.has('write')) {
      await write(calibrated, chips);
      print(`written to ${chips.size} files in src/far/chips`);
      return 0;
    }
    for (const by of ['network', 'chip'] as const) table(calibrated, by, print);
    heldOut(calibrated, measurements, chips, print);
    unfitted(calibrated, measurements, chips, print);
    return 0;
  },
};

async function write(calibrated: Calibrated, chips: ReadonlyMap<string, Chip>): Promise<void> {
  for (const [id, chip] of chips) {
    const file = join(root, 'src', 'far', 'chips', `${id}.json`);
    const text = JSON.stringify({ ...chip, calibration: calibrationOf(calibrated, id, chip) }, null, 2);
    await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  }
}

function table(calibrated: Calibrated, by: By, print: (line: string) => void): void {
  const all = calibrated.spread[`${by}s`];
  print(`Each ${by} left out in turn (predicted ÷ measured):`);
  print(`${'chip'.padEnd(20)}  rows  median ÷   10 % … 90 %   within 2x  in the interval`);
  const byChip = [...new Set(all.map((one) => one.case.measurement.chip))].sort();
  for (const id of byChip) {
    const verdicts = all
      .filter((one) => one.case.measurement.chip === id)
      .map((left) => leftOutVerdict(left, by, calibrated.spread));
    const ratios = verdicts.map(({ ratio }) => ratio).sort((a, b) => a - b);
    const at = (share: number) => (ratios[Math.round(share * (ratios.length - 1))] as number).toFixed(2);
    const { within, inside } = tally(verdicts);
    const counts = `${String(within).padStart(9)}  ${String(inside).padStart(15)}`;
    print(
      `${id.padEnd(20)}  ${String(ratios.length).padStart(4)}  ${at(0.5).padStart(8)}   ${at(0.1)} … ${at(0.9)}   ${counts}`,
    );
  }
  print(`${tally(all.map((left) => leftOutVerdict(left, by, calibrated.spread))).sentence}\n`);
}

function unfitted(
  { fit }: Calibrated,
  measurements: readonly Measurement[],
  chips: ReadonlyMap<string, Chip>,
  print: (line: string) => void,
): void {
  print('Not fitted, and why:');
  const cases = casesOf(measurements, (id) => chips.get(id), 'odd');
  for (const reason of new Set(cases.map((one) => one.measurement.miss))) {
    print(`\n${reason?.replace(' Not fitted.', '')}`);
    for (const one of cases.filter(({ measurement }) => measurement.miss === reason)) {
      const { chip, network, precision, batch } = one.measurement;
      const ratio = Math.exp(-residualOf(one, fit)).toFixed(2);
      print(`${ratio.padStart(6)}  ${chip}, ${network}, ${precision}, batch ${batch}`);
    }
  }
}
