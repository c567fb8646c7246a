import type { Random } from '../../../src/domain/random';

export const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;
const whole = (below: number, random: Random) => Math.floor(random() * below);

/** Values that have broken something somewhere. */
const oddities: readonly unknown[] = [
  null, true, false, 0, -0, 1, -1, 0.5, 1e-308, 1e308, -1e308, 2 ** 31, 2 ** 32, 2 ** 53, Number.MIN_VALUE,
  '', ' ', '\u0000', '\u0001', '\u202e', '\ud800', '__proto__', 'constructor', '1e999', '=1+1',
  '<img src=x onerror=alert(1)>', 'x'.repeat(5000), '👩‍🚀', [], {}, [[]], [null], { a: 1 }, { length: -1 }, { toString: 1 },
]; // prettier-ignore

type Json = unknown;
type Place = { readonly parent: Record<string | number, Json>; readonly key: string | number };

function placesOf(value: Json, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found;
  const parent = value as Record<string | number, Json>;
  const keys: (string | number)[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  for (const key of keys) {
    found.push({ parent, key });
    placesOf(parent[key], found);
  }
  return found;
}

function nest(levels: number): Json {
  let value: Json = 1;
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
  return value;
}

/** @returns a copy of the JSON value with one to four members changed, added, repeated or taken away */
export function mutated<T>(original: T, random: Random): unknown {
  const copy = { root: structuredClone(original) as Json };
  for (let left = 1 + whole(4, random); left > 0; left--) {
    const places = placesOf(copy);
    if (places.length === 0) break;
    const { parent, key } = pick(places, random);
    const old = parent[key];
    const set = (value: Json) =>
      Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
    switch (whole(8, random)) {
      case 0:
        if (Array.isArray(parent)) parent.splice(Number(key), 1);
        else Reflect.deleteProperty(parent, key);
        break;
      case 1:
        // A list or a text with a repeat.
        if (Array.isArray(old) && old.length > 0) set([...old, structuredClone(pick(old, random))]);
        else if (Array.isArray(parent)) parent.push(structuredClone(old));
        else set(typeof old === 'string' ? old + old : old);
        break;
      case 2:
        set(structuredClone(pick(places, random).parent[pick(places, random).key] ?? null));
        break;
      case 3:
        if (typeof old === 'number') set(old * pick([-1, 0, 0.1, 10, 1e6, 1e300], random));
        else set(pick(oddities, random));
        break;
      case 4:
        if (typeof old === 'object' && old !== null && !Array.isArray(old)) {
          const name = pick(['__proto__', 'constructor', 'toString', 'extra', '\u0000', ''], random);
          Object.defineProperty(old, name, {
            value: pick(oddities, random),
            enumerable: true,
            configurable: true,
            writable: true,
          });
        } else set(pick(oddities, random));
        break;
      case 5:
        set(random() < 0.2 ? nest(pick([10, 40, 2000], random)) : pick(oddities, random));
        break;
      default:
        set(pick(oddities, random));
    }
  }
  return copy.root;
}

/** @returns text cut, doubled, or with a few characters changed */
export function mutatedText(text: string, random: Random): string {
  const at = whole(text.length + 1, random);
  switch (whole(4, random)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + String.fromCharCode(whole(0x1_0000, random)) + text.slice(at + whole(3, random));
    default:
      return text.slice(0, at) + text.slice(Math.max(0, at - whole(50, random)));
  }
}

/** @returns bytes cut, doubled, or with a few changed: mostly in the first hundred, where headers are */
export function mutatedBytes(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let copy = Uint8Array.from(bytes);
  for (let left = 1 + whole(6, random); left > 0; left--) {
    const at = whole(random() < 0.8 ? Math.min(100, copy.length) : copy.length, random);
    switch (whole(5, random)) {
      case 0:
        copy = copy.slice(0, at);
        break;
      case 1:
        copy = Uint8Array.from([...copy.slice(0, at), ...copy.slice(Math.max(0, at - whole(20, random)))]);
        break;
      case 2:
        copy.fill(pick([0, 0xff, 0x80, 0x7f], random), at, at + pick([1, 2, 4, 8], random));
        break;
      default:
        if (at < copy.length) copy[at] = whole(256, random);
    }
  }
  return copy;
}
