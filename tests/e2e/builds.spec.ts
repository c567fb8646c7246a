import { alone, expect, test } from '../support/test';
import { cellOf, expectCompleted, runToEnd } from '../support/run';

const proofs = () => JSON.parse(localStorage.getItem('nearside.builds/1') ?? '{}') as Record<string, string>;

test(
  'builds of ONNX Runtime are compared like targets, and the one that won runs from then on',
  alone,
  async ({ page }) => {
    await page.goto('/');
    const targets = ['ort-webgpu@jspi', 'ort-webgpu@jsep'];
    const compared = await runToEnd(page, { models: ['digits'], targets, scenario: 'preview' });
    for (const target of targets) {
      const cell = expectCompleted(cellOf(compared, target));
      expect(cell.actual?.build).toBe(target.split('@')[1]);
      expect(cell.actual?.wasmBuild).toContain(target.split('@')[1]);
    }
    const [[key, proven] = [], ...others] = Object.entries(await page.evaluate(proofs));
    expect(others).toEqual([]);
    expect(['jspi', 'jsep']).toContain(proven);

    // Whatever won: the other way round, so that the choice shows.
    const build = proven === 'jspi' ? 'jsep' : 'jspi';
    await page.evaluate(
      ([name, value]) => localStorage.setItem('nearside.builds/1', JSON.stringify({ [name!]: value })),
      [key, build],
    );
    const record = await runToEnd(page, { models: ['digits'], targets: ['ort-webgpu'], scenario: 'preview' });
    expect(expectCompleted(cellOf(record, 'ort-webgpu')).actual?.build).toBe(build);
  },
);

test('a build that a network breaks gives way to the next, and the record names both', alone, async ({ page }) => {
  await page.goto('/');
  const { environment } = await runToEnd(page, { models: ['digits'], targets: ['tfjs-wasm@1'], scenario: 'preview' });
  const { userAgent, runtimes, gpu } = environment;
  const key = [userAgent, runtimes.ort, gpu?.adapter, 'ort-webgpu', 'movenet-lightning'].join('|');
  await page.evaluate((name) => localStorage.setItem('nearside.builds/1', JSON.stringify({ [name]: 'jsep' })), key);
  const record = await runToEnd(page, { models: ['movenet-lightning'], targets: ['ort-webgpu'], scenario: 'preview' });
  const cell = expectCompleted(cellOf(record, 'ort-webgpu'));
  // JSEP stops at MoveNet's GatherND: "Uniform variable 6 mismatch".
  expect(cell.tried?.map(({ build, reason }) => [build, reason.code])).toEqual([['jsep', 'kernel-failed']]);
  expect(cell.actual?.build).toBe('jspi');
  expect(cell.agreement?.['movenet-lightning']?.pass).toBe(true);
  expect(cell.phases?.fromCache).toBe(false);
});
