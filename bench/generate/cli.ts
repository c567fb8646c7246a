import type { Engine } from '../../scripts/engines/engine';
import { serve } from '../../scripts/serve.mjs';
import type { TextDone } from '../../src/app/writeText';
import { significant } from '../../src/domain/number';
import { cleanText } from '../../src/domain/text';
import { inMs, percent, plural } from '../../src/domain/words';
import { findChosenBrowser, launch } from '../browser';
import { knownIn } from '../page';
import { prepareBuild } from '../prepare';
import { stopOnSignals } from '../stop';
import { UsageError } from '../usage';
import { generateHelp, readGenerateOptions, type GenerateOptions } from './options';
import { beginText, takeText } from './page';

/**
 * `npm run generate`.
 * @param args what follows `--` on the command line
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const request = readGenerateOptions(args);
    if (request.kind === 'run') return await generate(request.options);
    process.stdout.write(generateHelp);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function generate(options: GenerateOptions): Promise<number> {
  const chosen = findChosenBrowser(options.browser, options.softwareGpu);
  const folder = prepareBuild(options.build);
  const { signal, ignore } = stopOnSignals();
  const engine = await launch(chosen, options.softwareGpu, (message) => console.error(`Error in the page: ${message}`));
  const { url, close } = await serve(0, folder);
  try {
    await engine.page.goto(url);
    await knownIn(engine.page);
    const done = await write(engine, options, signal);
    return done?.written && !done.wrong ? 0 : 1;
  } catch (error) {
    const [first] = String(error instanceof Error ? error.message : error).split('\n');
    console.error(first);
    return 1;
  } finally {
    ignore();
    await engine.close();
    await close();
  }
}

/** @returns undefined where it failed */
async function write(
  { page, gone }: Engine,
  { asked, prompt }: GenerateOptions,
  signal: AbortSignal,
): Promise<TextDone | undefined> {
  await Promise.race([beginText(page, asked), gone]);
  let isStopped = false;
  for (;;) {
    const news = await Promise.race([takeText(page), gone]);
    if (news.prompt) {
      for (const note of news.prompt.notes) console.error(note);
      process.stdout.write(cleanText(prompt));
    }
    process.stdout.write(cleanText(news.text));
    if (news.failed !== undefined) {
      console.error(news.failed);
      return undefined;
    }
    if (news.done) {
      process.stdout.write('\n');
      for (const line of facts(news.done)) console.error(line);
      return news.done;
    }
    if (signal.aborted && !isStopped) {
      isStopped = true;
      await Promise.race([page.evaluate(() => window.nearside.stop(), undefined), gone]);
    }
  }
}

function facts({ written, agreement, actual, wrong }: TextDone): string[] {
  const lines: string[] = [];
  if (written) {
    const { interTokenMs, firstTokenMs, prefillMs, prompt, tokens } = written;
    const decodeMs = interTokenMs.reduce((sum, ms) => sum + ms, 0);
    const rate = (count: number, ms: number) => `${significant((1000 * count) / ms, 3)} tokens/s`;
    lines.push(
      [
        plural(tokens.length, 'token'),
        `ended by ${{ end: 'the model', stop: 'a stop string', length: 'the limit', context: 'the context' }[written.ended]}`,
        `first token after ${inMs(firstTokenMs)}`,
        `prefill ${rate(prompt.tokens - prompt.reused, prefillMs)}`,
        ...(decodeMs > 0 ? [`decode ${rate(interTokenMs.length, decodeMs)}`] : []),
        `${actual.backend}, ${plural(actual.threads, 'thread')}`,
      ].join('; '),
    );
  } else lines.push('Stopped.');
  for (const [model, { task, tokens }] of Object.entries(agreement)) {
    const greedy = tokens ? `, greedy ${tokens.same} of ${tokens.greedy} tokens the same` : '';
    lines.push(`${model}: ${task.measure} ${percent(task.value)}${greedy}`);
  }
  if (wrong) lines.push(cleanText(wrong.message));
  return lines;
}
