import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver';
import { openDisplay } from './display';
import { rejectable, windowSize, type Engine } from './engine';

const SCRIPT_TIMEOUT_MS = 30 * 60_000;
const START_TIMEOUT_MS = 30_000;

export interface WebKitPaths {
  /** `WebKitWebDriver`. */
  readonly driver: string;
  /** WebKitGTK's `MiniBrowser`. */
  readonly browser: string;
}

/** What an asynchronous script hands back. */
interface Outcome {
  readonly json?: string;
  readonly error?: string;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(url: string): Promise<void> {
  const until = Date.now() + START_TIMEOUT_MS;
  while (!(await fetch(`${url}/status`).catch(() => undefined))) {
    if (Date.now() > until) throw new Error('WebKitWebDriver did not start.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function evaluate<Argument, Result>(
  driver: WebDriver,
  run: (argument: Argument) => Result | Promise<Result>,
  argument: Argument,
): Promise<Result> {
  const script = `const done = arguments[arguments.length - 1];
    Promise.resolve().then(() => (${String(run)})(JSON.parse(arguments[0]))).then(
      (value) => done({ json: JSON.stringify(value === undefined ? null : value) }),
      (error) => done({ error: String(error) }),
    );`;
  const outcome = await driver.executeAsyncScript<Outcome>(script, JSON.stringify(argument ?? null));
  if (outcome.error !== undefined) throw new Error(outcome.error);
  return JSON.parse(outcome.json as string) as Result;
}

/**
 * WebKitGTK over WebDriver, in its MiniBrowser with a mock camera.
 * @param options.sharedMemory whether it has `SharedArrayBuffer`, which it leaves out by itself
 */
export async function launchWebKit(
  { driver: driverPath, browser }: WebKitPaths,
  options: { readonly sharedMemory: boolean },
): Promise<Engine> {
  const display = await openDisplay();
  const port = await freePort();
  const service = spawn(driverPath, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...display.env,
      ...(options.sharedMemory ? { JSC_useSharedArrayBuffer: '1' } : {}),
      // Containers refuse the namespaces that its sandbox is made of.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const stop = () => {
    service.kill();
    display.close();
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    await answering(url);
    const capabilities = new Capabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': {
        binary: browser,
        args: ['--automation', '--enable-media-stream=true', '--enable-mock-capture-devices=true'],
      },
    });
    const driver = await new Builder().usingServer(url).withCapabilities(capabilities).build();
    await driver.manage().setTimeouts({ script: SCRIPT_TIMEOUT_MS });
    await driver
      .manage()
      .window()
      .setRect({ x: 0, y: 0, ...windowSize });
    const { promise: gone, reject } = rejectable();
    service.once('exit', () => reject('The browser ended before the run did.'));
    return {
      page: {
        goto: (address) => driver.get(address),
        evaluate: (run, argument) => evaluate(driver, run, argument),
        choose: (selector, path) => driver.findElement(By.css(selector)).sendKeys(path),
      },
      gone,
      close: async () => {
        await driver.quit().catch(() => {});
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}
