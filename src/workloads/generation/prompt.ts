import { Problem } from '../../domain/problem';
import { plural } from '../../domain/words';
import type { TextTokenizer } from './tokenizer';

/** One turn of a conversation. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** The beginning of a text, or a conversation. */
export type Prompt = { readonly text: string } | { readonly messages: readonly Message[] };

/** A prompt as the model reads it. */
export interface BuiltPrompt {
  readonly ids: readonly number[];
  /** What was made of it that the visitor would not expect, a sentence each. */
  readonly notes: readonly string[];
  /** Tokens left out at the beginning, and how many there were. */
  readonly cut?: { readonly tokens: number; readonly of: number };
}

/** Of the context, what is left to write into at least, where a prompt would take it all. */
const LEAST_ROOM_SHARE = 1 / 4;

/** Halves of characters that stand alone (a string cut in the middle of an emoji) can't be written in UTF-8. */
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** How a conversation is written where the model doesn't say. */
const plainConversation = (messages: readonly Message[]) =>
  `${messages.map(({ role, content }) => `${role}: ${content}\n`).join('')}assistant:`;

async function written(messages: readonly Message[], tokenizer: TextTokenizer, notes: string[]): Promise<string> {
  const { chatTemplate, special } = tokenizer;
  if (chatTemplate === undefined) {
    notes.push(
      'The model brings no template for conversations: each turn was written as a line, “user: …”, and “assistant:” after the last.',
    );
    return plainConversation(messages);
  }
  try {
    const { Template } = await import('@huggingface/jinja');
    return new Template(chatTemplate).render({ messages, add_generation_prompt: true, ...special });
  } catch (error) {
    throw new Problem('input', 'The model’s template for conversations could not be filled in.', String(error));
  }
}

/**
 * Makes tokens of a prompt, and says what was changed on the way.
 * @param context tokens that fit in all
 * @param wanted tokens that are to be written
 * @throws Problem `input` where there is nothing to go on from
 */
export async function buildPrompt(
  prompt: Prompt,
  tokenizer: TextTokenizer,
  context: number,
  wanted: number,
): Promise<BuiltPrompt> {
  const notes: string[] = [];
  let text: string;
  const isConversation = 'messages' in prompt;
  if (isConversation) {
    if (prompt.messages.length === 0) throw new Problem('input', 'There is nothing to answer: write something first.');
    text = await written(prompt.messages, tokenizer, notes);
  } else text = prompt.text;

  const lone = text.match(loneSurrogate)?.length ?? 0;
  if (lone > 0) {
    text = text.replace(loneSurrogate, '\uFFFD');
    notes.push(
      `${plural(lone, 'half of a character stands', 'halves of characters stand')} alone in the text, and ${lone === 1 ? 'was' : 'were'} read as �.`,
    );
  }
  // A template writes the special tokens itself.
  const isTemplated = isConversation && tokenizer.chatTemplate !== undefined;
  let ids = text === '' ? tokenizer.encode('', true) : tokenizer.encode(text, !isTemplated);
  if (ids.length === 0 && tokenizer.begin !== undefined) ids = [tokenizer.begin];
  if (ids.length === 0) throw new Problem('input', 'Write a word or two for the model to go on from.');
  const unknown = ids.filter((id) => id === tokenizer.unknown).length;
  if (unknown > 0) {
    notes.push(
      `${plural(unknown, 'piece')} of the text ${unknown === 1 ? 'is' : 'are'} not in the model’s vocabulary.`,
    );
  }

  const room = Math.max(1, Math.min(wanted, Math.ceil(context * LEAST_ROOM_SHARE)));
  const most = context - room;
  if (ids.length <= most) return { ids, notes };
  // A token that says where a text begins stays where it is.
  const head = ids[0] !== undefined && ids[0] === tokenizer.begin ? [ids[0]] : [];
  const cut = { tokens: ids.length - most, of: ids.length };
  notes.push(
    `The text is longer than the model reads: of ${plural(cut.of, 'token')} the first ${cut.tokens} were left out; it reads ${context} with what it writes.`,
  );
  return { ids: [...head, ...ids.slice(head.length + cut.tokens)], notes, cut };
}
