import * as Comlink from 'comlink';
import { drawnCard } from '../../../src/decoder/drawnCard';
import { decoderPresets } from '../../../src/decoder/presets';
import { seededRandom, shuffled } from '../../../src/domain/random';
import type { Precision } from '../../../src/models/artefact';
import type { ModelCard } from '../../../src/models/card';
import { loadCard } from '../../../src/models/registry';
import { bytesPerNumber } from '../../../src/domain/precision';
import { artefactOn } from '../../../src/runtimes/fit';
import { parseTarget } from '../../../src/runtimes/target';
import type { ComputePrecision } from '../../../src/runtimes/types';
import type { Pair } from '../page';
import { siteUrl } from '../site';
import type { WritingEngine } from './engine';

export interface WritingSpec {
  readonly model: string;
  readonly precision: Precision;
  /** A preset with drawn weights, which lie in a folder of their own. */
  readonly isDrawn: boolean;
  /** Leaves to the other engine in which precision weights are. */
  readonly itsOwn: boolean;
  /** Tokens in the cache when half of those that are timed are written. */
  readonly positions: readonly number[];
  /** Tokens that are timed at a position, in a slice. */
  readonly tokens: number;
  /** Slices of each side at a position. */
  readonly pairs: number;
  readonly seed: number;
}

/** Of a fresh opening of both engines, by position. */
export interface WritingOpening {
  readonly pairs: Readonly<Record<number, readonly Pair[]>>;
  /** Of the slices, those in which both wrote the same. */
  readonly sameShare: number;
  /** Whether the product computes in single precision, as the other engine does. */
  readonly isSingle: boolean;
  /** Weights that a token of the product reads: as they are computed with, however they are stored. */
  readonly readBytes: number;
}

type Name = 'ours' | 'other';

const workers: Record<Name, () => Worker> = {
  ours: () => new Worker(new URL('./loop.worker.ts', import.meta.url), { type: 'module' }),
  other: () => new Worker(new URL('./transformers.worker.ts', import.meta.url), { type: 'module' }),
};

const WARM_UP_MS = 2000;

function drawnPreset(id: string): ModelCard | undefined {
  const preset = decoderPresets.find((one) => one.id === id);
  return preset && drawnCard(preset.id, preset.title, preset.config);
}

/** A text to go on with: the model's own reference, over and over; anything for drawn weights. */
async function textOf({ model, isDrawn }: WritingSpec, length: number): Promise<number[]> {
  if (isDrawn) return Array.from({ length }, (_, at) => 100 + at);
  const answer = await fetch(new URL(`models/${model}/reference/tokens.json`, siteUrl));
  const { forced } = (await answer.json()) as { forced: readonly number[] };
  return Array.from({ length }, (_, at) => forced[at % forced.length] as number);
}

/** Both engines on the same files, slice by slice in turn, the order by chance: whatever else the machine does meets both alike. */
export async function compareWriting(spec: WritingSpec): Promise<WritingOpening> {
  const random = seededRandom(spec.seed);
  const names: readonly Name[] = ['ours', 'other'];
  const card = spec.isDrawn ? drawnPreset(spec.model) : await loadCard(spec.model);
  const site = spec.isDrawn ? new URL('drawn/', siteUrl).href : siteUrl;
  const target = parseTarget('ort-wasm@1');
  if (!card || !target) throw new Error(`There is no model ${spec.model}.`);
  const artefact = artefactOn(card, target, spec.precision);
  const opened = {} as Record<Name, Worker>;
  const engines = {} as Record<Name, Comlink.Remote<WritingEngine>>;
  let arithmetic: ComputePrecision = 'fp32';
  for (const name of shuffled(names, random)) {
    opened[name] = workers[name]();
    engines[name] = Comlink.wrap<WritingEngine>(opened[name]);
    const told = await engines[name].open(site, card, name === 'other' && spec.itsOwn ? undefined : artefact);
    if (name === 'ours') arithmetic = told ?? 'fp32';
  }
  try {
    const text = await textOf(spec, Math.max(...spec.positions));
    const write = (name: Name, position: number) =>
      engines[name].write(text.slice(0, Math.round(position - spec.tokens / 2)), spec.tokens);
    for (const name of names) {
      const started = performance.now();
      while (performance.now() - started < WARM_UP_MS) await write(name, Math.min(...spec.positions));
    }
    const same: boolean[] = [];
    const pairs: Record<number, Pair[]> = {};
    for (const position of spec.positions) {
      const list: Pair[] = [];
      for (let pair = 0; pair < spec.pairs; pair++) {
        const times: Record<Name, number> = { ours: 0, other: 0 };
        const tokens: Record<Name, string> = { ours: '', other: '' };
        for (const name of shuffled(names, random)) {
          const written = await write(name, position);
          times[name] = written.tokenMs;
          tokens[name] = written.tokens.join();
        }
        same.push(tokens.ours === tokens.other);
        list.push({ ourMs: times.ours, otherMs: times.other });
      }
      pairs[position] = list;
    }
    return {
      pairs,
      sameShare: same.filter(Boolean).length / same.length,
      isSingle: arithmetic === 'fp32',
      readBytes: card.parameters * (bytesPerNumber(arithmetic) ?? 4),
    };
  } finally {
    for (const name of names) opened[name].terminate();
  }
}
