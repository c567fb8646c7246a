import { run } from '../../scripts/ensure.mjs';
import { serve } from '../../scripts/serve.mjs';
import { findChosenBrowser, launch } from '../browser';
import { readArguments } from '../options';
import { prepareBuild } from '../prepare';
import { textTable } from '../table';
import { UsageError } from '../usage';
import { comparisons } from './comparisons';
import type { Finding } from './finding';
import { longestTask } from './longestTask';
import { overheads } from './overhead';
import { downloads } from './pageLoad';

const helpText = `npm run bench:self -- [options]

Measures the product against its own limits, as ratios from one run.

  --strict      exit code 1 when a figure is over its limit
  --only TEXT   only the figures whose name holds this text: Human, bare, nanodet, processing
  --no-build    use the build in dist/ as it is
  --help        this text
`;

/**
 * `npm run bench:self`.
 * @returns the exit code: 0 also where a figure is over, unless `--strict`; 2 for bad usage
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const given = readArguments(args, { strict: 'boolean', 'no-build': 'boolean', only: 'string', help: 'boolean' });
    if (given.has('help')) {
      process.stdout.write(helpText);
      return 0;
    }
    const findings = await measure(!given.has('no-build'), given.get('only')?.at(-1));
    process.stdout.write(
      textTable(findings, [
        { head: 'name', value: ({ name }) => name },
        { head: 'ratio', value: ({ ratio }) => ratio },
        { head: 'target', value: ({ target }) => target },
        { head: '', value: ({ ok }) => (ok ? 'ok' : 'over') },
      ]),
    );
    return given.has('strict') && findings.some(({ ok }) => !ok) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function measure(build: boolean, only?: string): Promise<Finding[]> {
  const chosen = findChosenBrowser('chromium', false);
  const folder = prepareBuild(build);
  run('npx', ['--no-install', 'vite', 'build', '--config', 'bench/self/vite.config.ts', '--logLevel', 'error']);
  const product = await serve(0, folder);
  const harness = await serve(0, '.cache/self');
  const browser = await launch(chosen, false);
  try {
    const findings: Finding[] = [];
    if (only === undefined) {
      console.error('Page load and downloads …');
      findings.push(...(await downloads(browser, product.url)));
      console.error('Main thread during a run …');
      findings.push(await longestTask(browser, product.url));
    }
    const page = new URL('bench/self/', harness.url).href;
    console.error('Before and after the inference …');
    findings.unshift(...(await overheads(browser, page, only)));
    console.error('Against bare runtimes, between runtimes, and against Human …');
    return [...(await comparisons(browser, page, only)), ...findings];
  } finally {
    await browser.close();
    await harness.close();
    await product.close();
  }
}
