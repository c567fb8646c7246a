import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { measuredConfig } from '../../../src/decoder/drawnModel';
import { drawnWeights } from '../../../src/decoder/drawn';
import { decoderFiles } from '../../../src/decoder/files';
import { decoderPresets } from '../../../src/decoder/presets';
import type { Precision } from '../../../src/models/artefact';

/** Writes a preset's model with drawn weights, laid out as transformers.js asks for it: both engines read the same files. */
export function writeDrawn(site: string, id: string, precision: Precision): void {
  const preset = decoderPresets.find((one) => one.id === id);
  if (!preset) throw new Error(`There is no preset ${id}.`);
  const write = (path: string, content: string | Uint8Array) => {
    const file = join(site, 'models', id, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  };
  const outside = { use_external_data_format: true };
  write('config.json', JSON.stringify({ ...preset.config, 'transformers.js_config': outside }));
  for (const { path, make } of decoderFiles(measuredConfig(preset.config), drawnWeights(1), 'onnx', precision))
    write(path, make());
}
