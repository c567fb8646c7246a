import type { Engine } from '../scripts/engines/engine';
import { serve } from '../scripts/serve.mjs';
import { known } from '../src/app/known';
import { toCsv, toJson } from '../src/results/export';
import { readParams, writeParams } from '../src/results/params';
import { twinLine, twinReport } from '../src/judge/twins';
import type { RunRecord } from '../src/record/record';
import { findChosenBrowser, launch } from './browser';
import { drive, type Driven } from './drive';
import { exitCodeOf } from './exitCode';
import { helpText, listText } from './help';
import { readOptions, withArch, type BenchOptions } from './options';
import { OutputFile } from './output';
import { drawIn, knownIn } from './page';
import { prepareBuild } from './prepare';
import { Progress } from './progress';
import { reportText } from './report';
import { stopOnSignals } from './stop';
import { UsageError } from './usage';

/**
 * `npm run bench`.
 * @param args what follows `--` on the command line
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const request = readOptions(args, known);
    if (request.kind === 'run') return await bench(request.options);
    process.stdout.write(request.kind === 'help' ? helpText : listText());
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function bench(options: BenchOptions): Promise<number> {
  const chosen = findChosenBrowser(options.browser, options.softwareGpu);
  const files: { file: OutputFile; format: (record: RunRecord) => string }[] = [];
  try {
    if (options.json) files.push({ file: new OutputFile(options.json), format: toJson });
    if (options.csv) files.push({ file: new OutputFile(options.csv), format: toCsv });
    const folder = prepareBuild(options.build);
    const { signal, ignore } = stopOnSignals();
    let driven: Driven;
    const progress = new Progress(process.stderr, cellCount(options.params));
    const engine = await launch(chosen, options.softwareGpu, (message) => {
      progress.clear();
      console.error(`Error in the page: ${message}`);
    });
    try {
      driven = await runIn(engine, folder, options, progress, signal);
    } finally {
      ignore();
      await engine.close();
    }
    if (driven.problem) console.error(driven.problem);
    if (!driven.record) {
      console.error('Nothing was measured.');
      return 1;
    }
    process.stdout.write(reportText(driven.record));
    if (options.params.aa) console.log(twinLine(twinReport(driven.record)));
    for (const { file, format } of files) file.write(format(driven.record));
    return driven.problem ? 1 : exitCodeOf(driven.record);
  } finally {
    for (const { file } of files) file.discard();
  }
}

const cellCount = ({ models, targets, aa }: BenchOptions['params']) => models.length * targets.length * (aa ? 2 : 1);

async function runIn(
  engine: Engine,
  folder: string,
  { params, arch }: BenchOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Driven> {
  const { url, close } = await serve(0, folder);
  try {
    const { page } = engine;
    await page.goto(url);
    const known = await knownIn(page);
    const { problems } = readParams(new URLSearchParams(writeParams(params)), arch ? withArch(known, arch) : known);
    if (problems.length > 0 || (arch && !(await drawIn(page, arch)))) {
      throw new UsageError(['The build in dist/ is older than the sources: build it anew.', ...problems].join('\n'));
    }
    const driven = await drive(engine, {
      params,
      signal,
      onUpdate: (update) => progress.update(update),
      onFinished: (cell) => progress.finish(cell),
    });
    progress.clear();
    return driven;
  } finally {
    await close();
  }
}
