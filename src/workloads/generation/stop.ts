/** Finds where a text is to end, although it comes in pieces that may cut a stop string anywhere. */
export class StopStrings {
  readonly #strings: readonly string[];
  #held = '';

  /** @param strings empty ones never end anything */
  constructor(strings: readonly string[]) {
    this.#strings = strings.filter((string) => string !== '');
  }

  /**
   * @param piece what the text goes on with
   * @returns what is certain of it: all but an end that a stop string may begin with; up to the stop string where it is there
   */
  push(piece: string): { readonly text: string; readonly stopped: boolean } {
    const text = this.#held + piece;
    const ends = this.#strings.map((string) => text.indexOf(string)).filter((at) => at >= 0);
    if (ends.length > 0) {
      this.#held = '';
      return { text: text.slice(0, Math.min(...ends)), stopped: true };
    }
    const held = Math.max(0, ...this.#strings.map((string) => beginningAtEnd(text, string)));
    this.#held = text.slice(text.length - held);
    return { text: text.slice(0, text.length - held), stopped: false };
  }

  /** What was held back, once nothing more comes. */
  end(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }
}

/** Length of the longest end of the text that the string begins with. */
function beginningAtEnd(text: string, string: string): number {
  for (let length = Math.min(text.length, string.length - 1); length > 0; length--) {
    if (text.endsWith(string.slice(0, length))) return length;
  }
  return 0;
}
