import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { cardSchema, type Artefact, type Score } from '../../src/models/card';
import { cardText } from '../models/card-text';
import { factsOf, modelsFolder } from '../models/cards';
import { operatorsOf } from '../models/operators';
import { sourceArtefact } from './source';
import type { Findings } from './report';

const rounded = (value: number) => Number(value.toFixed(4));
/** Two digits, upwards. */
function above(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value || 1)) - 1);
  return Number((Math.ceil(value / unit) * unit).toPrecision(2));
}

/** Limits to begin with, twice what was found: their reason is for a person to write. */
function firstTolerance({ tolerance, reference }: Findings): NonNullable<Artefact['tolerance']> {
  const { better, limit } = tolerance.task;
  const { value } = reference.task;
  return {
    maxAbs: Math.max(tolerance.maxAbs, above(2 * reference.maxAbs)),
    maxRel: Math.max(tolerance.maxRel, above(2 * reference.maxRel)),
    limit: better === 'lower' ? Math.max(limit, above(2 * value)) : Math.min(limit, rounded(1 - 2 * (1 - value))),
    reason: 'Twice what was found when it was quantised.',
  };
}

/** Puts a quantised artefact on its card, behind all others so that none takes its place unasked, and its ranges beside it. */
export function putOnCard(findings: Findings, model: Uint8Array, scores: readonly Score[] | undefined): void {
  const { card, precision, method, plan } = findings;
  const cardFile = join(modelsFolder, card.id, 'card.json');
  // Parsed for the check alone: the file keeps its own order of keys.
  const raw = JSON.parse(readFileSync(cardFile, 'utf8')) as { artefacts: Artefact[] };
  const before = raw.artefacts.find((one) => one.quantisedFrom && one.precision === precision);
  const planFile = `quantise/${precision}.json`;
  const artefact: Artefact = {
    format: 'onnx',
    precision,
    files: [{ path: `onnx-${precision}/model.onnx`, from: 'quantised', ...factsOf(model) }],
    operators: operatorsOf('onnx', model),
    quantisedFrom: { precision: sourceArtefact(card).precision, method, ...(plan && { plan: planFile }) },
    tolerance: before?.tolerance ?? firstTolerance(findings),
    ...(scores ? { scores: scores.map((one) => ({ ...one, value: rounded(one.value) })) } : { scores: before?.scores }),
  };
  raw.artefacts = [...raw.artefacts.filter((one) => one !== before), artefact];
  v.parse(cardSchema, raw);
  if (plan) {
    const path = join(modelsFolder, card.id, planFile);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, cardText(plan));
  }
  writeFileSync(cardFile, cardText(raw));
}
