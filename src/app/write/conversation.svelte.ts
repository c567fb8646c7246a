import type { Problem } from '../../domain/problem';
import type { Session } from '../../sessions/session';
import type { Token } from '../../workloads/generation/stream';
import type { Message, Prompt } from '../../workloads/generation/prompt';
import type { PromptFacts, WriteEvent, WriteRequest, Written } from '../../workloads/generation/writer';
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

/** Where a prompt is joined to what stood before, a token or two may be cut otherwise. */
const ABOUT = 2;

/** The very same text after as much of it in the cache, or there is nothing to put in the place of what was seen. */
function isSame(text: WrittenText, again: Pick<WrittenText, 'tokens' | 'prompted'>): boolean {
  const reused = (prompted: PromptFacts | undefined) => prompted?.reused ?? 0;
  return (
    again.tokens.length === text.tokens.length &&
    again.tokens.every(({ token }, at) => token === text.tokens[at]?.token) &&
    Math.abs(reused(again.prompted) - reused(text.prompted)) <= ABOUT
  );
}

/** A story turn by turn, and its last turn as it is being written. */
export class Conversation {
  #before = $state.raw<readonly WrittenText[]>([]);
  #text = $state.raw<WrittenText>();
  #came: Token[] = [];
  #turns = 0;
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
    this.#text = { ...asked, turn: this.#turns++, tokens: [], askedAtMs, hidden: document.hidden, cold };
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
    } finally {
      document.removeEventListener('visibilitychange', onHidden);
      this.#frame.now();
      const tookMs = this.#text && arrivalsOf(this.#text).at(-1);
      if (tookMs !== undefined && tookMs > WARM_BY_ITSELF_MS) this.#change({ cold: false });
    }
  }

  /**
   * Writes the last turn once more, unseen, with a runtime that is warm by now: those are the times it is told by. Its words stay.
   * @param isStopped whether somebody wants to go on
   * @returns whether the runtime is warm now: it was, or a whole text has been written with it
   * @throws Problem, `stopped` where somebody does
   */
  async timeAgain(session: Session, isStopped: () => boolean): Promise<boolean> {
    const text = this.#text;
    if (!text?.cold) return text !== undefined;
    if (!text.written || text.hidden || isStopped()) return false;
    let hidden = document.hidden;
    const onHidden = () => (hidden = true);
    document.addEventListener('visibilitychange', onHidden);
    try {
      await this.#readBefore(session, text);
      if (isStopped()) return false;
      const again = await this.#unseen(session, text);
      const { firstMs, perSecond } = figuresOf(text);
      if (!hidden && isSame(text, again)) this.#change({ ...again, cold: false, watched: { firstMs, perSecond } });
      return true;
    } finally {
      document.removeEventListener('visibilitychange', onHidden);
    }
  }

  /** Puts into the cache what was there before the turn: the check has emptied it. */
  async #readBefore(session: Session, { prompt, own, isChat, prompted }: WrittenText): Promise<void> {
    const before = prompt.slice(0, prompt.length - own.length);
    if (!prompted?.reused || isChat || before === '') return;
    await session.write({ prompt: { text: before }, maxTokens: 1, sampling: {}, anew: true }, () => {});
  }

  async #unseen(session: Session, text: WrittenText) {
    const tokens: Token[] = [];
    let { prompted } = text;
    const askedAtMs = performance.timeOrigin + performance.now();
    const unit = await session.write(requestOf(text, askedAtMs, this.#before), (event) => {
      if (event.kind === 'prompt') prompted = event.prompt;
      else tokens.push(...event.tokens);
    });
    return { ...figuresIn(unit), tokens, prompted, askedAtMs };
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
