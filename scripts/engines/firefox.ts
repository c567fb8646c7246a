import puppeteer, { type Browser } from 'puppeteer-core';
import { openDisplay } from './display';
import { rejectable, windowSize, type Engine, type OnPageError } from './engine';

const LAUNCH_TIMEOUT_MS = 60_000;

const preferences = {
  // A camera that shows moving colours, and no question whether it may be seen.
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  // A window that lies behind another isn't drawn, and its timers are slow.
  'widget.windows.window_occlusion_tracking.enabled': false,
};

/** WebGPU on Mesa's software Vulkan (Debian: `mesa-vulkan-drivers`). */
const softwareGpu = {
  'dom.webgpu.enabled': true,
  'dom.webgpu.workers.enabled': true,
  'gfx.webgpu.ignore-blocklist': true,
};

interface ChromeScope {
  /** Puppeteer keeps its WebDriver BiDi connection to itself. */
  readonly connection: {
    send(method: string, params: object): Promise<{ result: { contexts: { context: string }[]; type?: string } }>;
  };
}

/**
 * Under WebDriver BiDi Firefox 153 listens to the workers of every page, which nobody's Firefox does otherwise. A worker that
 * starts a worker then waits until the main thread has told the listener, on a condition that the new worker waits on as
 * well, so that the news may wake the wrong one: 10 of 20 workers that started eight of their own never came back from
 * `new Worker`, none of 60 without the listener.
 */
async function stopListeningToWorkers(browser: Browser): Promise<void> {
  const { connection } = browser as unknown as ChromeScope;
  const { result: tree } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const { result } = await connection.send('script.evaluate', {
    expression: `ChromeUtils.importESModule(
      'chrome://remote/content/shared/js-process-actors/WebDriverWorkerListenerActor.sys.mjs',
    ).unregisterWebDriverWorkerListenerActor()`,
    awaitPromise: true,
    target: { context: tree.contexts[0]?.context },
  });
  if (result.type !== 'success') throw new Error('This Firefox would not stop listening to workers.');
}

/** Firefox over WebDriver BiDi. */
export async function launchFirefox(
  path: string,
  options: { readonly softwareGpu: boolean; readonly onPageError?: OnPageError },
): Promise<Engine> {
  const display = await openDisplay();
  try {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: path,
      headless: false,
      defaultViewport: windowSize,
      args: ['--remote-allow-system-access'],
      env: display.env as Record<string, string>,
      extraPrefsFirefox: { ...preferences, ...(options.softwareGpu ? softwareGpu : {}) },
      timeout: LAUNCH_TIMEOUT_MS,
      // A run takes as long as it takes.
      protocolTimeout: 0,
      handleSIGINT: false,
      handleSIGTERM: false,
    });
    await stopListeningToWorkers(browser);
    const page = await browser.newPage();
    const { promise: gone, reject } = rejectable();
    browser.once('disconnected', () => reject('The browser ended before the run did.'));
    page.once('close', () => reject('The page was closed before the run ended.'));
    page.on('pageerror', (error) => options.onPageError?.(error instanceof Error ? error.message : String(error)));
    return {
      page: {
        goto: async (url) => void (await page.goto(url)),
        evaluate: (run, argument) => page.evaluate(run as never, argument as never) as never,
        async choose(selector, file) {
          const input = await page.$(selector);
          if (!input) throw new Error(`The page has no ${selector}.`);
          await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
        },
      },
      gone,
      close: async () => {
        await browser.close().catch(() => {});
        display.close();
      },
    };
  } catch (error) {
    display.close();
    throw error;
  }
}
