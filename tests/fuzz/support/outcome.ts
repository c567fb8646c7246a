/** What became of mutated inputs. All but the first two are faults, told by an excerpt each. */
export interface Fuzzed {
  accepted: number;
  /** In one sentence. */
  refused: number;
  /** An exception, or words that are no sentence for a person. */
  raw: string[];
  hung: string[];
  crashed: string[];
}

/** @returns what is wrong with a refusal, or undefined where it is one sentence that a person can read */
export function faultOfSentence(text: string): string | undefined {
  if (!/^['"\p{L}[]/u.test(text) || !/[.?]$/.test(text)) return `no sentence: ${excerpt(text)}`;
  if (/\[object |undefined|NaN|\n|^\w*Error:/.test(text)) return `raw words: ${excerpt(text)}`;
  return text.length > 400 ? `too long: ${excerpt(text)}` : undefined;
}

export const excerpt = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
};

/** One input is given this long. What never comes back is ended from outside (`scripts/fuzz.mjs`). */
const LONGEST_MS = 5000;

/**
 * Tries inputs one by one.
 * @param input the nth one
 * @param attempt true where it was accepted, false where it was refused in a sentence; a text says what is wrong with how
 */
export async function tryAll<T>(
  count: number,
  input: (nth: number) => T,
  attempt: (input: T) => boolean | string | Promise<boolean | string>,
): Promise<Fuzzed> {
  const found: Fuzzed = { accepted: 0, refused: 0, raw: [], hung: [], crashed: [] };
  for (let nth = 0; nth < count; nth++) {
    const tried = input(nth);
    const began = performance.now();
    try {
      const outcome = await attempt(tried);
      if (outcome === true) found.accepted++;
      else if (outcome === false) found.refused++;
      else found.raw.push(`#${nth} ${outcome}`);
    } catch (error) {
      // Out of stack or of memory: in a browser the page or the worker is gone.
      const list =
        error instanceof RangeError && /call stack|Invalid (?:array|string) length|allocation/.test(error.message);
      (list ? found.crashed : found.raw).push(`#${nth} ${String(error)} on ${excerpt(tried)}`);
    }
    if (performance.now() - began > LONGEST_MS) found.hung.push(`#${nth} ${excerpt(tried)}`);
  }
  return found;
}
