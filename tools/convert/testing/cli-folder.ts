import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, vi } from 'vitest';
import { GraphBuilder } from '../read/builder';

/** A folder of the test's own, where its result goes, and what was printed meanwhile. */
export let folder: string;
export let out: string;
export let printed: string[];

/** Called once at the top of a test file. */
export function inFolder(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'convert-'));
    out = join(folder, 'model.onnx');
    forgetPrinted();
    for (const stream of ['log', 'error'] as const) {
      vi.spyOn(console, stream).mockImplementation((line: string) => void printed.push(line));
    }
  });

  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
}

export function forgetPrinted(): void {
  printed = [];
}

/** Writes a model beside its shard; `change` damages the file. */
export function write(
  artefacts: io.ModelArtifacts,
  change: (json: Record<string, unknown>) => void = () => {},
): string {
  const { modelTopology, weightSpecs, weightData, signature } = artefacts;
  const json = { modelTopology, signature, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] };
  const copy = structuredClone(json) as Record<string, unknown>;
  change(copy);
  writeFileSync(join(folder, 'weights.bin'), new Uint8Array(weightData as ArrayBuffer));
  const file = join(folder, 'model.json');
  writeFileSync(file, JSON.stringify(copy));
  return file;
}

export function simple(): io.ModelArtifacts {
  const b = new GraphBuilder();
  return b.build([
    b.op('MatMul', [b.input('x', [-1, 8]), b.constant(new Array<number>(128).fill(1 / 3), [8, 16])], {}, 'y'),
  ]);
}
