import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { UsageError } from '../../bench/usage';
import { bytesPerNumber, precisionNamed } from '../../src/domain/precision';
import { quoted } from '../../src/domain/text';
import type { Chip } from '../../src/far/chips/schema';
import { predict } from '../../src/far/prediction/predict';
import { chipNamed } from './chipNamed';
import { allChips } from '../../src/far/chips/chips';
import type { Command } from './command';
import { tally, type Verdict } from '../../src/far/calibration/verdict';

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

/** `SingleStream`, `single stream` and `Offline` are meant too. */
const scenario = v.pipe(
  v.string(),
  v.transform((text) => (/^single[\s_-]*stream$/i.test(text) ? 'single-stream' : text.toLowerCase())),
  v.picklist(['single-stream', 'offline']),
);

/** One line of the file; what else it says (a source, a network's name) is let through, and `null` is as good as nothing. */
const lineSchema = v.looseObject({
  /** An id, or a name. */
  chip: v.string(),
  macs: amount,
  /** Absent: estimated. */
  weightBytes: v.nullish(amount),
  activationBytes: v.nullish(amount),
  precision: v.string(),
  batch: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1))),
  scenario,
  /** Of one launch in a single stream, of one sample offline. */
  measuredMs: v.pipe(amount, v.gtValue(0)),
});

type Line = v.InferOutput<typeof lineSchema>;

export const validate: Command = {
  asked: 'validate',
  options: { validate: 'string' },
  usage:
    '--validate FILE               predictions against measurements, a JSON object a line: chip, macs, weightBytes, activationBytes?, precision, batch, scenario, measuredMs',
  async run(given, print) {
    const [file = '', ...others] = given.get('validate') ?? [];
    if (others.length > 0) throw new UsageError(`--validate is given ${others.length + 1} times.`);
    const lines = contentsOf(file).split(/\r?\n/);
    const chips = await allChips();
    const verdicts: Verdict[] = [];
    let refused = 0;
    let isMalformed = false;
    for (const [index, text] of lines.entries()) {
      if (text.trim() === '') continue;
      const line = lineOf(text, chips);
      if (typeof line === 'string') {
        console.error(`line ${index + 1}: ${line}`);
        isMalformed = true;
        continue;
      }
      const verdict = judged(line, chips, print, index + 1);
      if (verdict) verdicts.push(verdict);
      else refused++;
    }
    print(tally(verdicts, refused).sentence);
    return isMalformed ? 2 : 0;
  },
};

function contentsOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(`${quoted(file)} can’t be read: ${String((error as Error).message)}`);
  }
}

/** @returns what is wrong, in a clause, where the line isn't one of a measurement */
function lineOf(text: string, chips: ReadonlyMap<string, Chip>): Line | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return `no JSON: ${(error as Error).message}`;
  }
  const read = v.safeParse(lineSchema, parsed);
  if (!read.success) {
    return read.issues.map((issue) => `${v.getDotPath(issue) ?? 'the line'}: ${issue.message}`).join('; ');
  }
  const chip = chipNamed(read.output.chip, chips);
  return 'problem' in chip ? chip.problem : { ...read.output, chip: chip.id };
}

/** Multiply–accumulates for each weight: the median of the networks in `src/far/calibration`. */
const USES_OF_A_WEIGHT = 210;

/** @returns undefined where the chip refuses: that counts as missed */
function judged(
  line: Line,
  chips: ReadonlyMap<string, Chip>,
  print: (text: string) => void,
  lineNumber: number,
): Verdict | undefined {
  const { macs, scenario, measuredMs } = line;
  const precision = precisionNamed(line.precision);
  const batch = line.batch ?? 1;
  const weightBytes = line.weightBytes ?? (macs / USES_OF_A_WEIGHT) * (bytesPerNumber(precision) ?? 1);
  const guessed =
    line.weightBytes === undefined || line.weightBytes === null
      ? `, ${Number((weightBytes / 1e6).toPrecision(2))} MB of weights assumed`
      : '';
  const what = `${line.chip}, ${Number((macs / 1e9).toPrecision(3))} GMAC, ${precision}, batch ${batch}, ${scenario}${guessed}`;
  const activationBytes = line.activationBytes ?? undefined;
  const work = {
    macs,
    weightBytes,
    precision,
    batch,
    scenario,
    ...(activationBytes !== undefined && { activationBytes }),
  };
  const estimate = predict(chips.get(line.chip) as Chip, work);
  if (estimate.kind === 'refused') {
    print(`     –  line ${lineNumber}: ${what}: refused, ${estimate.reason}`);
    return undefined;
  }
  const { ms, lowMs, highMs, borrowed } = estimate;
  const verdict = { ratio: ms / measuredMs, isInside: measuredMs >= lowMs && measuredMs <= highMs };
  const [shown, low, high, measured] = [ms, lowMs, highMs, measuredMs].map((one) => Number(one.toPrecision(3)));
  const place = verdict.isInside ? 'in' : 'not in';
  print(
    `${verdict.ratio.toFixed(2).padStart(6)}  line ${lineNumber}: ${what}: ${shown} ms predicted, ${measured} measured, ${place} ${low} … ${high}${borrowed === undefined ? '' : ` (${borrowed})`}`,
  );
  return verdict;
}
