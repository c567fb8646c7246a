import { describe, expect, it } from 'vitest';
import { mayAsk } from './protocol';

describe('mayAsk', () => {
  it.each(['https://huggingface.co/a', 'https://127.0.0.1/', 'http://localhost:8080/a', 'http://127.0.0.1/'])(
    'lets %s through',
    (url) => expect(mayAsk(url)).toBe(true),
  );

  it.each([
    'http://example.com/',
    'http://localhost.example.com/',
    'http://192.168.0.1/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'data:,x',
    '/relative',
    '',
  ])('refuses %s', (url) => expect(mayAsk(url)).toBe(false));
});
