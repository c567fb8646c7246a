import { expect, it } from 'vitest';
import { farText } from './farWords';

const tokens = ['One', ' fox', ' ran'].map((text) => ({ text }));

it('shows the words that are there, and blocks for those that this device has yet to find', () => {
  expect(farText(tokens, 0)).toEqual({ words: '', blocks: '' });
  expect(farText(tokens, 2)).toEqual({ words: 'One fox', blocks: '' });
  const ahead = farText(tokens, 5);
  expect(ahead.words).toBe('One fox ran');
  expect(ahead.blocks.trim().split(' ')).toHaveLength(2);
  expect(farText(tokens, 500).blocks.trim().split(' ')).toHaveLength(60);
});
