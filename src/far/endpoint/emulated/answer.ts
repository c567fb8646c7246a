import { TOKEN_EVENT_BYTES } from '../../tokenEvent';
import type { Refusal } from '../../server';
import type { EmulatedQuery } from './query';

const encoder = new TextEncoder();

/** What was sent, as it is said again where there is no answer to hand back. */
export interface Sent {
  readonly bytes: number;
  readonly type: string;
}

/** JSON's own white space, so that an answer is as long as it should be and stays one. */
const SPACE = 0x20;

/**
 * The answer in one piece: JSON that says that it is emulated, with the near side's answer or what was sent, and as long as was asked.
 * @returns a sentence where it can't be that short
 */
export function wholeAnswer(
  query: EmulatedQuery,
  sent: Sent,
): { readonly text: Uint8Array; readonly bytes: number } | Refusal {
  const { answer, answerBytes, server } = query;
  const write = (more: object) => encoder.encode(JSON.stringify({ emulated: true, ...more }));
  if (answer !== undefined) {
    const text = write({ answer: parsed(answer) });
    if (text.length > (answerBytes ?? Infinity))
      return { problem: `The answer to hand back takes ${text.length} bytes, and ${answerBytes} were asked for.` };
    return { text, bytes: answerBytes ?? text.length };
  }
  const wordings = [write({ server, received: sent }), write({})];
  const text = wordings.find(({ length }) => length <= (answerBytes ?? Infinity));
  return text
    ? { text, bytes: answerBytes ?? text.length }
    : { problem: `An answer that says that it is emulated takes ${wordings[1]?.length} bytes at least.` };
}

function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return answer;
  }
}

/** Bytes `from` to `to` of an answer that is filled up with white space. */
export function partOf(text: Uint8Array, from: number, to: number): Uint8Array {
  const part = new Uint8Array(to - from).fill(SPACE);
  part.set(text.subarray(from, to));
  return part;
}

/**
 * An answer's words, each with the white space before it: what is streamed, one a token. Without what is behind the last, where the
 * expression would look for a word from every place anew.
 * @returns undefined where there is nothing to say
 */
export const wordsOf = (answer = ''): readonly string[] | undefined => answer.trimEnd().match(/\s*\S+/g) ?? undefined;

/**
 * Token `index` as a server-sent event in the shape of OpenAI's chat completions
 * (https://platform.openai.com/docs/api-reference/chat-streaming), as long as the simulation takes one for.
 */
export function tokenEvent(words: readonly string[] | undefined, index: number): Uint8Array {
  const content = words ? (words[index] ?? '') : `${index === 0 ? '' : ' '}emulated`;
  return event({ index: 0, delta: { content } }, TOKEN_EVENT_BYTES);
}

/** What ends a stream. */
export const lastEvents = (): Uint8Array => {
  const stop = event({ index: 0, delta: {}, finish_reason: 'stop' }, 0);
  const done = encoder.encode('data: [DONE]\n\n');
  const both = new Uint8Array(stop.length + done.length);
  both.set(stop);
  both.set(done, stop.length);
  return both;
};

function event(choice: object, bytes: number): Uint8Array {
  const text = JSON.stringify({ object: 'chat.completion.chunk', emulated: true, choices: [choice] });
  const length = encoder.encode(text).length + 'data: \n\n'.length;
  return encoder.encode(`data: ${text}${' '.repeat(Math.max(0, bytes - length))}\n\n`);
}
