import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readCard } from '../models/cards';
import { main } from './cli';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantise-'));
  printed = '';
  for (const stream of ['log', 'error'] as const) {
    vi.spyOn(console, stream).mockImplementation((line: string) => void (printed += `${line}\n`));
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it('writes a model that keeps to its card, and says what it costs', async () => {
  expect(await main(['--model', 'sentence-polarity', '--precision', 'int8', '--to', folder])).toBe(0);
  expect(readdirSync(folder)).toEqual(['sentence-polarity-int8.onnx']);
  const { bytes } = readCard('sentence-polarity').artefacts.at(-1)!.files[0]!;
  expect(printed).toContain(`${bytes.toLocaleString('en')} bytes, 26 % of the`);
  expect(printed).toMatch(
    /weights in int8, weights \(weights alone; computes in fp32, products with blocks on WASM in int8\)/,
  );
  expect(printed).toMatch(/limits for int8: agrees/);
  expect(printed).toContain('none without --data');
}, 60_000);

it('writes none that is further off than the card allows', async () => {
  expect(await main(['--model', 'digits', '--precision', 'int4', '--to', folder])).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
  expect(printed).toMatch(/limits for all precisions: OUTSIDE[^]*nothing was written/);
}, 60_000);

it.each([
  [['--model', 'story', '--precision', 'int8'], /--model is one of blazeface, digits/],
  [['--model', 'digits', '--precision', 'int8', '--to', '/nowhere'], /There is no folder \/nowhere/],
  [['--help', '--model'], /--model/],
])('calls %j bad usage', async (argv, message) => {
  expect(await main(argv)).toBe(2);
  expect(printed).toMatch(message);
});

it('explains itself', async () => {
  expect(await main(['--help'])).toBe(0);
  expect(printed).toContain('npm run quantise -- --model digits --precision int8');
});
