import type { CropBox } from '../picture';
import type { DecodedLine } from './ctc';

/** A line read with less than this mean probability is taken for a pattern, not text: PaddleOCR's `drop_score`. */
const MIN_SCORE = 0.5;
/** Lines of a page that stands on its head read as gibberish: well below what upright ones reach (0.9 and more). */
const DOUBTFUL = 0.8;
/** The widest lines tell the most. */
const PROBES = 3;

export interface ReadLine extends DecodedLine {
  readonly box: CropBox;
}

export interface ReadPage {
  /** In reading order, without what is no text. */
  readonly lines: readonly ReadLine[];
  readonly upsideDown: boolean;
}

const turned = (box: CropBox): CropBox => ({ ...box, angle: box.angle + Math.PI });
const sum = (lines: readonly DecodedLine[]) => lines.reduce((total, { score }) => total + score, 0);

/**
 * Reads every line. Where the widest ones read badly they are read on their heads as well, and the whole page is, where that
 * reads better: the detector finds lines either way up.
 * @param boxes in the reading order of an upright page
 */
export async function readPage(
  boxes: readonly CropBox[],
  recognise: (box: CropBox) => Promise<DecodedLine>,
): Promise<ReadPage> {
  const widest = [...boxes].sort((a, b) => b.width - a.width).slice(0, PROBES);
  const upright = new Map<CropBox, DecodedLine>();
  for (const box of widest) upright.set(box, await recognise(box));
  let upsideDown = false;
  if (sum([...upright.values()]) < DOUBTFUL * widest.length) {
    const onTheirHeads: DecodedLine[] = [];
    for (const box of widest) onTheirHeads.push(await recognise(turned(box)));
    upsideDown = sum(onTheirHeads) > sum([...upright.values()]);
  }
  const lines: ReadLine[] = [];
  for (const box of upsideDown ? boxes.map(turned).reverse() : boxes) {
    const { text, score } = upright.get(box) ?? (await recognise(box));
    if (text.trim() !== '' && score >= MIN_SCORE) lines.push({ box, text: text.trim(), score });
  }
  return { lines, upsideDown };
}
