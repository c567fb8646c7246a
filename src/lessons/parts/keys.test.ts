import { expect, it } from 'vitest';
import { moveOf } from './keys';

it('turns the page by arrows, page keys and the space bar', () => {
  for (const key of ['ArrowRight', 'ArrowDown', 'PageDown', ' ']) expect(moveOf(key, 'page')).toBe('next');
  for (const key of ['ArrowLeft', 'ArrowUp', 'PageUp']) expect(moveOf(key, 'page')).toBe('back');
  expect(moveOf('a', 'page')).toBeUndefined();
});

it('leaves a slider its arrows, and takes a clicker’s keys even then', () => {
  expect(moveOf('ArrowRight', 'slider')).toBeUndefined();
  expect(moveOf('PageDown', 'slider')).toBe('next');
});

it('leaves a button its space bar', () => {
  expect(moveOf(' ', 'button')).toBeUndefined();
  expect(moveOf('ArrowRight', 'button')).toBe('next');
});

it('leaves a field every key but the one that ends', () => {
  expect(moveOf('PageDown', 'field')).toBeUndefined();
  expect(moveOf('Escape', 'field')).toBe('end');
});
