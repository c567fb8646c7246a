import type { TaskInput } from '../tasks/types';

/** A request's input, and what of it is handed over rather than copied. */
export interface Lent {
  readonly input: TaskInput;
  readonly transfer: readonly Transferable[];
}

/**
 * Where memory can't be shared, a picture travels to the session's host and back in one buffer: copied with every answer
 * instead, some megabytes would become garbage each time. The buffer is the session's own, since others may use the same
 * picture meanwhile and one that is with a host is lost when that ends: the page keeps its pixels, which never change.
 */
export class PictureLoan {
  #buffer?: ArrayBuffer;
  /** The pixels that the buffer holds. */
  #held?: Uint8ClampedArray;

  /** Any other input, and a picture in shared memory, goes as it is. */
  lend(input: TaskInput): Lent {
    if (input.kind !== 'picture' || !(input.pixels.data.buffer instanceof ArrayBuffer)) return { input, transfer: [] };
    const source = input.pixels.data;
    const fits = this.#buffer?.byteLength === source.byteLength;
    const buffer = fits && this.#buffer ? this.#buffer : new ArrayBuffer(source.byteLength);
    const data = new Uint8ClampedArray(buffer);
    if (!fits || this.#held !== source) data.set(source);
    // Away from now on; whoever asks for a second answer before the first is there gets a buffer of its own.
    this.#buffer = undefined;
    this.#held = source;
    return { input: { ...input, pixels: { ...input.pixels, data } }, transfer: [buffer] };
  }

  /** @param buffer as {@link lend} gave it for this input; absent where the host gave none back */
  takeBack(input: TaskInput, buffer: ArrayBuffer | undefined): void {
    this.#buffer = buffer;
    this.#held = buffer && input.kind === 'picture' ? input.pixels.data : undefined;
  }
}
