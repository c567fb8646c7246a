import { alone, expect, test } from '../support/test';
import { runToEnd } from '../support/run';

test('a session that is timed writes no log, and yet the nodes that fell back are counted', alone, async ({ page }) => {
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  await page.goto('/');
  const targets = ['ort-webgpu@jspi', 'ort-webgpu@asyncify', 'ort-webgpu@jsep'];
  const record = await runToEnd(page, { models: ['digits'], targets, scenario: 'preview' });
  expect(record.cells.map(({ target, actual }) => [target.id, actual?.fallbackNodes])).toEqual(
    expect.arrayContaining(targets.map((target) => [target, 0])),
  );
  expect(lines).toEqual([]);
});
