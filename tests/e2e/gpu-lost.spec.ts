import { begin, cellOf, expectCompleted, expectReason } from '../support/run';
import { holdingOn, takeAway } from '../support/takeAway';
import { alone, expect, test } from '../support/test';

/** Little to compile, so that a software GPU soon comes to measuring. */
const model = 'digits';

for (const target of ['tfjs-webgpu', 'tfjs-webgl', 'ort-webgpu'] as const) {
  test(`the GPU taken away from ${target} while it measures`, alone, async ({ page, spoilt }) => {
    const { url } = await spoilt(holdingOn);
    await page.goto(url);
    const other = target.startsWith('ort') ? 'ort-wasm@1' : 'tfjs-wasm@1';
    const run = await begin(page, { models: [model], targets: [target, other], scenario: 'quick' });
    await run.reaches({ target, phase: 'steady' });
    await takeAway(page, 'gpu');
    const record = await run.record();
    const lost = cellOf(record, target);
    expect(expectReason(lost, 'failed', 'gpu-lost')).toBe(
      'The GPU was taken away while the model ran. Run it again, or pick another backend.',
    );
    expect(lost.phases?.firstMs).toBeGreaterThan(0);
    expect(lost.agreement?.[model]?.pass).toBe(true);
    expectCompleted(cellOf(record, other));
  });
}
