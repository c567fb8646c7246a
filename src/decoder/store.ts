import type { External } from '../onnx/graph';

/** Where initialisers are put: into the model itself, or behind each other into a file of their own. */
export interface Store {
  /**
   * @param name the same for the same numbers: they are made and stored once
   * @param length of what `make` makes, bytes
   */
  put(name: string, length: number, make: () => Uint8Array): Uint8Array | External;
}

export const inModel: Store = { put: (_name, _length, make) => make() };

/**
 * A file of initialisers beside the model, which several models of the same precision may share. Numbers are made when the file is
 * asked for, one initialiser at a time and into their place: a file of a gigabyte takes one, and its length is known before.
 */
export class DataFile implements Store {
  readonly name: string;
  readonly #placed = new Map<string, External>();
  #waiting: { readonly offset: number; readonly make: () => Uint8Array }[] = [];
  #length = 0;
  #bytes = new Uint8Array();

  constructor(name: string) {
    this.name = name;
  }

  /** Bytes of the file; nothing is made for it. */
  get length(): number {
    return this.#length;
  }

  put(name: string, length: number, make: () => Uint8Array): External {
    const known = this.#placed.get(name);
    if (known) return known;
    const placed = { file: this.name, offset: this.#length, length };
    this.#placed.set(name, placed);
    this.#waiting.push({ offset: placed.offset, make });
    // ONNX Runtime may map it: aligned, any type can be read where it lies.
    this.#length += length + (-length & 63);
    return placed;
  }

  /** @param onMade called with the bytes made so far, after each initialiser */
  bytes(onMade?: (bytes: number) => void): Uint8Array<ArrayBuffer> {
    if (this.#waiting.length === 0) return this.#bytes;
    const whole = new Uint8Array(this.#length);
    whole.set(this.#bytes);
    const waiting = this.#waiting.reverse();
    this.#waiting = [];
    // Taken off one by one: what was made for one is let go of before the next.
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const made = one.make();
      whole.set(made, one.offset);
      onMade?.(one.offset + made.length);
    }
    this.#bytes = whole;
    return whole;
  }
}
