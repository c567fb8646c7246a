/** What is said through the door (`README.md`): by the page to the document that asks other servers, and back. */

/** Where the document lies, relative to the page: a folder, since hosts rewrite addresses that end with a file's name. */
export const DOOR_PATH = 'door/';

/** The first message, with the port through which all else goes. A page and a door of different builds don't understand each other. */
export const HELLO = 'nearside.door/1';

/** Bytes of a body that are on their way at most: further ones are read when these have been taken. */
export const MOST_UNDER_WAY = 16;

export type ToDoor =
  /** A request; `from` is the first byte wanted. */
  | { readonly kind: 'ask'; readonly id: number; readonly url: string; readonly from: number }
  /** One more piece of the body. */
  | { readonly kind: 'pull'; readonly id: number }
  /** No more of it. */
  | { readonly kind: 'drop'; readonly id: number };

export type FromDoor =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'head';
      readonly id: number;
      readonly status: number;
      /** In small letters: those of {@link passedHeaders} that the browser let the door read. */
      readonly headers: Readonly<Record<string, string>>;
      /** Of the server that answered in the end, after redirections. */
      readonly host: string;
    }
  | { readonly kind: 'bytes'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end'; readonly id: number }
  /** No answer, or one that broke off. */
  | { readonly kind: 'failed'; readonly id: number; readonly detail: string };

/** Headers of an answer that are handed on. */
export const passedHeaders = [
  'content-length',
  'content-range',
  'content-type',
  'etag',
  'link',
  'retry-after',
  'x-error-code',
  'x-error-message',
] as const;

/**
 * Whether an address may be asked at all: by TLS, or on this very device, where somebody serves models to try. The door's policy
 * (`scripts/door.ts`) says the same.
 */
export function mayAsk(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1'));
  } catch {
    return false;
  }
}
