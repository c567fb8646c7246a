import { describe, expect, it } from 'vitest';
import { UsageError } from '../usage';
import { generateHelp, readGenerateOptions, type GenerateOptions } from './options';

function optionsOf(...args: string[]): GenerateOptions {
  const request = readGenerateOptions(args);
  if (request.kind !== 'run') throw new Error(`${args.join(' ')} asks for ${request.kind}.`);
  return request.options;
}

function refusal(...args: string[]): string {
  try {
    readGenerateOptions(args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error(`${args.join(' ')} was taken.`);
}

describe('the command line of generate', () => {
  it('writes a story where nothing is said, begun by the model', () => {
    expect(optionsOf()).toMatchObject({
      asked: { model: 'story', target: 'ort-wasm', prompt: { text: '' }, sampling: { seed: 1, temperature: 0.8 } },
      browser: 'chromium',
      softwareGpu: false,
      build: true,
    });
    expect(optionsOf().asked).not.toHaveProperty('maxTokens');
  });

  it('takes what can be said', () => {
    const { asked, prompt, build } = optionsOf(
      ...['--model', 'story-student', '--prompt', 'Once upon a time', '--target', 'tfjs-wasm@1', '--precision', 'fp32'],
      ...['--seed', '9', '--max-tokens', '40', '--temperature', '0', '--top-k', '0', '--top-p', '0.5'],
      ...['--repetition-penalty', '1.2', '--stop', 'The end', '--stop', '\n\n', '--no-build'],
    );
    expect(asked).toEqual({
      model: 'story-student:fp32',
      target: 'tfjs-wasm@1',
      prompt: { text: 'Once upon a time' },
      maxTokens: 40,
      sampling: { temperature: 0, topK: 0, topP: 0.5, repetitionPenalty: 1.2, seed: 9 },
      stop: ['The end', '\n\n'],
    });
    expect([prompt, build]).toEqual(['Once upon a time', false]);
  });

  it.each([
    [['--model', 'stori'], "no model that writes 'stori'. Known: story, story-student; did you mean 'story'?"],
    [['--model', 'digits'], "no model that writes 'digits'. Known: story, story-student."],
    [['--target', 'ort-wams'], "no target 'ort-wams'. Known: ort-wasm, "],
    [['--precision', 'int3'], "no precision of story 'int3'. Known: fp16, fp32, int8, int4"],
    [['--max-tokens', '0'], '--max-tokens is a whole number from 1 on, not 0.'],
    [['--temperature', 'hot'], "--temperature is a number, not 'hot'."],
    [['--top-p', '2'], 'The top-p is above 0 and at most 1, not 2.'],
    [['--seed', '1', '--seed', '2'], '--seed is given 2 times.'],
    [['--modle', 'story'], "There is no option '--modle'"],
  ])('%j is refused, and what is known is named', (args, message) => {
    expect(refusal(...args)).toContain(message);
  });

  it('names everything that is wrong at once', () => {
    const message = refusal('--model', 'x', '--target', 'y', '--seed', 'z');
    expect(message.split('\n')).toHaveLength(3);
  });

  it('has help that names every option', () => {
    expect(readGenerateOptions(['--help']).kind).toBe('help');
    for (const option of ['model', 'prompt', 'precision', 'max-tokens', 'repetition-penalty', 'stop', 'no-build'])
      expect(generateHelp).toContain(`--${option} `);
  });
});
