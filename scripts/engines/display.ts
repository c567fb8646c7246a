import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Where windows are drawn: headless Firefox has no WebGL, and WebKit's MiniBrowser is never without a window. */
export interface Display {
  /** For the browser's own environment. */
  readonly env: NodeJS.ProcessEnv;
  close(): void;
}

/**
 * The display there is, else a virtual one.
 * @throws Error where Xvfb can't be started
 */
export async function openDisplay(): Promise<Display> {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
    return { env: process.env, close: () => {} };
  }
  // Xvfb takes a free number and writes it to the fourth channel once it can be drawn on.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('Xvfb ended before it had a display.')));
  const [number] = (await Promise.race([once(server.stdio[3] as NodeJS.ReadableStream, 'data'), ended])) as [Buffer];
  ended.catch(() => {});
  return { env: { ...process.env, DISPLAY: `:${String(number).trim()}` }, close: () => server.kill() };
}
