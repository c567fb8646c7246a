import type { Problem } from '../../domain/problem';
import type { Session } from '../../sessions/session';
import type { Token } from '../../workloads/generation/stream';
import type { Message, Prompt } from '../../workloads/generation/prompt';
import type { WriteEvent } from '../../workloads/generation/writer';
import { PerFrame } from './perFrame';
import { textOf, type Asked, type WrittenText } from './text';

/** Tokens of one text at most: a page and a half, and time enough to see who is ahead. */
const MOST_TOKENS = 256;

/** The whole text, or what was said in turns. */
function promptOf(asked: Asked, before: readonly WrittenText[]): Prompt {
  if (!asked.isChat) return { text: asked.prompt };
  const said = before.flatMap((text): Message[] => [
    { role: 'user', content: text.own },
    { role: 'assistant', content: textOf(text) },
  ]);
  return { messages: [...said, { role: 'user', content: asked.own }] };
}

/** A story turn by turn, and its last turn as it is being written. */
export class Conversation {
  #before = $state.raw<readonly WrittenText[]>([]);
  #text = $state.raw<WrittenText>();
  #came: Token[] = [];
  readonly #frame = new PerFrame(() => this.#take());

  /** Turns that are over; the last one's text stands before the present one's. */
  get before() {
    return this.#before;
  }
  get text() {
    return this.#text;
  }

  /**
   * Writes a turn. A tab out of sight writes on: its text is wanted, its times are marked as such.
   * @param askedAtMs when the key was pressed with the model at hand, ms since 1970
   * @throws Problem: what was written until then stays
   */
  async write(session: Session, asked: Asked, askedAtMs: number, before: readonly WrittenText[]): Promise<void> {
    this.#came = [];
    this.#before = before;
    this.#text = { ...asked, tokens: [], askedAtMs, hidden: document.hidden };
    const onHidden = () => this.#change({ hidden: true });
    document.addEventListener('visibilitychange', onHidden);
    const onEvent = (event: WriteEvent) => {
      if (event.kind === 'prompt') return this.#change({ prompted: event.prompt });
      this.#came.push(...event.tokens);
      this.#frame.ask();
    };
    try {
      const request = {
        prompt: promptOf(asked, before),
        maxTokens: MOST_TOKENS,
        sampling: { seed: asked.seed },
        anew: asked.anew,
        askedAtMs,
      };
      const { result, series } = await session.write(request, onEvent);
      this.#frame.now();
      const { firstTokenMs, prefillMs, interTokenMs, cacheBytes } = result;
      this.#change({
        ended: result.ended,
        written: { firstTokenMs, prefillMs, interTokenMs, cacheBytes, heapBytes: series['heap']?.[0] },
      });
    } finally {
      document.removeEventListener('visibilitychange', onHidden);
      this.#frame.now();
    }
  }

  /** Ends a turn that came to no end by itself; what was written stays. */
  breakOff(problem: Problem): void {
    if (!this.#text || this.#text.ended) return;
    const isStopped = problem.code === 'stopped';
    this.#change({ ended: isStopped ? 'stopped' : 'failed', ...(!isStopped && { problem }) });
  }

  /** What came since the last frame. */
  #take(): void {
    if (this.#came.length === 0 || !this.#text) return;
    this.#change({ tokens: [...this.#text.tokens, ...this.#came] });
    this.#came = [];
  }

  #change(change: Partial<WrittenText>): void {
    if (this.#text) this.#text = { ...this.#text, ...change };
  }
}
