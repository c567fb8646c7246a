import type { Browser, CDPSession } from '@playwright/test';
import type { Finding } from './finding';

/** What a frame of the distance slider may take of the main thread, half of what a 60 Hz screen leaves. */
const LIMIT_MS = 8;
const FRAMES = 180;
const NAME = `a frame of the distance slider, main-thread ms ÷ ${LIMIT_MS} ms`;

/** A quick model: the slider's work is the same for any. */
const query = 'models=digits&targets=tfjs-wasm@1&scenario=preview&autorun=1';

/**
 * Time the main thread's tasks have had the processor since the page was opened, style, layout and paint among them, ms. Not the
 * time that passed: what else runs on the machine is not the slider's.
 */
async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

/** What the main thread does while the server is drawn from one end of the rail to the other and back, a step in each frame. */
export async function sliderFrame(
  browser: Browser,
  url: string,
  wanted: (name: string) => boolean,
): Promise<Finding[]> {
  if (!wanted(NAME)) return [];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${url}?${query}`);
    await page.getByRole('figure', { name: 'One answer, here and there' }).waitFor({ timeout: 120_000 });
    await page.waitForFunction(() => !document.documentElement.hasAttribute('data-measuring'));
    await page.waitForLoadState('networkidle');
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const slider = page.getByRole('slider');
    const drag = () =>
      slider.evaluate(
        (input: HTMLInputElement, frames) =>
          new Promise<number>((resolve) => {
            let longestMs = 0;
            const observer = new PerformanceObserver((list) => {
              longestMs = Math.max(longestMs, ...list.getEntries().map(({ duration }) => duration));
            });
            observer.observe({ type: 'longtask' });
            let frame = 0;
            const step = () => {
              if (frame === frames) {
                observer.disconnect();
                resolve(longestMs);
                return;
              }
              const share = Math.abs(1 - (2 * frame++) / frames);
              input.value = String(share * Number(input.max));
              input.dispatchEvent(new Event('input', { bubbles: true }));
              requestAnimationFrame(step);
            };
            requestAnimationFrame(step);
          }),
        FRAMES,
      );
    // Once untimed, so that what a visitor's first second compiles is not counted to every frame.
    await drag();
    const before = await taskMs(session);
    const longestMs = await drag();
    const eachMs = (await taskMs(session)) - before;
    const frameMs = eachMs / FRAMES;
    const longest = longestMs === 0 ? 'no task over 50 ms' : `longest task ${longestMs} ms`;
    return [
      {
        name: NAME,
        median: frameMs / LIMIT_MS,
        limit: 1,
        detail: `${frameMs.toFixed(1)} ms, ${longest}`,
        ok: frameMs <= LIMIT_MS,
      },
    ];
  } finally {
    await context.close();
  }
}
