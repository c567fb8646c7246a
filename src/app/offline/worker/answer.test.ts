import { describe, expect, it } from 'vitest';
import { routeOf } from './answer';
import { headersFor, withHeaders } from './headers';

const scope = 'https://example.org/near/';
const route = (path: string, of: Partial<Parameters<typeof routeOf>[0]> = {}) =>
  routeOf({ url: scope + path, method: 'GET', mode: 'no-cors', cache: 'default', hasRange: false, ...of }, scope);

describe('routeOf', () => {
  it.each(['', '?models=digits', 'index.html'])('opens the page of one version at “%s”', (path) => {
    expect(route(path, { mode: 'navigate' })).toBe('page');
  });

  it('takes no other address for the page', () => {
    expect(route('NOTICE.txt', { mode: 'navigate' })).toBe('file');
    expect(route('missing', { mode: 'navigate' })).toBe('file');
  });

  it('has files of the page, and lets weights and its own script pass', () => {
    expect(route('assets/index-12345678.js')).toBe('file');
    expect(route('samples/coffee.jpg')).toBe('file');
    expect(route('models/digits/onnx-fp32/model.onnx')).toBe('none');
    expect(route('sw.js')).toBe('none');
  });

  it('answers for the emulated far side, whatever it is asked with', () => {
    for (const method of ['POST', 'GET', 'PUT'])
      expect(route('far/infer?seed=1', { method, mode: 'cors', cache: 'no-store' })).toBe('far');
    expect(route('far/inference', { method: 'POST' })).toBe('none');
  });

  it('lets pass what asks for the network, and what is not a file of the page', () => {
    expect(route('assets/a.wasm', { cache: 'reload' })).toBe('none');
    expect(route('assets/a.wasm', { cache: 'no-store' })).toBe('none');
    expect(route('assets/a.wasm', { hasRange: true })).toBe('none');
    expect(route('', { method: 'POST', mode: 'navigate' })).toBe('none');
    expect(
      routeOf(
        { url: 'https://example.org/other/', method: 'GET', mode: 'navigate', cache: 'default', hasRange: false },
        scope,
      ),
    ).toBe('none');
  });
});

describe('withHeaders', () => {
  const wanted = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Referrer-Policy': 'no-referrer' };

  it('adds what the host did not send, and leaves what it did', async () => {
    const sent = new Response('text', { status: 203, headers: { 'Referrer-Policy': 'origin', 'X-Own': '1' } });
    const response = withHeaders(sent, wanted);
    expect(response.status).toBe(203);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cross-origin-embedder-policy': 'require-corp',
      'referrer-policy': 'origin',
      'x-own': '1',
    });
    expect(await response.text()).toBe('text');
  });

  it('leaves alone what has them all, what has no body, and what is no answer', () => {
    const whole = new Response('', { headers: wanted });
    expect(withHeaders(whole, wanted)).toBe(whole);
    expect(withHeaders(new Response(null, { status: 204 }), wanted).headers.get('Referrer-Policy')).toBe('no-referrer');
    const error = Response.error();
    expect(withHeaders(error, wanted)).toBe(error);
  });
});

describe('headersFor', () => {
  const all = { 'Content-Security-Policy': "connect-src 'self'", 'Referrer-Policy': 'no-referrer' };

  it('leaves the door its own policy', () => {
    expect(headersFor(`${scope}assets/a.js`, all, scope)).toEqual(all);
    expect(headersFor(`${scope}door/`, all, scope)).toEqual({
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  });
});
