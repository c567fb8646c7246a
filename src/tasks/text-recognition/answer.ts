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
}

const SUMMARY_CHARACTERS = 400;

/** The answer with its sentence: what was read, or how many lines were found where nothing was read. */
export function textAnswer(lines: readonly TextLine[]): TextAnswer {
  return { kind: 'text-recognition', summary: summarise(lines), lines };
}

function summarise(lines: readonly TextLine[]): string {
  if (lines.length === 0) return 'No text found.';
  const count = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'} of text found`;
  const texts = lines.flatMap(({ text }) => (text === undefined ? [] : [`“${text}”`]));
  if (texts.length === 0) return `${count}.`;
  const characters = [...`${count}: ${texts.join(', ')}.`];
  if (characters.length <= SUMMARY_CHARACTERS) return characters.join('');
  return `${characters.slice(0, SUMMARY_CHARACTERS - 1).join('')}…`;
}
