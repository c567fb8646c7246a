import { expect, it } from 'vitest';
import { Ghost } from './ghost';

it('shows an answer when its trip is over, not before', () => {
  const ghost = new Ghost<string>();
  ghost.send('a', 0);
  expect(ghost.arrived(99, 100)).toBeUndefined();
  expect(ghost.nextAtMs(100)).toBe(100);
  expect(ghost.arrived(100, 100)?.answer).toBe('a');
  expect(ghost.nextAtMs(100)).toBeUndefined();
});

it('shows the newest that is there, and forgets what came before it', () => {
  const ghost = new Ghost<string>();
  for (const [answer, at] of [
    ['a', 0],
    ['b', 30],
    ['c', 60],
  ] as const)
    ghost.send(answer, at);
  expect(ghost.arrived(135, 100)?.answer).toBe('b');
  expect(ghost.nextAtMs(100)).toBe(160);
  expect(ghost.arrived(200, 100)).toEqual({ answer: 'c', takenAtMs: 60 });
});

it('follows a server that is moved nearer', () => {
  const ghost = new Ghost<string>();
  ghost.send('a', 0);
  expect(ghost.arrived(50, 100)).toBeUndefined();
  expect(ghost.arrived(50, 40)?.answer).toBe('a');
});
