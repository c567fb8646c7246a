import { Problem } from '../domain/problem';
import { isResident, type DType, type Resident, type Tensor, type Value } from '../domain/tensor';

/** How one runtime reads, describes and frees what it keeps. */
interface Handling<T> {
  describe(held: T): { readonly dtype: DType; readonly shape: readonly number[] };
  read(held: T): Promise<Tensor>;
  free(held: T): void;
}

class Kept<T> implements Resident {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly #handling: Handling<T>;
  readonly #forget: () => void;
  #held: T | undefined;

  constructor(held: T, handling: Handling<T>, forget: (kept: Kept<T>) => void) {
    ({ dtype: this.dtype, shape: this.shape } = handling.describe(held));
    this.#held = held;
    this.#handling = handling;
    this.#forget = () => forget(this);
  }

  get held(): T {
    if (this.#held === undefined)
      throw new Problem('disposed', 'A value that was kept on the device had been freed before it was used.');
    return this.#held;
  }

  async read(): Promise<Tensor> {
    return this.#handling.read(this.held);
  }

  dispose(): void {
    if (this.#held === undefined) return;
    const held = this.#held;
    this.#held = undefined;
    this.#forget();
    this.#handling.free(held);
  }
}

/** The values that one opened runtime keeps on its device, each until it is disposed of or its network is. */
export class Keeper<T> {
  readonly #handling: Handling<T>;
  readonly #owners = new Map<Resident, object>();

  constructor(handling: Handling<T>) {
    this.#handling = handling;
  }

  /** @param owner network whose end is the value's */
  keep(held: T, owner: object): Resident {
    const kept = new Kept(held, this.#handling, (own) => this.#owners.delete(own));
    this.#owners.set(kept, owner);
    return kept;
  }

  /**
   * What the runtime itself works with.
   * @returns undefined for a tensor in CPU memory
   * @throws Problem `disposed`
   */
  heldOf(value: Value): T | undefined {
    if (!isResident(value)) return undefined;
    if (!(value instanceof Kept)) throw new TypeError('A value kept by something else than a runtime was fed.');
    const held = (value as Kept<T>).held;
    if (!this.#owners.has(value)) throw new TypeError('A value can only be fed to the runtime that keeps it.');
    return held;
  }

  /** Frees whatever a network has kept. */
  release(owner: object): void {
    for (const [kept, its] of this.#owners) if (its === owner) kept.dispose();
  }
}

/** @throws RangeError when a name to keep is not among those announced when the network was loaded */
export function checkKeepable(keep: readonly string[], keepable: readonly string[] = []): void {
  const unknown = keep.find((name) => !keepable.includes(name));
  if (unknown !== undefined) throw new RangeError(`The network was not loaded so that it may keep ${unknown}.`);
}

export const disposedNetwork = () => new Problem('disposed', 'A network had been freed before it was run.');
