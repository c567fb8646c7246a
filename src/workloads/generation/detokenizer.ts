/** What a decoder of bytes writes where there is no character, or not all of one yet. */
const NO_CHARACTER = '\uFFFD';
/** Tokens that a token's text may depend on: a decoder drops a space at the very beginning, joins bytes to characters. */
const BEFORE = 4;

/** Turns tokens into text one by one, never a part of a character: the bytes of one are held back until all are there. */
export class Detokenizer {
  readonly #decode: (tokens: readonly number[]) => string;
  #window: number[];
  /** What of the window's text has been told. */
  #told: string;

  /**
   * @param decode the tokenizer's
   * @param before tokens that the text goes on from
   */
  constructor(decode: (tokens: readonly number[]) => string, before: readonly number[] = []) {
    this.#decode = decode;
    this.#window = before.slice(-BEFORE);
    this.#told = this.#window.length > 0 ? decode(this.#window) : '';
  }

  /** @returns what the token adds to the text; empty where that is only a part of a character */
  push(token: number): string {
    this.#window.push(token);
    const text = this.#decode(this.#window);
    // Of several broken characters only the last may still become a whole one.
    const isWhole = !text.endsWith(NO_CHARACTER);
    const added = this.#tell(isWhole ? text : text.slice(0, -1));
    if (isWhole && this.#window.length > BEFORE) {
      this.#window = this.#window.slice(-BEFORE);
      this.#told = this.#decode(this.#window);
    }
    return added;
  }

  #tell(text: string): string {
    const added = text.slice(this.#told.length);
    this.#told += added;
    return added;
  }

  /** What is held back, as it stands, once nothing more comes. */
  end(): string {
    return this.#window.length > 0 ? this.#tell(this.#decode(this.#window)) : '';
  }
}
