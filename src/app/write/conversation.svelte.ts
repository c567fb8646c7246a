import type { Problem } from '../../domain/problem';
import type { Session } from '../../sessions/session';
import type { Token } from '../../workloads/generation/stream';
import type { Message, Prompt } from '../../workloads/generation/prompt';
import type { WriteEvent, WriteRequest, Written } from '../../workloads/generation/writer';
import type { Unit } from '../../workloads/types';
import { PerFrame } from './perFrame';
import { arrivalsOf, figuresOf, textOf, WARM_BY_ITSELF_MS, type Asked, type WrittenText } from './text';

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

const requestOf = (asked: Asked, askedAtMs: number, before: readonly WrittenText[]): WriteRequest => ({
  prompt: promptOf(asked, before),
  maxTokens: MOST_TOKENS,
  sampling: { seed: asked.seed },
  anew: asked.anew,
  askedAtMs,
});

function figuresIn({ result, series }: Unit<Written>): Pick<WrittenText, 'ended' | 'written'> {
  const { ended, firstTokenMs, prefillMs, interTokenMs, cacheBytes } = result;
  return { ended, written: { firstTokenMs, prefillMs, interTokenMs, cacheBytes, heapBytes: series['heap']?.[0] } };
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
   * @param cold whether the runtime has only just begun
   * @throws Problem: what was written until then stays
   */
  async write(
    session: Session,
    asked: Asked,
    { askedAtMs, cold }: Pick<WrittenText, 'askedAtMs' | 'cold'>,
    before: readonly WrittenText[],
  ): Promise<void> {
    this.#came = [];
    this.#before = before;
    this.#text = { ...asked, tokens: [], askedAtMs, hidden: document.hidden, cold };
    const onHidden = () => this.#change({ hidden: true });
    document.addEventListener('visibilitychange', onHidden);
    const onEvent = (event: WriteEvent) => {
      if (event.kind === 'prompt') return this.#change({ prompted: event.prompt });
      this.#came.push(...event.tokens);
      this.#frame.ask();
    };
    try {
      const unit = await session.write(requestOf(asked, askedAtMs, before), onEvent);
      this.#frame.now();
      this.#change(figuresIn(unit));
      const tookMs = this.#text && (arrivalsOf(this.#text).at(-1) ?? 0);
      if (tookMs > WARM_BY_ITSELF_MS) this.#change({ cold: false });
    } finally {
      document.removeEventListener('visibilitychange', onHidden);
      this.#frame.now();
    }
  }

  /**
   * Writes the last turn once more, unseen, with a runtime that is warm by now: those are the times it is told by. Its words stay.
   * @throws Problem, `stopped` where somebody wants to go on
   */
  async timeAgain(session: Session): Promise<void> {
    const text = this.#text;
    if (!text?.cold || !text.written || text.hidden) return;
    const tokens: Token[] = [];
    let { prompted } = text;
    let hidden = document.hidden;
    const onHidden = () => (hidden = true);
    document.addEventListener('visibilitychange', onHidden);
    try {
      const askedAtMs = performance.timeOrigin + performance.now();
      const unit = await session.write(requestOf(text, askedAtMs, this.#before), (event) => {
        if (event.kind === 'prompt') prompted = event.prompt;
        else tokens.push(...event.tokens);
      });
      // The very same text, or there is nothing to put in the place of what was seen.
      const isSame =
        tokens.length === text.tokens.length && tokens.every(({ token }, at) => token === text.tokens[at]?.token);
      if (hidden || !isSame) return;
      const { firstMs, perSecond } = figuresOf(text);
      this.#change({ ...figuresIn(unit), tokens, prompted, askedAtMs, cold: false, watched: { firstMs, perSecond } });
    } finally {
      document.removeEventListener('visibilitychange', onHidden);
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
