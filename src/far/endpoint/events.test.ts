import { expect, it } from 'vitest';
import { BadStream, ChatTimes, EventReader } from './events';

const bytes = (text: string) => new TextEncoder().encode(text);

it('reads the same events however the bytes are cut', () => {
  const stream = bytes(
    'data: a\r\n\r\n: comment\nid: 3\ndata:b\ndata:  c\n\nevent: x\n\nretry\n\rdata: é€\n\ndata: left over',
  );
  for (let cut = 1; cut <= stream.length; cut++) {
    const reader = new EventReader();
    const events: string[] = [];
    for (let from = 0; from < stream.length; from += cut) events.push(...reader.add(stream.subarray(from, from + cut)));
    expect(events, `pieces of ${cut}`).toEqual(['a', 'b\n c', 'é€']);
  }
});

it('refuses a line without an end, and a stream that never stops', () => {
  const reader = new EventReader();
  expect(() => reader.add(bytes(`data: ${'x'.repeat(1_000_001)}`))).toThrow(BadStream);
  const chat = new ChatTimes();
  const more = bytes('data: {"choices":[{"delta":{"content":"x"}}]}\n\n'.repeat(1000));
  expect(() => {
    for (let index = 0; index < 20; index++) chat.add(more, index);
  }).toThrow('no end');
});

it('passes over choices that are none', () => {
  const chat = new ChatTimes();
  const odd = ['{}', '5', 'null', '"x"', '[null]', '[5]', '[{"delta":null}]', '[{"delta":5}]'];
  for (const choices of odd) chat.add(bytes(`data: {"choices":${choices}}\n\n`), 1);
  expect(() => chat.times()).toThrow(`sent ${odd.length} events without any text`);
  chat.add(bytes('data: {"choices":[{"delta":{"content":"x"}}]}\n\n'), 2);
  expect(chat.times()).toMatchObject({ pieces: 1, firstMs: 2 });
});

it.each([
  ['{"message":"out of memory"}', 'out of memory'],
  ['"out of memory"', 'out of memory'],
  ['{"code":5}', '{"code":5}'],
])('says an error of the server’s own: %s', (error, message) => {
  expect(() => new ChatTimes().add(bytes(`data: {"error":${error}}\n\n`), 1)).toThrow(`“${message}”`);
});
