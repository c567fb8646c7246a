import { closest } from '../../src/domain/suggest';
import { quoted } from '../../src/domain/text';
import type { Chip } from '../../src/far/chips/schema';

/** `Raspberry Pi 4 (BCM2711)` → `raspberry pi 4 bcm 2711`: words and numbers, each apart. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .match(/[a-z]+|\d+/g)
    ?.join(' ') ?? '';

/**
 * The chip that is meant: by its id, or by its name or a part of it that no other has (`NVIDIA H100`, `Raspberry Pi 4`).
 * @returns its id, or a clause that says what there is instead
 */
export function chipNamed(text: string, chips: ReadonlyMap<string, Chip>): { id: string } | { problem: string } {
  if (chips.has(text)) return { id: text };
  const asked = plain(text);
  const named = [...chips].map(([id, { vendor, name }]) => ({ id, names: [plain(id), plain(`${vendor} ${name}`)] }));
  const rules: ((name: string) => boolean)[] = [
    (name) => name === asked,
    (name) => ` ${name} `.includes(` ${asked} `),
    (name) => name.replaceAll(' ', '').includes(asked.replaceAll(' ', '')),
    (name) => asked.split(' ').every((word) => name.split(' ').includes(word)),
  ];
  for (const rule of asked === '' ? [] : rules) {
    const meant = named.filter(({ names }) => names.some(rule)).map(({ id }) => id);
    if (meant.length === 1) return { id: meant[0] as string };
    if (meant.length > 1 && meant.length < 5) {
      return { problem: `${quoted(text)} may be ${meant.map((id) => `'${id}'`).join(' or ')}` };
    }
  }
  const guess = closest(text, [...chips.keys()]);
  return {
    problem: `no chip ${quoted(text)}${guess ? `; did you mean '${guess}'?` : ': --list names those there are'}`,
  };
}
