import { describe, expect, it } from 'vitest';
import { plainText } from '../../domain/words';
import { outcomeOf, winnerAt } from './found';
import { words } from './words';

const said = (evenMs: number | undefined, guessMs: number) => {
  const outcome = outcomeOf({ evenMs });
  const { heading, say } = words.reveal;
  return [plainText(heading(outcome, evenMs)), plainText(say(outcome, evenMs, guessMs, 183))];
};

describe('what the lesson reveals', () => {
  it('is where both take as long, and how far off the guess was', () => {
    expect(said(117, 59)).toEqual([
      'At 117 ms they draw level.',
      'You said 59 ms. The cloud may be 2 times as far away and still not lose.',
    ]);
    expect(said(117, 125)[1]).toBe('You said 125 ms: as good as right.');
    expect(said(117, 351)[1]).toBe('You said 351 ms. The cloud loses from 1/3 of that distance on.');
  });

  it('may be that this device wins even next door', () => {
    const [heading, sentence] = said(undefined, 40);
    expect(heading).toBe('This device wins at any distance.');
    expect(sentence).toBe('You said 40 ms. But even next door the server takes longer than the 183 ms here.');
    expect(said(1.4, 40)[0]).toBe(heading);
  });

  it('may be that the cloud wins wherever it stands', () => {
    expect(said(900, 40)).toEqual([
      'The cloud wins at any distance.',
      'You said 40 ms. But even 400 ms away the cloud is back before the 183 ms that this device takes.',
    ]);
  });
});

it('names no winner within the spread that was measured, nor within a tenth of it', () => {
  const found = { spreadMs: [100, 120] as const };
  expect(winnerAt(found, 95)).toBe('too close to call');
  expect(winnerAt(found, 130)).toBe('too close to call');
  expect(winnerAt(found, 140)).toBe('here');
  expect(winnerAt(found, 80)).toBe('there');
});
