import { build as buildFolder } from '../../scripts/ensure.mjs';
import { serve } from '../../scripts/serve.mjs';
import { ensureBrowser } from '../../scripts/install-browser.mjs';
import { launchChromium } from '../browser';
import { readArguments } from '../options';
import { OutputFile } from '../output';
import { prepareBuild } from '../prepare';
import { textTable } from '../table';
import { UsageError } from '../usage';
import { comparisons } from './comparisons';
import { firstAnswer } from './firstAnswer';
import { limitText, ratioText, type Finding } from './finding';
import { gpuComparisons } from './gpu';
import { longestTask } from './longestTask';
import { overheads } from './overhead';
import { downloads } from './pageLoad';
import { sliderFrame } from './sliderFrame';
import { wallTime } from './wallTime';
import { writing } from './writing/index';

const helpText = `npm run bench:self -- [options]

Measures the product against its own limits, as ratios from one run.

  --strict      exit code 1 when a figure is over its limit
  --only TEXT   only the figures whose name holds this text: Human, bare, webgpu, processing, first load, slider, transformers.js
  --json FILE   write every figure with its name, median, interval and limit
  --no-build    use the build in dist/ as it is
  --help        this text
`;

/**
 * `npm run bench:self`.
 * @returns the exit code: 0 also where a figure is over, unless `--strict`; 2 for bad usage
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const given = readArguments(args, {
      strict: 'boolean',
      'no-build': 'boolean',
      only: 'string',
      json: 'string',
      help: 'boolean',
    });
    if (given.has('help')) {
      process.stdout.write(helpText);
      return 0;
    }
    const json = given.get('json')?.at(-1);
    const file = json === undefined ? undefined : new OutputFile(json);
    const keep = (soFar: readonly Finding[]) => file?.write(`${JSON.stringify(soFar, undefined, 1)}\n`);
    const findings = await measure(!given.has('no-build'), given.get('only')?.at(-1), keep);
    process.stdout.write(
      textTable(findings, [
        { head: 'name', value: ({ name }) => name },
        { head: 'ratio', value: ratioText },
        { head: 'limit', value: limitText },
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

/** As the configuration beside this file has it. */
const SITE = '.cache/self';

const holds = (only?: string) => (name: string) => only === undefined || name.includes(only);

async function measure(
  build: boolean,
  only: string | undefined,
  keep: (soFar: readonly Finding[]) => void,
): Promise<Finding[]> {
  const chosen = ensureBrowser();
  const folder = prepareBuild(build);
  buildFolder('--config', 'bench/self/vite.config.ts', '--logLevel', 'error');
  const product = await serve(0, folder);
  const harness = await serve(0, SITE);
  const page = new URL('bench/self/', harness.url).href;
  const wanted = holds(only);
  const findings: Finding[] = [];
  /** Written down at once: a measurement of half an hour may be cut short. */
  const take = (found: readonly Finding[]) => {
    findings.push(...found);
    for (const finding of found) console.error(`  ${finding.name}: ${ratioText(finding)}`);
    keep(findings);
  };
  const browser = await launchChromium(chosen, false);
  try {
    console.error('First load, and what runs download …');
    take(await downloads(browser, product.url, wanted));
    console.error('Main thread during a run …');
    take(await longestTask(browser, product.url, wanted));
    console.error('While the server is drawn nearer and farther …');
    take(await sliderFrame(browser, product.url, wanted));
    console.error('From the press to the first answer …');
    take(await firstAnswer(browser, product.url, wanted));
    console.error('How long a quick run takes with its openings …');
    take(await wallTime(browser, page, wanted));
    console.error('Before and after the inference …');
    take(await overheads(browser, page, wanted));
    console.error('Against bare runtimes, between runtimes, and against Human …');
    take(await comparisons(browser, page, wanted));
    console.error('Texts beside transformers.js …');
    take(await writing(browser, page, SITE, wanted));
  } finally {
    await browser.close();
  }
  const withGpu = await launchChromium(chosen, true);
  try {
    console.error('Against bare runtimes on a GPU in software …');
    take(await gpuComparisons(withGpu, page, wanted));
    return findings;
  } finally {
    await withGpu.close();
    await harness.close();
    await product.close();
  }
}
