/** What is said through the door (`README.md`): by the page to the document that asks other servers, and back. */

/** Where the document lies, relative to the page: a folder, since hosts rewrite addresses that end with a file's name. */
export const DOOR_PATH = 'door/';

/** The first message, with the port through which all else goes. A page and a door of different builds don't understand each other. */
export const HELLO = 'nearside.door/2';

/** Bytes of a body that are on their way at most: further ones are read when these have been taken. */
export const MOST_UNDER_WAY = 16;

export type ToDoor =
  /** A request; `from` is the first byte wanted. */
  | { readonly kind: 'ask'; readonly id: number; readonly url: string; readonly from: number }
  /** A request with a body, which follows no redirection: who is named in the address gets it, and nobody else. */
  | { readonly kind: 'post'; readonly id: number; readonly url: string; readonly post: Post }
  /** One more piece of the body. */
  | { readonly kind: 'pull'; readonly id: number }
  /** No more of it. */
  | { readonly kind: 'drop'; readonly id: number };

export interface Post {
  /** By any name that a browser lets a page set. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * What the browser says of a request's parts (Resource Timing, https://www.w3.org/TR/resource-timing/), ms. It does so only where the server
 * lets it (`Timing-Allow-Origin`). A connection that was open already took 0.
 */
export interface Itemised {
  /** Before all of it: leave that was asked for with a request of its own (CORS), over the very connection then, and the browser's own queue. */
  readonly beforeMs: number;
  readonly dnsMs: number;
  /** TCP, or QUIC; TLS apart where the browser tells it apart. */
  readonly connectMs: number;
  readonly tlsMs: number;
  /** From the first byte sent to the first that comes back: upload, way, server. */
  readonly waitMs: number;
  readonly downloadMs: number;
  /** "h2", "http/1.1", as it was agreed on. */
  readonly protocol: string;
}

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
      /** Since the request was made, ms; here and below by the door's own clock. */
      readonly atMs: number;
    }
  | { readonly kind: 'bytes'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer>; readonly atMs: number }
  /** `itemised` where it was a post, and the server lets the browser say so. */
  | { readonly kind: 'end'; readonly id: number; readonly atMs: number; readonly itemised?: Itemised }
  /** The server answered a post with another address. */
  | { readonly kind: 'redirected'; readonly id: number }
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
