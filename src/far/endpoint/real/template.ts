import type { Post } from '../../../door/protocol';
import type { Refusal } from '../../server';

/** How a payload is put into a request. */
export type Template =
  /** As it is. */
  | { readonly kind: 'raw'; readonly contentType: string }
  /** JSON whose texts may hold {@link placeholders}. */
  | { readonly kind: 'json'; readonly json: string }
  /** A streamed chat completion in OpenAI's shape. */
  | { readonly kind: 'chat'; readonly model: string; readonly maxTokens: number };

/** What is sent: the bytes of a picture or of a text. */
export interface Payload {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** "image/jpeg" */
  readonly type: string;
  /** Of a text; beside a picture what is asked of it. */
  readonly text?: string;
}

const placeholders = ['{{base64}}', '{{text}}', '{{type}}'] as const;

export const mostPayloadBytes = { raw: 32_000_000, inText: 4_000_000 };

/** @returns a sentence that says what to change */
export function postOf(
  template: Template,
  payload: Payload,
): (Omit<Post, 'headers'> & { contentType: string }) | Refusal {
  const { bytes } = payload;
  if (template.kind === 'raw') {
    if (bytes.length > mostPayloadBytes.raw) return tooLarge(bytes.length, mostPayloadBytes.raw);
    if (!/^[\w.+*-]+\/[\w.+*-]+(?: *;[\x20-\x7e]*)?$/.test(template.contentType))
      return { problem: 'A content type reads like image/jpeg or application/octet-stream.' };
    return { body: bytes, contentType: template.contentType };
  }
  if (bytes.length > mostPayloadBytes.inText) return tooLarge(bytes.length, mostPayloadBytes.inText);
  const json = template.kind === 'json' ? filled(template.json, payload) : chatOf(template, payload);
  if (typeof json === 'object') return json;
  return { body: new TextEncoder().encode(json), contentType: 'application/json' };
}

const tooLarge = (bytes: number, most: number): Refusal => ({
  problem: `The payload has ${bytes.toLocaleString('en')} bytes; ${most.toLocaleString('en')} are sent at most in this way. Choose a smaller one.`,
});

/** Placeholders are filled in after the JSON was read, so that nothing in a payload is taken for JSON. */
function filled(template: string, payload: Payload): string | Refusal {
  let read: unknown;
  try {
    read = JSON.parse(template);
  } catch {
    return { problem: `The template is not JSON. Put ${placeholders.join(', ')} inside quotation marks.` };
  }
  const usesText = JSON.stringify(read).includes('{{text}}');
  if (usesText && payload.text === undefined)
    return { problem: 'The template asks for {{text}}, and what is sent is a picture: use {{base64}}.' };
  const base64 = base64Of(payload.bytes);
  const fill = (text: string) =>
    text.replace(/\{\{(base64|text|type)\}\}/g, (_, name: string) =>
      name === 'base64' ? base64 : name === 'text' ? (payload.text ?? '') : payload.type,
    );
  return JSON.stringify(read, (_key, value: unknown) => (typeof value === 'string' ? fill(value) : value));
}

function chatOf({ model, maxTokens }: Template & { kind: 'chat' }, { bytes, type, text }: Payload): string | Refusal {
  if (!model.trim()) return { problem: 'Name the model as the endpoint calls it.' };
  if (!(Number.isInteger(maxTokens) && maxTokens >= 1 && maxTokens <= 4096))
    return { problem: 'Tokens to write are a whole number from 1 to 4096.' };
  const picture = { type: 'image_url', image_url: { url: `data:${type};base64,${base64Of(bytes)}` } };
  const content = type.startsWith('image/')
    ? [{ type: 'text', text: text ?? 'What is in this picture?' }, picture]
    : text;
  if (content === undefined) return { problem: 'A chat takes a text or a picture, and what is sent is neither.' };
  return JSON.stringify({
    model: model.trim(),
    messages: [{ role: 'user', content }],
    stream: true,
    max_tokens: maxTokens,
  });
}

/** In pieces: a function takes only so many arguments. */
export function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(binary);
}
