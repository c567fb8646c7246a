import { statSync } from 'node:fs';
import { join } from 'node:path';
import { servedOf } from '../../src/far/generation';
import { TOKEN_EVENT_BYTES } from '../../src/far/tokenEvent';
import { tensorBytesOf } from '../../src/far/payload';
import type { AnswerWork } from '../../src/far/server';
import { sampleOf, taskOf } from '../../src/tasks/registry';
import { modelsFolder, readCard } from '../models/cards';
import { answerBytes } from './answerBytes';

/** What a model sends to a cloud and asks of it. */
export interface Asked {
  readonly model: string;
  readonly payload: { readonly upBytes: number; readonly downBytes: number };
  readonly work: AnswerWork;
  /** What the figures are, a sentence each. */
  readonly notes: readonly string[];
  /** Of a decoder: the payload and work above are those of its first token, and these those of each after it. */
  readonly token?: AnswerWork;
}

/** A token of English is some four letters (own assumption). */
const BYTES_A_TOKEN = 4;
/** Tokens that an answer may have behind its prompt before its pace is taken: the cache is read with each. */
const TOKENS_WRITTEN = 32;

/** The networks of one answer, the one that runs first at the front: each runs once. */
function chainOf(model: string) {
  const card = readCard(model);
  return card.behind === undefined ? [card] : [readCard(card.behind), card];
}

/** The task's first sample, as it would be sent: a picture's file, sentences a line each. */
function sampleBytes(task: string): { readonly bytes: number; readonly title: string } {
  const meta = taskOf(task);
  if (!meta) throw new RangeError(`There is no task '${task}'.`);
  const sample = sampleOf(meta);
  const bytes =
    'picture' in sample
      ? statSync(join(modelsFolder, '..', 'static', sample.picture)).size
      : new TextEncoder().encode(sample.texts.join('\n')).length;
  return { bytes, title: sample.title };
}

/** What is sent: the task's first sample as it is, or what the network takes. */
export const sendings = ['sample', 'tensor'] as const;
export type Sending = (typeof sendings)[number];

/**
 * What a card and its task's first sample say of one answer: the page has the same from a cell that was measured.
 * @param model id of a card
 */
export function askedOf(model: string, send: Sending): Asked {
  const chain = chainOf(model);
  const card = readCard(model);
  const sample = sampleBytes(card.task);
  const decoder = servedOf(card);
  if (decoder) {
    const tokens = Math.max(1, Math.ceil(sample.bytes / BYTES_A_TOKEN));
    const cached = tokens + TOKENS_WRITTEN;
    return {
      model,
      payload: { upBytes: sample.bytes, downBytes: TOKEN_EVENT_BYTES },
      work: { macs: tokens * decoder.macs, parameters: decoder.parameters, runs: 1 },
      token: { macs: decoder.macs, parameters: decoder.parameters + cached * decoder.cacheValues, runs: 1 },
      notes: [
        `up: the prompt “${sample.title}”, ${sample.bytes} B, ${tokens} tokens of ${BYTES_A_TOKEN} letters (own assumption)`,
        'down: the first token as a server-sent event',
      ],
    };
  }
  const first = chain[0] ?? card;
  const up = send === 'tensor' ? tensorBytesOf(first) : sample.bytes;
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
      send === 'tensor'
        ? `up: what ${first.id} takes, as a raw tensor, ${up} B`
        : `up: the sample “${sample.title}” as it is, ${up} B`,
      down === undefined
        ? `down: its outputs as they are, ${4 * outputs} B of fp32 (no answer of it was weighed)`
        : `down: the answer as JSON, ${down} B as weighed in a run`,
      ...(chain.length > 1 ? [`one run each of ${chain.map(({ id }) => id).join(' and ')}`] : []),
    ],
  };
}
