import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleOf, withoutInvisible } from './invisible';

describe('withoutInvisible', () => {
  it.each([
    ['a soft hyphen', 're\u00adset'],
    ['a zero-width space', 're\u200bset'],
    ['a joiner and a non-joiner', 're\u200ds\u200cet'],
    ['a byte order mark', '\ufeffreset'],
    ['a word joiner', 're\u2060set'],
    ['a variation selector', 'reset\ufe0f'],
    ['one of the supplementary plane', 'reset\u{e0101}'],
    ['marks of direction', '\u200freset\u202c'],
    ['a control character', 're\u0007set\u0000'],
    ['a combining grapheme joiner', 're\u034fset'],
  ])('drops %s', (_, text) => expect(withoutInvisible(text)).toBe('reset'));

  it.each(['a b', 'a\tb\r\nc', 'a\u00a0b\u2028c\u0085d', 'naïve — “né”', 'مرحبا', '😀', 'e\u0301'])(
    'keeps %j',
    (text) => expect(withoutInvisible(text)).toBe(text),
  );
});

describe('visibleOf', () => {
  it('tells where what is left stood, whatever the text', () => {
    const unit = fc.constantFrom('a', 'é', '😀', ' ', '\u200b', '\u00ad', '\u{e0101}', '\ufeff');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const visible = visibleOf(text);
        expect(visible.text).toBe(withoutInvisible(text));
        const found = [...visible.text].map((_, index) => text.charAt(visible.placeOf(index)));
        expect(found.join('')).toBe(visible.text.slice(0, found.length));
      }),
    );
  });
});
