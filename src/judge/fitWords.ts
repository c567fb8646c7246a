import { significant } from '../domain/number';
import { inMs } from '../domain/words';
import { READING_RATE } from './writeWords';

/** How a decoder was seen to run. */
export interface DecoderPace {
  /** Tokens a second after the first. */
  readonly perSecond: number;
  /** Tokens of a prompt that are read in a second. */
  readonly prefillPerSecond?: number;
}

export interface DecoderVerdict {
  readonly pace: 'faster' | 'as fast' | 'slower' | 'too slow';
  /** What it means to who reads along. */
  readonly headline: string;
  /** With its figures. */
  readonly because: string;
}

/** Around the reader's pace neither waits for the other: people's own differ by more (Brysbaert, 2019: 175 to 300 words a minute). */
const FASTER = 1.25;
const SLOWER = 0.8;
/** Beyond a second a token nobody takes what comes for writing: Nielsen, Usability Engineering, 1993, chapter 5. */
const TOO_SLOW_PER_SECOND = 1;

/** A page of text, which somebody pastes to have it summed up. */
const PAGE_TOKENS = 500;

const headlines: Readonly<Record<DecoderVerdict['pace'], string>> = {
  faster: 'It writes faster than you read.',
  'as fast': 'It writes about as fast as you read.',
  slower: 'It writes slower than you read.',
  'too slow': 'You would wait over a second for each piece of a word.',
};

/** @throws RangeError where there is no pace */
export function decoderVerdict({ perSecond, prefillPerSecond }: DecoderPace): DecoderVerdict {
  if (!(perSecond > 0 && Number.isFinite(perSecond))) throw new RangeError(`A pace is above 0, not ${perSecond}.`);
  const times = perSecond / READING_RATE;
  const pace =
    perSecond < TOO_SLOW_PER_SECOND ? 'too slow' : times >= FASTER ? 'faster' : times >= SLOWER ? 'as fast' : 'slower';
  const reads =
    prefillPerSecond !== undefined && prefillPerSecond > 0
      ? ` It reads a page (${PAGE_TOKENS} tokens) in about ${inMs((1000 * PAGE_TOKENS) / prefillPerSecond)} before its first word.`
      : '';
  return {
    pace,
    headline: headlines[pace],
    because: `${significant(perSecond, 2)} tokens a second, ${significant(times, 2)} times the ${READING_RATE} of somebody who reads silently.${reads}`,
  };
}
