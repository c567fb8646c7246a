import { excerpt } from '../../errors';

export type LayerConfig = Readonly<Record<string, unknown>>;

/**
 * Says nothing of the answer: names, shapes that the inputs have anyway, how a layer was trained, and what its writer kept
 * for itself.
 */
const silent =
  /^(name|dtype|trainable|batch_input_shape|batch_shape|build_config|compile_config|shared_object_id|.*_(initializer|regularizer|constraint))$/;

/** The same value, whatever the order in which it was written. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A value from a model file as it can stand in a sentence. */
export function shown(value: unknown): string {
  return excerpt(JSON.stringify(value) ?? 'missing');
}

/**
 * One layer's configuration. Every attribute is read here or counted as unread, so that none can be passed over: a layer
 * whose configuration has an unread one is refused by its name.
 */
export class LayerAttributes {
  readonly #config: LayerConfig;
  readonly #refuse: (reason: string) => never;
  readonly #read = new Set<string>();
  readonly #chosen = new Set<string>();

  constructor(config: LayerConfig, refuse: (reason: string) => never) {
    this.#config = config;
    this.#refuse = refuse;
  }

  /** @param names spellings of one attribute, Keras 2's before Keras 3's; the fallback counts as unset, and so does null */
  value(names: string | readonly string[], fallback: unknown): unknown {
    const given = [names].flat().filter((name) => {
      this.#read.add(name);
      return Object.hasOwn(this.#config, name) && this.#config[name] !== null;
    });
    const [first, second] = given;
    if (first === undefined) return fallback;
    const value = this.#config[first];
    if (second !== undefined && !same(value, this.#config[second])) {
      this.#refuse(`its ${first} is ${shown(value)} and its ${second} is ${shown(this.#config[second])}`);
    }
    if (!same(value, fallback)) for (const name of given) this.#chosen.add(name);
    return value;
  }

  number(names: string | readonly string[], fallback: number): number {
    const value = this.value(names, fallback);
    return typeof value === 'number' && Number.isFinite(value) ? value : this.wrong(names, value);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.value(name, fallback);
    return typeof value === 'boolean' ? value : this.wrong(name, value);
  }

  choice<T extends string>(name: string, fallback: T, known: readonly T[]): T {
    const value = this.value(name, fallback);
    return known.find((one) => one === value) ?? this.wrong(name, value);
  }

  /** A list of `length` whole numbers ≥ `least`, or one for all of them. */
  counts(name: string, length: number, fallback: number, least = 1): number[] {
    const value = this.value(name, fallback);
    const list: unknown[] = Array.isArray(value) ? value : new Array<unknown>(length).fill(value);
    return list.length === length && list.every((count) => isCount(count, least)) ? list : this.wrong(name, value);
  }

  count(name: string, fallback: number): number {
    return this.counts(name, 1, fallback)[0]!;
  }

  /** A list of whole numbers, or one, of any length but none. */
  integers(name: string, fallback: number | readonly number[]): number[] {
    const list = [this.value(name, fallback)].flat();
    return list.length > 0 && list.every((item) => Number.isSafeInteger(item))
      ? (list as number[])
      : this.wrong(name, list);
  }

  /** Attributes that only training reads. */
  training(...names: readonly string[]): void {
    for (const name of names) this.#read.add(name);
  }

  /** An attribute of which only one value is known here. */
  only(name: string, value: unknown): void {
    const given = this.value(name, value);
    if (!same(given, value)) this.wrong(name, given);
  }

  wrong(names: string | readonly string[], value: unknown): never {
    const name = [names].flat().find((one) => Object.hasOwn(this.#config, one)) ?? [names].flat()[0]!;
    return this.#refuse(`its ${excerpt(name)} is ${shown(value)}`);
  }

  /** @throws ConversionError for an attribute that nothing has read */
  finish(): void {
    for (const [name, value] of Object.entries(this.#config)) {
      if (this.#read.has(name) || silent.test(name) || value === null) continue;
      this.#refuse(
        `its ${excerpt(name)} is ${shown(value)}, an attribute that the converter doesn't know of this layer`,
      );
    }
  }

  /** Attributes whose value is not what a layer without them would have. */
  get chosen(): readonly string[] {
    return [...this.#chosen];
  }
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least && (value as number) < 2 ** 31;
}
