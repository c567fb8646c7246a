import { expect, it } from 'vitest';
import { Sentences } from './sentences';

it('tells whole sentences, each once, and the rest at the end', () => {
  const sentences = new Sentences();
  const text = 'The fox ran. “Who is there?” said the hen. It was l';
  const told: string[] = [];
  for (let length = 1; length <= text.length; length++) {
    const next = sentences.next(text.slice(0, length), false);
    if (next) told.push(next);
  }
  expect(told).toEqual(['The fox ran.', '“Who is there?”', 'said the hen.']);
  expect(sentences.next(`${text}ate`, true)).toBe('It was late');
  expect(sentences.next(`${text}ate`, true)).toBeUndefined();
});

it('a mark may be followed by more of the same', () => {
  const sentences = new Sentences();
  expect(sentences.next('She said “Wait.', false)).toBeUndefined();
  expect(sentences.next('She said “Wait.”', false)).toBeUndefined();
  expect(sentences.next('She said “Wait.” And', false)).toBe('She said “Wait.”');
});

it('begins anew with another text', () => {
  const sentences = new Sentences();
  sentences.next('A long first text. It ends here.', true);
  expect(sentences.next('New. ', false)).toBe('New.');
  sentences.restart();
  expect(sentences.next('New. Other. ', false)).toBe('New. Other.');
});
