import { ConversionError, excerpt } from '../errors';

/** `AttrValue` of TensorFlow's `attr_value.proto` as TensorFlow.js writes it: 64-bit integers and bytes may be strings. */
export interface RawAttribute {
  readonly s?: string | readonly number[];
  readonly i?: string | number;
  readonly f?: number | string;
  readonly b?: boolean;
  readonly type?: string | number;
  readonly shape?: { readonly dim?: readonly { readonly size?: string | number }[]; readonly unknownRank?: boolean };
  readonly list?: {
    readonly s?: readonly (string | readonly number[])[];
    readonly i?: readonly (string | number)[];
    readonly f?: readonly (number | string)[];
  };
}

/** No attribute of an operator comes near these; a file that exceeds them is damaged or hostile. */
const MAX_TEXT_LENGTH = 65_536;
const MAX_LIST_LENGTH = 4096;

function text(value: string | readonly number[]): string {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString() : String.fromCharCode(...value);
}

/** The attributes of one node, typed by how they are asked for. Every getter throws `ConversionError` on another type. */
export class Attributes {
  readonly #node: string;
  readonly #raw: Readonly<Record<string, RawAttribute>>;

  constructor(node: string, raw: Readonly<Record<string, RawAttribute>>) {
    this.#node = node;
    this.#raw = raw;
    for (const [name, attribute] of Object.entries(raw)) {
      const longest = Math.max(attribute.s?.length ?? 0, ...(attribute.list?.s ?? []).map(({ length }) => length));
      const items = Object.values(attribute.list ?? {}).map((list) => (list as readonly unknown[] | null)?.length ?? 0);
      if (longest > MAX_TEXT_LENGTH || Math.max(0, ...items) > MAX_LIST_LENGTH) {
        const held = longest > MAX_TEXT_LENGTH ? `${longest} characters` : `${Math.max(...items)} values`;
        throw new ConversionError(
          `Attribute ${excerpt(name)} of node ${excerpt(node)} holds ${held}: no operator has one as long.`,
        );
      }
    }
  }

  int(name: string, fallback: number): number {
    const value = this.#raw[name]?.i;
    return value === undefined ? fallback : this.#number(name, value);
  }

  float(name: string, fallback: number): number {
    const { f, i } = this.#raw[name] ?? {};
    const value = f ?? i;
    return value === undefined ? fallback : this.#number(name, value);
  }

  bool(name: string): boolean {
    return this.#raw[name]?.b ?? false;
  }

  /** Decoded from base64. */
  string(name: string, fallback: string): string {
    const value = this.#raw[name]?.s;
    return value === undefined || value.length === 0 ? fallback : text(value);
  }

  ints(name: string): number[] {
    return (this.#raw[name]?.list?.i ?? []).map((value) => this.#number(name, value));
  }

  strings(name: string): string[] {
    return (this.#raw[name]?.list?.s ?? []).map(text);
  }

  /** `DT_FLOAT`, or the enum's number. */
  type(name: string): string | number | undefined {
    return this.#raw[name]?.type;
  }

  /** Undefined where the rank is unknown; −1 where one length is. */
  shape(name: string): number[] | undefined {
    const shape = this.#raw[name]?.shape;
    if (!shape || shape.unknownRank) return undefined;
    return (shape.dim ?? []).map(({ size = 0 }) => Math.max(-1, this.#number(name, size)));
  }

  #number(name: string, value: unknown): number {
    const number = Number(value);
    if (!Number.isFinite(number)) {
      throw new ConversionError(
        `Attribute ${excerpt(name)} of node ${excerpt(this.#node)} is ${excerpt(String(value))}, not a number.`,
      );
    }
    return number;
  }
}
