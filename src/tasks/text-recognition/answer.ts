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
}

const SUMMARY_CHARACTERS = 400;

/** The answer with its sentence: what was read, or how many lines were found where nothing was read. */
export function textAnswer(lines: readonly TextLine[], upsideDown = false): TextAnswer {
  const isTurned = upsideDown && lines.length > 0;
  return {
    kind: 'text-recognition',
    summary: summarise(lines, isTurned),
    lines,
    ...(isTurned && { upsideDown: true }),
  };
}

function summarise(lines: readonly TextLine[], isTurned: boolean): string {
  if (lines.length === 0) return 'No text found.';
  const how = isTurned ? ', upside down' : '';
  const count = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'} of text found${how}`;
  const texts = lines.flatMap(({ text }) => (text === undefined ? [] : [`“${text}”`]));
  if (texts.length === 0) return `${count}.`;
  const characters = [...`${count}: ${texts.join(', ')}.`];
  if (characters.length <= SUMMARY_CHARACTERS) return characters.join('');
  return `${characters.slice(0, SUMMARY_CHARACTERS - 1).join('')}…`;
}
