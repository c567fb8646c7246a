import { createHash } from 'node:crypto';

/** What a page may ask of the device beside what is always there: the camera, where it is, its power state and how busy it is. */
const denied = [
  'accelerometer',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];

/** Headers of every response: isolation gives threads and a finer timer (`require-corp`, since Safari ignores `credentialless`). */
export const pageHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': [
    'camera=(self)',
    'fullscreen=(self)',
    'geolocation=(self)',
    ...denied.map((feature) => `${feature}=()`),
  ].join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Shows what stands in `index.html` for a page that has not started after some seconds, as one opened from a file never does. The
 * page's own style sheet may be what is missing, so this is inline, and its hash in the policy.
 */
export const waitingStyle =
  '#waiting{position:absolute;inset:15vh 0 auto;max-width:60ch;margin:auto;padding:16px;font:16px/1.5 system-ui,sans-serif;visibility:hidden;animation:waiting 1ms 6s forwards}@keyframes waiting{to{visibility:visible}}';

const waitingHash = createHash('sha256').update(waitingStyle).digest('base64');

/**
 * Own origin only; `wasm-unsafe-eval` lets WebAssembly compile and nothing else. Text becomes script or markup only through two
 * policies: Svelte's, for the templates of its components, and the default one of `src/domain/ownScripts.ts`, for workers.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  `style-src 'self' 'sha256-${waitingHash}'`,
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  // The document through which other servers are asked (`scripts/door.ts`).
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default svelte-trusted-html',
].join('; ');

/**
 * Headers of the door's document beside those of every response. Firefox takes a sandboxed frame's document for one of another origin,
 * so that it must be told that the page may have it; its policy's `frame-ancestors` keeps others away.
 * @param {string} policy its own content security policy
 */
export const doorHeaders = (policy) => ({
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': policy,
});

/**
 * What hosts read from `_headers`. Where several rules match, some hosts join the values of a header and others take the last, so that
 * what is not the same for all stands once for each address: joined, two policies would both have to allow a thing.
 * @param {string} doorPolicy
 * @returns {readonly { readonly path: string, readonly headers: Readonly<Record<string, string>> }[]}
 */
export function hostRules(doorPolicy) {
  const { 'Cross-Origin-Resource-Policy': own, ...all } = pageHeaders;
  const page = { 'Cross-Origin-Resource-Policy': own, 'Content-Security-Policy': contentSecurityPolicy };
  const pages = ['/', '/index.html', '/assets/*', '/models/*', '/samples/*', '/icons/*', '/sw.js'];
  return [
    { path: '/*', headers: all },
    ...pages.map((path) => ({ path, headers: page })),
    ...['/door/', '/door/index.html'].map((path) => ({ path, headers: doorHeaders(doorPolicy) })),
  ];
}

/**
 * Reads a `_headers` file as hosts do, as far as {@link hostRules} goes.
 * @param {string} text
 * @returns {(path: string) => [name: string, value: string][]}
 */
export function headersOf(text) {
  /** @type {{ path: string, headers: [string, string][] }[]} */
  const rules = [];
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s+([^:]+): (.*)$/.exec(line) ?? [];
    if (name && value) rules.at(-1)?.headers.push([name, value]);
    else if (line.startsWith('/')) rules.push({ path: line.trim(), headers: [] });
  }
  /** @type {(path: string, rule: string) => boolean} */
  const matches = (path, rule) => (rule.endsWith('*') ? path.startsWith(rule.slice(0, -1)) : path === rule);
  return (path) => rules.filter((rule) => matches(path, rule.path)).flatMap(({ headers }) => headers);
}
