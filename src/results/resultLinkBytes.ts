import { refusals } from './resultLinkWords';

/** Longest text that is read as a link; a result of the default targets takes a quarter of it. */
export const LONGEST_LINK = 8000;
/** Most that a link may unpack to, bytes: a few hundred of deflate can hold megabytes. */
const LARGEST_UNPACKED = 64_000;

/**
 * Every link of every version begins with these bytes: the version, the form of what follows (as it is, or deflated), and a
 * CRC-32 of all the others, so that an older page can tell a newer link from a broken one.
 */
const HEAD = { version: 0, form: 1, sum: 2, body: 6 };
const AS_IT_IS = 0;
const DEFLATED = 1;

type Bytes = Uint8Array<ArrayBuffer>;

/** CRC-32 as of zlib and PNG (RFC 1952, section 8), bit by bit: links are short. */
export function crc32(bytes: Iterable<number>): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb8_8320 : 0);
  }
  return ~sum >>> 0;
}

function* summed(bytes: Bytes): Generator<number> {
  for (const [at, byte] of bytes.entries()) if (at < HEAD.sum || at >= HEAD.body) yield byte;
}

async function deflated(bytes: Bytes): Promise<Bytes | undefined> {
  if (!('CompressionStream' in globalThis)) return undefined;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    // A browser that has the class, but not this format.
    return undefined;
  }
}

/** @returns undefined where it would be larger than any result */
async function inflated(bytes: Bytes): Promise<Bytes | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LARGEST_UNPACKED) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

const toBase64url = (bytes: Bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

function fromBase64url(text: string): Bytes | undefined {
  if (!/^[\w-]+$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Text as a link carries it: the shorter of deflated and as it is. */
export async function packLink(version: number, text: string): Promise<string> {
  const plain = new TextEncoder().encode(text);
  const packed = await deflated(plain);
  const isSmaller = packed !== undefined && packed.length < plain.length;
  const body = isSmaller ? packed : plain;
  const bytes = new Uint8Array(HEAD.body + body.length);
  bytes[HEAD.version] = version;
  bytes[HEAD.form] = isSmaller ? DEFLATED : AS_IT_IS;
  bytes.set(body, HEAD.body);
  new DataView(bytes.buffer).setUint32(HEAD.sum, crc32(summed(bytes)));
  return toBase64url(bytes);
}

/**
 * What a link carries, where it arrived whole. Never rejects, whatever the text is.
 * @param version the newest that is understood
 */
export async function unpackLink(
  version: number,
  link: string,
): Promise<{ readonly version: number; readonly text: string } | { readonly problem: string }> {
  if (link.length > LONGEST_LINK) return { problem: refusals.long };
  if (link.trim() === '') return { problem: refusals.none };
  const bytes = fromBase64url(link.trim());
  if (!bytes || bytes.length < HEAD.body) return { problem: refusals.altered };
  if (new DataView(bytes.buffer).getUint32(HEAD.sum) !== crc32(summed(bytes))) return { problem: refusals.altered };
  const [made = 0, form] = [bytes[HEAD.version], bytes[HEAD.form]];
  if (made > version) return { problem: refusals.newer };
  if (made === 0 || (form !== AS_IT_IS && form !== DEFLATED)) return { problem: refusals.impossible };
  if (form === DEFLATED && !('DecompressionStream' in globalThis)) return { problem: refusals.packed };
  try {
    const body = bytes.slice(HEAD.body);
    const whole = form === DEFLATED ? await inflated(body) : body;
    if (!whole) return { problem: refusals.impossible };
    return { version: made, text: new TextDecoder('utf-8', { fatal: true }).decode(whole) };
  } catch {
    return { problem: refusals.impossible };
  }
}
