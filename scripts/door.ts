import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

export interface DoorDocument {
  readonly html: string;
  /** Its own content security policy. */
  readonly policy: string;
}

/**
 * Makes the document through which other servers are asked (`src/door/`). Its script stands in it, and is named in its policy by its
 * hash: its origin is opaque, so that to fetch a script from its own host it would need that host's leave (CORS), and no other script
 * can run there whatever the host serves.
 */
export async function doorDocument(): Promise<DoorDocument> {
  const entry = fileURLToPath(new URL('../src/door/document.ts', import.meta.url));
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['iife'], name: 'door', fileName: 'door' } },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  const script = output[0].code.trim();
  if (/<\/?script|<!--/i.test(script)) throw new Error('The door’s script can’t stand in a document as it is.');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    'connect-src https: http://localhost:* http://127.0.0.1:*',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-scripts',
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  // Only heeded in a header.
  const inMeta = policy.filter((directive) => !/^(?:frame-ancestors|sandbox)\b/.test(directive));
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta http-equiv="Content-Security-Policy" content="${inMeta.join('; ')}" />
    <meta charset="utf-8" />
    <title>What asks other servers</title>
  </head>
  <body>
    <script>${script}</script>
  </body>
</html>
`;
  return { html, policy: policy.join('; ') };
}
