import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, headersOf, hostRules, pageHeaders } from './headers.mjs';

const written = hostRules('door policy')
  .flatMap(({ path, headers }) => [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)])
  .join('\n');
const headersAt = headersOf(written);
const policies = (path: string) =>
  headersAt(path).flatMap(([name, value]) => (name === 'Content-Security-Policy' ? [value] : []));

describe('rules of a host', () => {
  it.each(['/', '/index.html', '/assets/index-1.js', '/sw.js'])('give the page’s policy once at %s', (path) => {
    expect(policies(path)).toEqual([contentSecurityPolicy]);
  });

  it.each(['/door/', '/door/index.html'])('give the door’s own policy and no other at %s', (path) => {
    expect(policies(path)).toEqual(['door policy']);
  });

  it('isolate every address', () => {
    for (const path of ['/', '/door/', '/models/digits/onnx-fp32/model.onnx', '/samples/coffee.jpg', '/NOTICE.txt'])
      expect(Object.fromEntries(headersAt(path))).toMatchObject({
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'X-Content-Type-Options': 'nosniff',
      });
    expect(Object.fromEntries(headersAt('/'))).toMatchObject(pageHeaders);
  });

  it('say no header twice', () => {
    for (const path of ['/', '/index.html', '/door/', '/assets/a.js', '/models/digits/onnx-fp32/model.onnx']) {
      const names = headersAt(path).map(([name]) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });

  it('let the page have the door’s document, which a sandbox makes another origin’s', () => {
    expect(Object.fromEntries(headersAt('/door/'))['Cross-Origin-Resource-Policy']).toBe('cross-origin');
  });
});
