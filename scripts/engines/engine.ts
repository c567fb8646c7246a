/** A page of a browser that is driven from outside, whatever protocol the browser speaks. */
export interface EnginePage {
  goto(url: string): Promise<void>;
  /**
   * Calls a function inside the page and waits for what it resolves with.
   * @param run knows nothing from outside itself; what it takes and gives travels as JSON
   */
  evaluate<Argument, Result>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  /** Puts a file into a file input, as a visitor who chooses it does. */
  choose(selector: string, path: string): Promise<void>;
}

/** A browser with one page open. */
export interface Engine {
  readonly page: EnginePage;
  /** Rejects once the page or the browser is gone, with a sentence; never resolves. */
  readonly gone: Promise<never>;
  close(): Promise<void>;
}

/** Wide enough for the page's desktop layout, pixels. */
export const windowSize = { width: 1280, height: 900 };

/** Told of errors in the page that nobody caught, where the protocol tells of them. */
export type OnPageError = (message: string) => void;

/** A promise that somebody else rejects; nobody has to listen. */
export function rejectable(): { readonly promise: Promise<never>; readonly reject: (sentence: string) => void } {
  let fail: (error: Error) => void = () => {};
  const promise = new Promise<never>((_, reject) => (fail = reject));
  promise.catch(() => {});
  return { promise, reject: (sentence) => fail(new Error(sentence)) };
}
