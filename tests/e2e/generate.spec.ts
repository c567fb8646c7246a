import { spawn } from 'node:child_process';
import { expect, test } from '@playwright/test';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run generate` as npm does. @param interruptAt sends an interrupt once the program has written so much of the text */
function generate(args: readonly string[], interruptAt = Infinity): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/generate.mjs', '--no-build', ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    const before = stdout.length;
    stdout += chunk;
    if (stdout.length >= interruptAt && before < interruptAt) child.kill('SIGINT');
  });
  child.stderr.on('data', (chunk) => (stderr += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

const beginning = ['--model', 'story-student', '--prompt', 'Once upon a time', '--max-tokens', '24'];

test('generate writes the same text from the same seed, on another runtime too, and another from another', async () => {
  const first = await generate([...beginning, '--seed', '3', '--target', 'ort-wasm']);
  expect(first.code, first.stderr).toBe(0);
  expect(first.stdout).toMatch(/^Once upon a time\S* \S+ \S+/);
  expect(first.stderr).toContain('24 tokens; ended by the limit');
  expect(first.stderr).toContain('greedy 96 of 96 tokens the same');
  expect((await generate([...beginning, '--seed', '3', '--target', 'tfjs-wasm'])).stdout).toBe(first.stdout);
  const other = await generate([...beginning, '--seed', '4']);
  expect(other.stdout).not.toBe(first.stdout);
});

test('generate reads weights in another precision, and ends at a stop string', async () => {
  const { code, stdout, stderr } = await generate([...beginning, '--precision', 'int4', '--stop', ' ']);
  expect(code, stderr).toBe(0);
  expect(stdout.trim().split(' ')).toHaveLength(4);
  expect(stderr).toContain('ended by a stop string');
});

test('an interrupt ends the text, and what was written stays', async () => {
  const { code, stdout, stderr } = await generate(
    ['--model', 'story-student', '--target', 'tfjs-wasm@1', '--seed', '5'],
    40,
  );
  expect(code).toBe(1);
  expect(stdout.length).toBeGreaterThanOrEqual(40);
  expect(stderr).toContain('Stopped.');
});

test('generate names what is known when it is asked for something else', async () => {
  const { code, stdout, stderr } = await generate(['--model', 'stori']);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/no model that writes 'stori'\. Known: story, story-student; did you mean 'story'\?/);
});
