import type { External } from '../onnx/graph';

/** Where initialisers are put: into the model itself, or behind each other into a file of their own. */
export interface Store {
  /** @param name the same for the same numbers: they are made and stored once */
  put(name: string, make: () => Uint8Array): Uint8Array | External;
}

export const inModel: Store = { put: (_, make) => make() };

/** A file of initialisers beside the model, which several models of the same precision may share. */
export class DataFile implements Store {
  readonly name: string;
  readonly #chunks: Uint8Array[] = [];
  readonly #placed = new Map<string, External>();
  #length = 0;

  constructor(name: string) {
    this.name = name;
  }

  put(name: string, make: () => Uint8Array): External {
    const known = this.#placed.get(name);
    if (known) return known;
    const data = make();
    const placed = { file: this.name, offset: this.#length, length: data.length };
    this.#placed.set(name, placed);
    // ONNX Runtime may map it: aligned, any type can be read where it lies.
    const padding = -data.length & 63;
    this.#chunks.push(data, new Uint8Array(padding));
    this.#length += data.length + padding;
    return placed;
  }

  bytes(): Uint8Array {
    const joined = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    return joined;
  }
}
