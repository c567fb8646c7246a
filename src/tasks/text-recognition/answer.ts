import { plural } from '../../domain/words';
import type { Answer } from '../types';

/** Corners of a turned rectangle, clockwise from the start of the text's upper edge, in 0–1 of the picture. */
export type Quad = readonly [Corner, Corner, Corner, Corner];
type Corner = readonly [x: number, y: number];

export interface TextLine {
  /** Absent where only the detection network ran. */
  readonly text?: string;
  /** With a text: mean probability of its characters; without: mean text probability inside the box. 0–1. */
  readonly score: number;
  readonly box: Quad;
}

export interface TextAnswer extends Answer {
  readonly kind: 'text-recognition';
  /** In reading order. */
  readonly lines: readonly TextLine[];
  /** True where the page stood on its head and was read that way. */
  readonly upsideDown?: boolean;
  /** What the visitor should know of how the picture was looked at. */
  readonly note?: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How lines were looked for. */
export interface Looked extends Size {
  /** The picture as it was given, pixels; `width` and `height` are what detection saw of it. */
  readonly given: Size;
  /** Parts that it was looked at in. */
  readonly parts: number;
  readonly upsideDown?: boolean;
}

const SUMMARY_CHARACTERS = 400;
/** Shrunk less than this, a picture loses no letter. */
const NEARLY_WHOLE = 0.9;

/** The answer with its sentence: what was read, or how many lines were found where nothing was read. */
export function textAnswer(lines: readonly TextLine[], looked: Looked): TextAnswer {
  const isTurned = looked.upsideDown === true && lines.length > 0;
  const note = noteOn(looked);
  return {
    kind: 'text-recognition',
    summary: summarise(lines, isTurned, note),
    lines,
    ...(isTurned && { upsideDown: true }),
    ...(note && { note }),
  };
}

function noteOn({ width, height, given, parts }: Looked): string | undefined {
  const pixels = (size: Size) => `${size.width.toLocaleString('en')} × ${size.height.toLocaleString('en')}`;
  const notes = [
    parts > 1 && `The picture was looked at in ${parts} overlapping parts.`,
    width < NEARLY_WHOLE * given.width &&
      `Lines were looked for in ${pixels({ width, height })} of its ${pixels(given)} pixels: small letters may be missed.`,
  ];
  return notes.filter(Boolean).join(' ') || undefined;
}

function summarise(lines: readonly TextLine[], isTurned: boolean, note: string | undefined): string {
  const end = note ? ` ${note}` : '';
  if (lines.length === 0) return `No text found.${end}`;
  const how = isTurned ? ', upside down' : '';
  const count = `${plural(lines.length, 'line')} of text found${how}`;
  const texts = lines.flatMap(({ text }) => (text === undefined ? [] : [`“${text}”`]));
  if (texts.length === 0) return `${count}.${end}`;
  const characters = [...`${count}: ${texts.join(', ')}.`];
  const most = SUMMARY_CHARACTERS - end.length;
  if (characters.length <= most) return `${characters.join('')}${end}`;
  return `${characters.slice(0, most - 1).join('')}…${end}`;
}
