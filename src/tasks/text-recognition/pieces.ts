import { cropPicture, type CropBox } from '../picture';
import { wholePixels } from '../pixels/pyramid';
import type { Pixels } from '../types';
import type { DecodedLine } from './ctc';
import { LINE_HEIGHT, MAX_WIDTH } from './line';

/** A line is looked through for gaps at this height, pixels. */
const HEIGHT = 16;
/** Columns of a piece at that height, at most: what recognition takes without squeezing. */
const MOST_COLUMNS = Math.floor((MAX_WIDTH * HEIGHT) / LINE_HEIGHT);
/** A cut is looked for in the last third of a piece. */
const LEAST_COLUMNS = Math.ceil((MOST_COLUMNS * 2) / 3);
/** Columns of less contrast than this share of the line's strongest hold no letter. */
const EMPTY = 0.25;
/** From this many times the line's height on, a gap is a space between words. */
const SPACE_WIDTH = 0.2;
/** More than any line of writing has; what is longer is a rule or a pattern, and read as one, squeezed. */
const MOST_PIECES = 16;

export interface Piece {
  readonly box: CropBox;
  /** What stands between it and the piece before. */
  readonly before: '' | ' ';
}

/** A line that is too long for recognition, cut between letters; any other as it is. */
export function piecesOf(pixels: Pixels, box: CropBox): Piece[] {
  const columns = Math.round((HEIGHT * box.width) / box.height);
  if (columns <= MOST_COLUMNS || columns > MOST_COLUMNS * MOST_PIECES) return [{ box, before: '' }];
  const contrast = contrastOf(cropPicture(pixels, box, columns, HEIGHT));
  const pieces: Piece[] = [];
  let start = 0;
  let before: Piece['before'] = '';
  while (columns - start > MOST_COLUMNS) {
    const gap = widestGap(contrast, start + LEAST_COLUMNS, start + MOST_COLUMNS);
    pieces.push({ box: partOf(box, start / columns, gap.middle / columns), before });
    before = gap.width >= SPACE_WIDTH * HEIGHT ? ' ' : '';
    start = gap.middle;
  }
  pieces.push({ box: partOf(box, start / columns, 1), before });
  return pieces;
}

/** Of each column of a line, how far its lightest and darkest pixel are apart in green, the most of what makes light. */
function contrastOf(line: Pixels): Uint8Array {
  const from = wholePixels(line);
  return Uint8Array.from({ length: line.width }, (_, x) => {
    let [least, most] = [255, 0];
    for (let i = x; i < from.length; i += line.width) {
      const green = (from[i]! >>> 8) & 255;
      least = Math.min(least, green);
      most = Math.max(most, green);
    }
    return most - least;
  });
}

/** The widest run of empty columns, the last of those, or the emptiest column where there is none. */
function widestGap(contrast: Uint8Array, from: number, to: number): { middle: number; width: number } {
  const empty = EMPTY * contrast.reduce((most, value) => Math.max(most, value), 0);
  let widest = { middle: from, width: 0 };
  let emptiest = from;
  for (let x = from, run = 0; x < to; x++) {
    run = contrast[x]! <= empty ? run + 1 : 0;
    if (run > 0 && run >= widest.width) widest = { middle: x + 1 - Math.ceil(run / 2), width: run };
    if (contrast[x]! < contrast[emptiest]!) emptiest = x;
  }
  return widest.width > 0 ? widest : { middle: emptiest, width: 0 };
}

/** @param from,to in 0–1 of the box's width */
function partOf(box: CropBox, from: number, to: number): CropBox {
  const along = ((from + to) / 2 - 0.5) * box.width;
  return {
    ...box,
    centreX: box.centreX + along * Math.cos(box.angle),
    centreY: box.centreY + along * Math.sin(box.angle),
    width: (to - from) * box.width,
  };
}

/** A line from its pieces, one space between them where there is any; each counts for its score by its characters. */
export function joined(pieces: readonly (DecodedLine & Pick<Piece, 'before'>)[]): DecodedLine {
  let text = '';
  let sum = 0;
  let characters = 0;
  for (const piece of pieces) {
    text =
      (text + piece.before).trimEnd() + (/\s$/.test(text + piece.before) ? ` ${piece.text.trimStart()}` : piece.text);
    sum += piece.score * piece.text.length;
    characters += piece.text.length;
  }
  return { text: text.trim(), score: characters === 0 ? 0 : sum / characters };
}
