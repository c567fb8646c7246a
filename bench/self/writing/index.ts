import type { Browser } from '@playwright/test';
import { join } from 'node:path';
import type { Precision } from '../../../src/models/artefact';
import { percent } from '../../../src/domain/words';
import { median, sorted } from '../../../src/statistics/samples';
import { ratioOf } from '../comparisons';
import { ratioText, type Finding } from '../finding';
import type { Pair } from '../page';
import type { WritingOpening, WritingSpec } from './compare';
import { writeDrawn } from './drawnFolder';

/** As fast at first, and at least 1.3 times as fast once there is a cache to copy. */
const limits: Readonly<Record<number, number>> = { 32: 1, 128: 1, 256: 1 / 1.3, 480: 1 / 1.3 };
const positions = Object.keys(limits).map(Number);
/** Larger models take seconds for what is timed at one. */
const drawnPositions = [32];
const OPENINGS = 5;

interface Asked {
  readonly model: string;
  readonly precision: Precision;
  /** Weights that the other engine takes when nothing is said; the same as ours otherwise. */
  readonly itsOwn?: boolean;
  /** A preset with weights drawn on the spot: no file holds them. */
  readonly isDrawn?: boolean;
}

const asked: readonly Asked[] = [
  { model: 'story', precision: 'fp32' },
  { model: 'story', precision: 'int8' },
  { model: 'story', precision: 'int4' },
  { model: 'story', precision: 'fp16', itsOwn: true },
  { model: 'story-student', precision: 'fp32' },
  { model: 'smollm2-135m', precision: 'int4', isDrawn: true },
];

const nameOf = ({ model, precision, itsOwn, isDrawn }: Asked, position: number) =>
  `time of a token at ${position}, product ÷ transformers.js${itsOwn ? ' with its default weights' : ''}, greedy on one thread of WASM: ${model} ${precision}${isDrawn ? ', drawn weights' : ''}`;

/** Tokens a second of one side, over all slices. */
const rateOf = (pairs: readonly Pair[], side: keyof Pair): number =>
  1000 / median(sorted(pairs.map((pair) => pair[side])));

/** Each token reads every weight once: bytes a second of them beside what the same browser's memory moves. Told, not limited. */
function shareOfMemory(each: Asked, position: number, openings: readonly WritingOpening[], bandwidth: number): Finding {
  const rate = rateOf(
    openings.flatMap((opening) => opening.pairs[position] ?? []),
    'ourMs',
  );
  const bytes = openings[0]?.readBytes ?? 0;
  const told = `${(bytes / 1e6).toFixed(1)} MB a token, ${rate.toFixed(0)} tokens/s, ${(bandwidth / 1e9).toFixed(1)} GB/s`;
  const name = `weights read a second ÷ memory bandwidth, at ${position}: ${each.model} ${each.precision}`;
  return { name, median: (bytes * rate) / bandwidth, detail: told, ok: true };
}

/**
 * How long a token takes beside transformers.js, with the same files and the same tokens written: a ratio counts only where
 * both wrote the same, or the product computes in whole numbers where the other does in floats.
 */
export async function writing(
  browser: Browser,
  url: string,
  site: string,
  wanted: (name: string) => boolean,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const each of asked) {
    const chosen = (each.isDrawn ? drawnPositions : positions).filter((position) => wanted(nameOf(each, position)));
    if (chosen.length === 0) continue;
    if (each.isDrawn) writeDrawn(join(site, 'drawn'), each.model, each.precision);
    const page = await browser.newPage();
    await page.goto(url);
    const openings: WritingOpening[] = [];
    for (let seed = 1; seed <= OPENINGS; seed++) {
      const spec: WritingSpec = {
        model: each.model,
        precision: each.precision,
        itsOwn: each.itsOwn ?? false,
        positions: chosen,
        isDrawn: each.isDrawn ?? false,
        tokens: each.isDrawn ? 9 : 25,
        pairs: each.isDrawn ? 2 : 4,
        seed,
      };
      openings.push(await page.evaluate((wantedSpec) => window.compareWriting(wantedSpec), spec));
    }
    const bandwidth = await page.evaluate(() => window.memoryBandwidth());
    await page.close();
    for (const position of chosen) {
      const pairs = openings.map((opening) => opening.pairs[position] ?? []);
      const { ratio, low, high } = ratioOf(pairs, 1);
      const rates = (['ourMs', 'otherMs'] as const).map((side) => rateOf(pairs.flat(), side).toFixed(0));
      const share = openings.reduce((sum, { sameShare }) => sum + sameShare, 0) / openings.length;
      // Where both compute in single precision with the same weights; in whole numbers a few words come out otherwise, and how few the card says.
      const same = (each.itsOwn ?? false) || share === 1 || openings.every(({ isSingle }) => !isSingle);
      const slices = share === 1 ? '' : `, ${percent(share)} of texts the same`;
      const limit = each.itsOwn ? undefined : limits[position];
      const finding: Finding = {
        name: nameOf(each, position),
        median: ratio,
        interval: [low, high],
        limit,
        detail: same ? `${rates.join(' beside ')} tokens/s${slices}` : 'they wrote different tokens',
        ok: same && (limit === undefined || ratio <= limit),
      };
      findings.push(finding, shareOfMemory(each, position, openings, bandwidth));
      for (const one of findings.slice(-2)) console.error(`  ${one.name}: ${ratioText(one)}`);
    }
  }
  return findings;
}
