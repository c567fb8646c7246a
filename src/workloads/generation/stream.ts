import { Detokenizer } from './detokenizer';
import type { Step } from './sampler';
import { StopStrings } from './stop';
import type { TextTokenizer } from './tokenizer';

/** A token of a text as it is shown. */
export interface Token {
  readonly token: number;
  /** What it adds to the text: whole characters, or nothing where it is a part of one. */
  readonly text: string;
  /** Its probability as the network says it. */
  readonly share: number;
  /** The likeliest in its place, the likeliest first, each as it would be written. */
  readonly alternatives: readonly { readonly token: number; readonly text: string; readonly share: number }[];
  /** Place in the text, the prompt's tokens counted, from 0. */
  readonly position: number;
  /** When it was written, ms since 1970 by the worker's clock. */
  readonly atMs: number;
}

/** A token whose text isn't certain yet. @see Token */
interface Pending extends Omit<Token, 'text'> {
  /** Where its text begins in that of all tokens. */
  readonly from: number;
  text: string;
}

/** Makes text of the tokens that are written: whole characters only, and nothing of a stop string. */
export class TokenStream {
  readonly #tokenizer: TextTokenizer;
  readonly #detokenizer: Detokenizer;
  readonly #stop: StopStrings;
  readonly #endTokens: ReadonlySet<number>;
  readonly #names = new Map<number, string>();
  #pending: Pending[] = [];
  /** Characters of the text: told by the tokens, and certain of them. */
  #length = 0;
  #certain = 0;

  /** @param before the prompt's tokens @param endTokens have no text */
  constructor(
    tokenizer: TextTokenizer,
    before: readonly number[],
    stop: readonly string[],
    endTokens: readonly number[],
  ) {
    this.#tokenizer = tokenizer;
    this.#detokenizer = new Detokenizer((tokens) => tokenizer.decode(tokens), before);
    this.#stop = new StopStrings(stop);
    this.#endTokens = new Set(endTokens);
  }

  /** @returns the tokens that are certain now, in order, and whether the text ends with them */
  push(step: Step, position: number, atMs: number): { readonly tokens: Token[]; readonly stopped: boolean } {
    const text = this.#endTokens.has(step.token) ? '' : this.#detokenizer.push(step.token);
    const alternatives = step.alternatives.map(({ token, share }) => ({ token, share, text: this.#nameOf(token) }));
    this.#pending.push({ ...step, alternatives, position, atMs, from: this.#length, text });
    return this.#add(text);
  }

  #add(text: string): { readonly tokens: Token[]; readonly stopped: boolean } {
    this.#length += text.length;
    const { text: certain, stopped } = this.#stop.push(text);
    this.#certain += certain.length;
    return { tokens: stopped ? this.#cut() : this.#settled(), stopped };
  }

  /** Takes those whose text is certain to the end. */
  #settled(): Token[] {
    const held = this.#pending.findIndex(({ from, text }) => from + text.length > this.#certain);
    return this.#pending.splice(0, held < 0 ? this.#pending.length : held).map(told);
  }

  /** Takes what comes before the stop string; the rest was never written. */
  #cut(): Token[] {
    const kept = this.#pending.filter(({ from }) => from < this.#certain);
    this.#pending = [];
    return kept.map((token) => told({ ...token, text: token.text.slice(0, this.#certain - token.from) }));
  }

  /** What was held back, once nothing more comes. */
  end(): Token[] {
    const last = this.#pending.at(-1);
    if (last) last.text += this.#detokenizer.end();
    return this.#pending.splice(0).map(told);
  }

  /** As it stands within a text; special tokens, which have none, by their name. */
  #nameOf(token: number): string {
    const known = this.#names.get(token);
    if (known !== undefined) return known;
    const { decode, name } = this.#tokenizer;
    // Twice, since decoders drop a space at the beginning.
    const text = decode([token, token]).slice(decode([token]).length) || (name(token) ?? '');
    this.#names.set(token, text);
    return text;
  }
}

const told = ({ token, text, share, alternatives, position, atMs }: Pending): Token => ({
  token,
  text,
  share,
  alternatives,
  position,
  atMs,
});
