import { describe, expect, it } from 'vitest';
import { artefactOn } from '../../src/runtimes/fit';
import { parseTarget } from '../../src/runtimes/target';
import { toleranceOf } from '../../src/models/tolerance';
import { modelIds, readCard } from '../models/cards';
import { planOf, quantiseArtefact } from '../models/quantise-artefact';
import { casesOf, inputsOf } from './cases';
import { onReference } from './measure';
import { rangesOf } from './quantise';
import { openModel } from './session';
import { modelFile } from './source';

const quantised = modelIds()
  .map(readCard)
  .flatMap((card) => card.artefacts.filter((one) => one.quantisedFrom).map((artefact) => ({ card, artefact })))
  .map(({ card, artefact }) => ({ name: `${card.id}:${artefact.precision}`, card, artefact }));

it('there are some', () => expect(quantised.length).toBeGreaterThan(0));

describe.each(quantised)('$name', ({ card, artefact }) => {
  const on = (target: string, precision?: string) => artefactOn(card, parseTarget(target)!, precision);

  it('is within what its card allows of it, and further off than the whole network may be', async () => {
    const [model] = [...(await quantiseArtefact(card, artefact)).values()];
    const running = await openModel(model!);
    const agreement = await onReference(card, toleranceOf(card, artefact), running.run);
    await running.release();
    expect(agreement).toMatchObject({ pass: true });
    // A tolerance that the card's own would do for has no reason to be there.
    const { maxAbs, maxRel, task } = card.tolerance;
    const beyond = task.better === 'lower' ? agreement.task.value > task.limit : agreement.task.value < task.limit;
    expect(agreement.maxAbs > maxAbs || agreement.maxRel > maxRel || beyond).toBe(true);
  }, 60_000);

  it('is loaded where it is asked for, and nowhere else', () => {
    expect(on('ort-wasm', artefact.precision)).toBe(artefact);
    expect(on('ort-wasm')).not.toBe(artefact);
  });

  it.each(['ort-webgl', 'tfjs-wasm'])('can’t be loaded on %s, and a sentence says why', (target) => {
    const asked = `${target} can’t load ${card.title} with ${artefact.precision} weights; it reads those of fp\\d+`;
    expect(() => on(target, artefact.precision)).toThrow(
      new RegExp(`^(${asked}|The operators .* are missing on this backend)\\.$`),
    );
  });
});

it('the ranges beside a card are what calibrating comes to', async () => {
  const { card, artefact } = quantised.find(({ name }) => name === 'digits:int8')!;
  const plan = planOf(card, artefact)!;
  const cases = await casesOf(card, (await inputsOf(card)).calibration());
  const source = await modelFile(card, artefact.quantisedFrom!.precision);
  const feeds = cases.map((one) => one.feeds);
  const ranges = await rangesOf(source, feeds, plan.ranges!, plan.keep);
  expect(Object.keys(ranges)).toEqual(Object.keys(plan.values));
  for (const [name, range] of Object.entries(ranges)) {
    for (const [end, value] of range.entries()) expect(value, name).toBeCloseTo(plan.values[name]![end]!, 2);
  }
}, 60_000);
