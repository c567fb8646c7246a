import { expect, it } from 'vitest';
import { Newest } from './newest';

it('answers the first question and then the newest, and no other', async () => {
  const asked: number[] = [];
  const goOn: (() => void)[] = [];
  const newest = new Newest<number>(async (question) => {
    asked.push(question);
    await new Promise<void>((resolve) => goOn.push(resolve));
  });
  for (const question of [1, 2, 3]) newest.ask(question);
  expect(asked).toEqual([1]);
  goOn[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(asked).toEqual([1, 3]);
});

it('tells between two steps whether a newer question has come', async () => {
  const seen: boolean[] = [];
  let goOn: (() => void) | undefined;
  const newest = new Newest<string>(async (_, isNewest) => {
    seen.push(isNewest());
    await new Promise<void>((resolve) => (goOn = resolve));
    seen.push(isNewest());
  });
  newest.ask('a');
  newest.ask('b');
  goOn?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(seen).toEqual([true, false, true]);
});
