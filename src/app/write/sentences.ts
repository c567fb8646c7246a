/** Where a sentence ends: its mark, whatever closes quotations behind it, and then a space or a new line. */
const end = /[.!?…]+["”’')\]]*(?=\s)/gu;

/**
 * How many of the text's characters make up whole sentences: what follows may still grow. A mark that ends the text may be
 * followed by more of it ("…", a closing quotation), so it ends nothing yet.
 */
export function wholeSentences(text: string): number {
  let length = 0;
  for (const match of text.matchAll(end)) length = match.index + match[0].length;
  return length;
}

/** Hands a text that grows to screen readers sentence by sentence: each once, whole, in order. */
export class Sentences {
  #told = 0;

  /** @param done whether nothing more comes @returns what is new to be told; undefined where that is nothing yet */
  next(text: string, done: boolean): string | undefined {
    // Another text.
    if (text.length < this.#told) this.#told = 0;
    const until = done ? text.length : Math.max(this.#told, wholeSentences(text));
    const told = text.slice(this.#told, until).trim();
    this.#told = until;
    return told || undefined;
  }

  restart(): void {
    this.#told = 0;
  }
}
