import type { ModelCard } from '../models/card';
import { answerBytes } from './answerBytes';
import { servedOf } from './generation';
import { tensorBytesOf } from './payload';
import type { AnswerWork } from './server';
import { TOKEN_EVENT_BYTES } from './tokenEvent';

/** What a model sends to a cloud and asks of it. */
export interface Asked {
  readonly model: string;
  /** Bytes, whole. */
  readonly payload: { readonly upBytes: number; readonly downBytes: number };
  readonly work: AnswerWork;
  /** What the figures are, a sentence each. */
  readonly notes: readonly string[];
  /** Of a decoder: the payload and work above are those of its first token, and these those of each after it. */
  readonly token?: AnswerWork;
}

/** What is sent: the task's first sample as it is, or what the network takes. */
export const sendings = ['sample', 'tensor'] as const;
/** One of them, or so many bytes of one's own. */
export type Sending = (typeof sendings)[number] | number;
/** Of bytes of one's own: up to a gigabyte. */
export const SENT_LIMITS = { leastBytes: 1, mostBytes: 1_000_000_000 } as const;

/** A task's first sample, as it would be sent: a picture's file, sentences a line each. */
export interface SentSample {
  readonly bytes: number;
  readonly title: string;
}

/** A token of English is some four letters (own assumption). */
const BYTES_A_TOKEN = 4;
/** Tokens that an answer may have behind its prompt before its pace is taken: the cache is read with each. */
const TOKENS_WRITTEN = 32;

/**
 * What cards and a sample say of one answer: a cell that was measured has the same of its own input.
 * @param chain cards of the networks of one answer, the one that runs first at the front: each runs once
 * @throws RangeError for an empty chain
 */
export function askedOf(chain: readonly ModelCard[], sample: SentSample, send: Sending): Asked {
  const [first, card] = [chain[0], chain.at(-1)];
  if (!first || !card) throw new RangeError('An answer takes one network at least.');
  const model = card.id;
  const decoder = servedOf(card);
  if (decoder) {
    const upBytes = typeof send === 'number' ? send : sample.bytes;
    const tokens = Math.max(1, Math.ceil(upBytes / BYTES_A_TOKEN));
    const cached = tokens + TOKENS_WRITTEN;
    return {
      model,
      payload: { upBytes, downBytes: TOKEN_EVENT_BYTES },
      work: { macs: tokens * decoder.macs, parameters: decoder.parameters, runs: 1 },
      token: { macs: decoder.macs, parameters: decoder.parameters + cached * decoder.cacheValues, runs: 1 },
      notes: [
        `up: ${typeof send === 'number' ? 'a prompt of one’s own' : `the prompt “${sample.title}”`}, ${upBytes} B, ${tokens} tokens of ${BYTES_A_TOKEN} letters (own assumption)`,
        'down: the first token as a server-sent event',
      ],
    };
  }
  const up = typeof send === 'number' ? send : send === 'tensor' ? tensorBytesOf(first) : sample.bytes;
  const down = answerBytes[model];
  const outputs = card.outputs.reduce(
    (sum, { shape }) => sum + shape.reduce((all, size) => all * Math.max(1, size), 1),
    0,
  );
  return {
    model,
    payload: { upBytes: up, downBytes: down ?? 4 * outputs },
    work: {
      macs: chain.reduce((sum, { macs }) => sum + macs.count, 0),
      parameters: chain.reduce((sum, { parameters }) => sum + parameters, 0),
      runs: chain.length,
    },
    notes: [
      sentNote(send, first, sample, up),
      down === undefined
        ? `down: its outputs as they are, ${4 * outputs} B of fp32 (no answer of it was weighed)`
        : `down: the answer as JSON, ${down} B as weighed in a run`,
      ...(chain.length > 1 ? [`one run each of ${chain.map(({ id }) => id).join(' and ')}`] : []),
    ],
  };
}

function sentNote(send: Sending, first: ModelCard, sample: SentSample, bytes: number): string {
  if (typeof send === 'number') return `up: ${bytes} B of one’s own`;
  if (send === 'tensor') return `up: what ${first.id} takes, as a raw tensor, ${bytes} B`;
  return `up: the sample “${sample.title}” as it is, ${bytes} B`;
}
