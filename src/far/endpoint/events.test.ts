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
