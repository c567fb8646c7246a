import type { EnginePage } from '../../scripts/engines/engine';
import type {} from '../../src/app/automation';
import type { TextAsked, TextDone } from '../../src/app/writeText';
import type { PromptFacts } from '../../src/workloads/generation/writer';

/** What a text in a page has to tell; kept there until it is taken. */
export interface TextNews {
  readonly prompt?: PromptFacts;
  /** What the text goes on with. */
  readonly text: string;
  /** Once it has ended. */
  readonly done?: TextDone;
  /** What it failed with, in a sentence. */
  readonly failed?: string;
}

declare global {
  interface Window {
    writing: { prompt?: PromptFacts; text: string; done?: TextDone; failed?: string; wake: () => void };
  }
}

/** Begins to write. The function is called inside the page: nothing from outside is there. */
export function beginText(page: EnginePage, asked: TextAsked): Promise<void> {
  return page.evaluate((request) => {
    const news: Window['writing'] = { text: '', wake: () => {} };
    window.writing = news;
    const written = window.nearside.write(request, (event) => {
      if (event.kind === 'prompt') news.prompt = event.prompt;
      else news.text += event.tokens.map(({ text }) => text).join('');
      news.wake();
    });
    written
      .then(
        (done) => (news.done = done),
        (error: unknown) => (news.failed = error instanceof Error ? error.message : String(error)),
      )
      .then(() => news.wake());
  }, asked);
}

/** Takes the news there is; waits a while where there is none. */
export function takeText(page: EnginePage): Promise<TextNews> {
  return page.evaluate(async (waitMs) => {
    const { writing: news } = window;
    if (news.text === '' && !news.prompt && !news.done && news.failed === undefined) {
      await new Promise<void>((resolve) => {
        news.wake = resolve;
        setTimeout(resolve, waitMs);
      });
    }
    const { prompt, text, done, failed } = news;
    news.text = '';
    delete news.prompt;
    return { prompt, text, done, failed };
  }, 1000);
}
