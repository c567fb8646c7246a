import { significant, whole } from '../domain/number';
import { inMs, plural } from '../domain/words';
import type { HeadlinePart } from './contest';
import { CLOSE_SHARE } from './limits';
import type { WritingContest, WritingVerdict } from './write';

/**
 * Tokens a second of somebody who reads silently: 238 words a minute (Brysbaert, "How many words do we read per minute?", Journal
 * of Memory and Language 109, 2019) at about 1.3 tokens a word.
 */
export const READING_RATE = 5;

export const readingSource =
  'Adults read English silently at 238 words a minute (Brysbaert, Journal of Memory and Language 109, 2019); at about 1.3 tokens a word that is 5 tokens a second.';

/** What a pace of writing means to who reads along. */
export interface WriteUse {
  readonly parts: { readonly rate: string; readonly means: string };
  readonly sentence: string;
}

type Found = WritingContest & Pick<WritingVerdict, 'starts' | 'abreast' | 'overtakes'>;

/** Nearer than a simulation, made of assumptions, can tell apart. */
export const closeEnough = (near: number, far: number): boolean => Math.abs(far / near - 1) <= CLOSE_SHARE;

/** "42", "120": two digits, three from a hundred on. */
export const rateOf = (perSecond: number): string => significant(perSecond, perSecond >= 100 ? 3 : 2);

/** Two digits: where the one overtakes rests on assumptions. */
export const roughToken = (token: number): string => whole(Number(token.toPrecision(2)));

const atToken = (token: number) => (token < 10 ? `at token ${token}` : `at about token ${roughToken(token)}`);

/** Who starts, and who is ahead in the end. */
export function writeHeadline({ near, far, starts, abreast, overtakes }: Found): HeadlinePart[] {
  const [first, farFirst] = [inMs(near.firstMs), inMs(far.firstMs)];
  const [rate, farRate] = [rateOf(near.perSecond), rateOf(far.perSecond)];
  if (starts === 'together') {
    if (abreast)
      return [{ text: `Neither is ahead: both start after some ${first} and write about ${rate} tokens a second.` }];
    const isHere = near.perSecond > far.perSecond;
    return [
      { text: `Both start after some ${first}; ` },
      isHere
        ? { text: `then here is ahead: ${rate} tokens a second,`, tone: 'near' }
        : { text: `then the cloud is ahead: ${farRate} tokens a second,`, tone: 'far' },
      isHere ? { text: ` the cloud ${farRate}.`, tone: 'far' } : { text: ` here ${rate}.`, tone: 'near' },
    ];
  }
  if (overtakes) {
    const at = `${atToken(overtakes.token)}.`;
    return starts === 'here'
      ? [
          { text: `Here starts first (${first});`, tone: 'near' },
          { text: ` the cloud overtakes ${at}`, tone: 'far' },
        ]
      : [
          { text: `The cloud starts first (${farFirst});`, tone: 'far' },
          { text: ` here overtakes ${at}`, tone: 'near' },
        ];
  }
  const pace = abreast ? `about ${rate} tokens a second, as the other` : undefined;
  return starts === 'here'
    ? [
        { text: 'Here starts first and stays ahead:', tone: 'near' },
        ...(pace
          ? [{ text: ` ${pace}.` }]
          : [{ text: ` ${rate} tokens a second, ` }, { text: `the cloud ${farRate}.`, tone: 'far' as const }]),
      ]
    : [
        { text: 'The cloud starts first and stays ahead:', tone: 'far' },
        ...(pace
          ? [{ text: ` ${pace}.` }]
          : [{ text: ` ${farRate} tokens a second, ` }, { text: `here ${rate}.`, tone: 'near' as const }]),
      ];
}

/** What the chart shows, and what a first request would change. */
export function writeBecause({ near, far, starts, abreast, overtakes, most }: Found): string {
  const cold = `With a connection to open first, the cloud’s first token takes ${inMs(far.coldFirstMs)}.`;
  if (overtakes) {
    const { by, token, ms } = overtakes;
    const who = by === 'here' ? 'this device' : 'the cloud';
    const beyond = token > near.tokens ? `, ${plural(token - near.tokens, 'token')} beyond this text` : '';
    return `After ${plural(token, 'token')}, ${inMs(ms)} after the press, ${who} is ahead${beyond}. ${cold}`;
  }
  if (abreast) return `The two write at one pace, as far as a simulation can tell: neither pulls away. ${cold}`;
  const ahead = near.perSecond > far.perSecond ? 'here' : 'there';
  if (starts === 'together' || starts === ahead) {
    const who = ahead === 'here' ? 'This device' : 'The cloud';
    return `${who} writes faster too, so the gap only grows. ${cold}`;
  }
  const who = ahead === 'here' ? 'This device' : 'The cloud';
  return `${who} writes faster but doesn’t catch up within the ${plural(most, 'token')} that the text may have. ${cold}`;
}

type Reading = 'faster' | 'as fast' | 'slower';

function reading(perSecond: number): Reading {
  const times = perSecond / READING_RATE;
  if (times >= 1.2) return 'faster';
  return times > 1 / 1.2 ? 'as fast' : 'slower';
}

const times = (perSecond: number) => significant(perSecond / READING_RATE, 2);

/** Both paces against that of somebody who reads along. */
export function useOfWriting({ near, far }: Pick<WritingContest, 'near' | 'far'>): WriteUse {
  const [here, there] = [reading(near.perSecond), reading(far.perSecond)];
  const rate =
    here === 'faster' && there === 'faster'
      ? 'Both write faster than you read:'
      : here === 'faster'
        ? 'Here writes faster than you read:'
        : here === 'as fast'
          ? 'Here writes about as fast as you read:'
          : 'You would wait for words here:';
  const pace = `${times(near.perSecond)} times your pace here, ${times(far.perSecond)} times there.`;
  const long = near.tokens;
  const all =
    long > 1
      ? ` These ${plural(long, 'token')} take ${inMs(near.atMs(long))} here, ${inMs(far.atMs(long))} there.`
      : '';
  const means = `${pace}${all}`;
  return { parts: { rate, means }, sentence: `${rate} ${means}` };
}
