import { describe, expect, it } from 'vitest';
import { buildPrompt } from './prompt';
import { byteToken, tinyAssets } from './tiny.fixture';
import { openTokenizer } from './tokenizer';

const CONTEXT = 64;
const END = 1;
const plain = await openTokenizer(tinyAssets());
const build = (text: string, wanted = 8) => buildPrompt({ text }, plain, CONTEXT, wanted);
const bytesOf = (text: string) => [...new TextEncoder().encode(text)].map(byteToken);

describe('a prompt', () => {
  it('is read with what the model wants before it', async () => {
    const { ids, notes, cut } = await build('the end');
    expect(ids[0]).toBe(END);
    expect(plain.decode(ids)).toBe('the end');
    expect([notes, cut]).toEqual([[], undefined]);
  });

  it('may be empty: a text begins', async () => {
    expect((await build('')).ids).toEqual([END]);
  });

  it('is refused where nothing is left to go on from', async () => {
    const bare = { ...plain, encode: () => [], begin: undefined };
    await expect(buildPrompt({ text: '' }, bare, CONTEXT, 8)).rejects.toMatchObject({ code: 'input' });
  });

  it('is read byte by byte where the vocabulary lacks a character', async () => {
    const { ids, notes } = await build('🐲');
    expect(ids.slice(1)).toEqual(bytesOf('🐲'));
    expect(plain.decode(ids)).toBe('🐲');
    expect(notes).toEqual([]);
  });

  it('says what the vocabulary can’t write at all', async () => {
    const lossy = { ...plain, encode: () => [END, 0, 0, 5], unknown: 0 };
    const { notes } = await buildPrompt({ text: 'x' }, lossy, CONTEXT, 8);
    expect(notes).toEqual(['2 pieces of the text are not in the model’s vocabulary.']);
  });

  it('says that halves of characters stood alone', async () => {
    const { ids, notes } = await build('a\uD83D b\uDC32\uDC32');
    expect(plain.decode(ids)).toBe('a\uFFFD b\uFFFD\uFFFD');
    expect(notes).toEqual(['3 halves of characters stand alone in the text, and were read as �.']);
    expect((await build('🐲')).notes).toEqual([]);
  });

  it('longer than the context loses its beginning, not what says where a text begins, and leaves room to write', async () => {
    const { ids, cut, notes } = await build('x'.repeat(100), 10);
    expect(ids).toHaveLength(CONTEXT - 10);
    expect(ids[0]).toBe(END);
    expect(cut).toEqual({ tokens: 101 - 54, of: 101 });
    expect(notes[0]).toContain('of 101 tokens the first 47 were left out');
    expect((await build('x'.repeat(100), 1000)).ids).toHaveLength(CONTEXT - 16);
  });
});

describe('a conversation', () => {
  const messages = [
    { role: 'user', content: 'the end' },
    { role: 'assistant', content: 'an end' },
    { role: 'user', content: 'a' },
  ] as const;

  it('is written by the model’s template, which writes the special tokens itself', async () => {
    const chat_template =
      "{{ bos_token }}{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}";
    for (const told of [
      chat_template,
      [
        { name: 'tools', template: '' },
        { name: 'default', template: chat_template },
      ],
    ]) {
      const tokenizer = await openTokenizer(tinyAssets({ chat_template: told }));
      const { ids, notes } = await buildPrompt({ messages }, tokenizer, 128, 8);
      expect(ids.filter((id) => id === END)).toHaveLength(1);
      expect(tokenizer.decode(ids)).toBe('<user>the end<assistant>an end<user>a<assistant>');
      expect(notes).toEqual([]);
    }
  });

  it('without a template is written in lines, and that is said', async () => {
    const { ids, notes } = await buildPrompt({ messages }, plain, 128, 8);
    expect(plain.decode(ids)).toBe('user: the end\nassistant: an end\nuser: a\nassistant:');
    expect(notes[0]).toContain('no template');
  });

  it('of a template that can’t be filled in, or of nothing, is refused', async () => {
    const broken = await openTokenizer(tinyAssets({ chat_template: "{{ raise_exception('no') }}" }));
    await expect(buildPrompt({ messages }, broken, 128, 8)).rejects.toMatchObject({ code: 'input', detail: /no/ });
    await expect(buildPrompt({ messages: [] }, plain, 128, 8)).rejects.toMatchObject({ code: 'input' });
  });
});

describe('a vocabulary', () => {
  it('that is missing, broken or of another kind is said in words', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
    await expect(openTokenizer(new Map())).rejects.toMatchObject({ code: 'no-artefact' });
    await expect(openTokenizer(new Map([['tokenizer.json', bytes('{')]]))).rejects.toMatchObject({ code: 'input' });
    const strange = bytes(JSON.stringify({ model: { type: 'Strange', vocab: {} }, added_tokens: [] }));
    await expect(openTokenizer(new Map([['tokenizer.json', strange]]))).rejects.toMatchObject({
      code: 'missing-feature',
    });
  });
});
