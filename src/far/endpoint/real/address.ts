import { mayAsk } from '../../../door/protocol';
import type { Refusal } from '../../server';

/** An endpoint of the visitor's own. It is kept nowhere: neither in a link nor in a store. */
export interface Endpoint {
  readonly url: string;
  /** As a sentence names it. */
  readonly host: string;
  readonly headers: Readonly<Record<string, string>>;
}

const MOST_CHARACTERS = 4096;

/** Those that browsers keep for themselves: https://fetch.spec.whatwg.org/#forbidden-request-header */
const FORBIDDEN =
  /^(?:accept-(?:charset|encoding)|access-control-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|proxy-.*|referer|sec-.*|set-cookie|te|trailer|transfer-encoding|upgrade|via)$/i;

/**
 * @param address as typed
 * @param header "Authorization: Bearer …", or nothing
 * @returns a sentence that says what to change
 */
export function readEndpoint(address: string, header: string): Endpoint | Refusal {
  const url = readUrl(address.trim());
  if ('problem' in url) return url;
  const headers = readHeader(header.trim());
  if ('problem' in headers) return { problem: headers.problem as string };
  return { url: url.href, host: url.host, headers };
}

function readUrl(address: string): URL | Refusal {
  if (!address) return { problem: 'Name the address of an endpoint: https://…' };
  if (address.length > MOST_CHARACTERS)
    return { problem: `An address of more than ${MOST_CHARACTERS} characters is not asked.` };
  if (!URL.canParse(address)) return { problem: 'That is no address: it begins with https:// and names a server.' };
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { problem: `An endpoint is asked over https, not ${url.protocol.slice(0, 20)}` };
  if (url.username || url.password)
    return { problem: 'Take name and password out of the address and give them as a header (Authorization: …).' };
  if (!mayAsk(url.href))
    return {
      problem: `This page asks over https alone, and over http on this very device: give https://${url.host}…, or forward a local port to it.`,
    };
  url.hash = '';
  return url;
}

function readHeader(header: string): Readonly<Record<string, string>> | Refusal {
  if (!header) return {};
  const [, name, value] = /^([^:\s]+)\s*:\s*(.+)$/s.exec(header) ?? [];
  if (!name || !value || header.length > MOST_CHARACTERS)
    return { problem: 'A header is a name, a colon and a value on one line: “Authorization: Bearer …”.' };
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e]+$/.test(value))
    return { problem: 'A header has plain letters, digits and signs alone, on one line.' };
  if (FORBIDDEN.test(name)) return { problem: `Browsers set ${name} themselves and let no page do it.` };
  return { [name]: value };
}
