import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config';
import { drawnCard } from './drawnCard';
import { drawnFiles } from './drawnModel';
import { parameterCount } from './shapes';

interface Preset {
  readonly title: string;
  readonly parameters: number;
  readonly config: Record<string, unknown>;
}

const folder = new URL('presets/', import.meta.url);
const presets = readdirSync(folder).map(
  (file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Preset] as const,
);

const sizeOf = ({ files }: { readonly files: readonly { readonly bytes: number }[] }) =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

describe.each(presets)('%s', (file, { title, parameters, config }) => {
  it('has as many weights as its authors count', () => {
    expect(parameterCount(readConfig(config))).toBe(parameters);
  });

  it('weighs what its weights do by precision, before any is drawn', () => {
    const card = drawnCard(file.replace('.json', ''), title, config);
    const bytes = Object.fromEntries(card.artefacts.map((one) => [one.precision, sizeOf(one)]));
    const table = (config['vocab_size'] as number) * (config['hidden_size'] as number);
    const inBlocks = (bits: number) => bits / 8 + 4 / 32;
    const expected = {
      fp32: 4 * parameters,
      fp16: 2 * parameters,
      int8: inBlocks(8) * parameters,
      int4: inBlocks(8) * table + inBlocks(4) * (parameters - table),
    };
    for (const [precision, size] of Object.entries(expected)) {
      const off = bytes[precision]! / size - 1;
      // Norms, positions and the graphs themselves come on top.
      expect(off, precision).toBeGreaterThan(-1e-9);
      expect(off, precision).toBeLessThan(0.02);
    }
  });
});

describe('story', () => {
  const root = new URL('../../models/story/', import.meta.url);
  const config = JSON.parse(readFileSync(new URL('weights/config.json', root), 'utf8')) as Record<string, unknown>;
  const card = JSON.parse(readFileSync(new URL('card.json', root), 'utf8')) as {
    artefacts: { format: string; precision: string; files: { path: string; bytes: number }[] }[];
  };

  it.each(['fp32', 'fp16', 'int8', 'int4'] as const)('is as large drawn as it is in %s', (precision) => {
    const real = card.artefacts.find((one) => one.format === 'onnx' && one.precision === precision)!;
    const drawn = drawnCard('story', 'Story', config).artefacts.find((one) => one.precision === precision)!;
    const facts = (files: readonly { path: string; bytes: number }[]) => files.map(({ path, bytes }) => [path, bytes]);
    expect(facts(drawn.files)).toEqual(facts(real.files));
    const made = drawnFiles({ config, seed: 1 }, drawn, () => {});
    expect([...made].map(([path, { byteLength }]) => [path, byteLength])).toEqual(facts(real.files));
  });
});
