import { expect, it } from 'vitest';
import { StopStrings } from './stop';

function read(pieces: readonly string[], strings: readonly string[]) {
  const stop = new StopStrings(strings);
  let text = '';
  for (const piece of pieces) {
    const { text: certain, stopped } = stop.push(piece);
    text += certain;
    if (stopped) return { text, stopped };
  }
  return { text: text + stop.end(), stopped: false };
}

it('ends the text before a stop string, in one piece or cut anywhere', () => {
  for (const pieces of [['One. The end. Two'], ['One. Th', 'e e', 'nd', '. Two'], [...'One. The end. Two']]) {
    expect(read(pieces, ['The end'])).toEqual({ text: 'One. ', stopped: true });
  }
});

it('takes the first that comes, and of two that begin together either', () => {
  expect(read([...'abcabd'], ['bd', 'ca'])).toEqual({ text: 'ab', stopped: true });
  expect(read(['xaab'], ['aab', 'ab'])).toEqual({ text: 'x', stopped: true });
});

it('gives everything where none comes, an end that looked like one too', () => {
  expect(read([...'aaab\nUse'], ['\nUser:', 'aac'])).toEqual({ text: 'aaab\nUse', stopped: false });
  expect(read(['a', 'b'], [''])).toEqual({ text: 'ab', stopped: false });
});

it('holds back only what may begin one', () => {
  const stop = new StopStrings(['\n\n']);
  expect(stop.push('One.\n')).toEqual({ text: 'One.', stopped: false });
  expect(stop.push('Two')).toEqual({ text: '\nTwo', stopped: false });
});
