import { expect, it } from 'vitest';
import { readEndpoint } from './address';
import { postOf, type Template } from './template';

it('reads an address and a header', () => {
  expect(readEndpoint(' https://api.example.com/v1?x=1#part ', 'X-Key:  a b ')).toEqual({
    url: 'https://api.example.com/v1?x=1',
    host: 'api.example.com',
    headers: { 'X-Key': 'a b' },
  });
  expect(readEndpoint('http://localhost:8000/', '')).toMatchObject({ headers: {} });
});

it.each([
  ['', '', 'Name the address'],
  ['api.example.com', '', 'no address'],
  ['ftp://example.com/', '', 'over https'],
  ['javascript:alert(1)', '', 'over https'],
  ['http://example.com/', '', 'https alone'],
  ['https://me:pw@example.com/', '', 'out of the address'],
  [`https://example.com/${'a'.repeat(5000)}`, '', 'more than'],
  ['https://example.com/', 'Bearer abc', 'a colon'],
  ['https://example.com/', 'X-Key: a\nX-Other: b', 'on one line'],
  ['https://example.com/', 'X Key: a', 'a colon'],
  ['https://example.com/', 'X-Key: ключ', 'plain letters'],
  ['https://example.com/', 'Cookie: a=b', 'Browsers set Cookie'],
  ['https://example.com/', 'Sec-Fetch-Mode: cors', 'Browsers set'],
])('says what is wrong with %s and “%s”', (address, header, sentence) => {
  expect(readEndpoint(address, header)).toEqual({ problem: expect.stringContaining(sentence) });
});

const picture = { bytes: Uint8Array.of(255), type: 'image/png' };
const text = { bytes: new TextEncoder().encode('a"b'), type: 'text/plain', text: 'a"b' };
const body = (template: Template, payload = text as typeof picture) => {
  const post = postOf(template, payload);
  if ('problem' in post) throw new Error(post.problem);
  return JSON.parse(new TextDecoder().decode(post.body)) as unknown;
};

it('puts a payload into JSON as text, whatever stands in it', () => {
  expect(body({ kind: 'json', json: '{"a":["x {{text}} y"],"b":"{{type}}","c":"{{base64}}"}' })).toEqual({
    a: ['x a"b y'],
    b: 'text/plain',
    c: 'YSJi',
  });
  const tricky = { ...text, text: '{{base64}} $& $1' };
  expect(body({ kind: 'json', json: '{"a":"{{text}}"}' }, tricky)).toEqual({ a: '{{base64}} $& $1' });
});

it('sends a picture to a chat as a data address', () => {
  expect(body({ kind: 'chat', model: ' m ', maxTokens: 1 }, picture)).toMatchObject({
    model: 'm',
    messages: [{ content: [{ type: 'text' }, { image_url: { url: 'data:image/png;base64,/w==' } }] }],
  });
});

it.each<[Template, typeof picture, string]>([
  [{ kind: 'json', json: '{"a":{{base64}}}' }, picture, 'not JSON'],
  [{ kind: 'json', json: '{"a":"{{text}}"}' }, picture, 'is a picture'],
  [{ kind: 'raw', contentType: 'picture' }, picture, 'content type'],
  [{ kind: 'raw', contentType: 'image/jpeg; name=Катя' }, picture, 'content type'],
  [{ kind: 'raw', contentType: 'image/jpeg\n;a=b' }, picture, 'content type'],
  [{ kind: 'chat', model: ' ', maxTokens: 1 }, picture, 'Name the model'],
  [{ kind: 'chat', model: 'm', maxTokens: 0 }, picture, 'from 1 to 4096'],
  [{ kind: 'chat', model: 'm', maxTokens: 1 }, { ...picture, type: 'audio/wav' }, 'neither'],
  [{ kind: 'json', json: '{}' }, { ...picture, bytes: new Uint8Array(5_000_000) }, 'Choose a smaller one'],
])('says what is wrong with %o', (template, payload, sentence) => {
  expect(postOf(template, payload)).toEqual({ problem: expect.stringContaining(sentence) });
});
