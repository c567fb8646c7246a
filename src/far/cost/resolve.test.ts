import { describe, expect, it } from 'vitest';
import { chipOf } from '../chips/chips';
import { readInputs, untouched } from './inputs';
import type { InputKey, OwnInputs } from './inputRows';
import { loadCostFacts, resolveInputs, valuesOf } from './resolve';

const facts = await loadCostFacts();
async function resolvedFor(id: string, own: Partial<OwnInputs> = {}) {
  const chip = await chipOf(id);
  if (!chip) throw new Error(id);
  const all = resolveInputs({ ...untouched, ...own }, { id, chip }, facts);
  return (key: InputKey) => {
    const found = all.find(({ row }) => row.key === key);
    if (!found) throw new Error(key);
    return found;
  };
}

describe('an input as it counts', () => {
  it('is what the chip’s row and the price lists say, where its own row leaves it open', async () => {
    const l4 = await resolvedFor('l4');
    expect(l4('chipWatts')).toMatchObject({ value: 72, isOwn: false, quality: 'secondary' });
    expect(l4('usdPerHour')).toMatchObject({ value: 0.78, title: 'L4, RunPod on demand' });
    expect(l4('serverUsd').value).toBe(2500);
    const k80 = await resolvedFor('k80-die');
    // 25 of 98 W, as the TPU paper measured them.
    expect(k80('idleShare')).toMatchObject({ value: 0.255, source: expect.stringContaining('Tensor Processing Unit') });
    expect((await resolvedFor('l4'))('idleShare').value).toBe(0.36);
  });

  it('is unknown where nobody knows', async () => {
    const eyeriss = await resolvedFor('eyeriss');
    expect(eyeriss('usdPerHour')).toMatchObject({ value: null, quality: 'unknown' });
    expect(eyeriss('trainingKwh').value).toBeNull();
    expect(eyeriss('batteryWh').value).toBeNull();
  });

  it('is the visitor’s own, and carries a source where it equals a sourced one', async () => {
    const l4 = await resolvedFor('l4', { gridGPerKwh: 56, usdPerHour: 0.5, pue: null });
    expect(l4('gridGPerKwh')).toMatchObject({ value: 56, title: 'France', isOwn: true, isUnsourced: false });
    expect(l4('usdPerHour')).toMatchObject({ value: 0.5, isOwn: true, isUnsourced: true, source: 'Your own figure' });
    expect(l4('pue')).toMatchObject({ value: null, isOwn: true });
  });

  it('is unknown where it is said to be, though the chip’s row or a price list has it', async () => {
    const said = readInputs('chip-unknown_idle-unknown_hour-unknown_buy-unknown').inputs;
    const l4 = await resolvedFor('l4', said);
    for (const key of ['chipWatts', 'idleShare', 'usdPerHour', 'serverUsd'] as const)
      expect(l4(key), key).toMatchObject({ value: null, isOwn: true, source: 'You left it unknown' });
    // Nobody knows it in any case.
    expect((await resolvedFor('l4', { batteryWh: null }))('batteryWh').isOwn).toBe(false);
  });

  it('has the same source as the fact that its row repeats', async () => {
    const l4 = await resolvedFor('l4');
    for (const key of [
      'nearWattsLow',
      'nearUsdPerKwh',
      'deviceKg',
      'serverKg',
      'lifeYears',
      'usdPerKwh',
      'hostShare',
      'pue',
    ] as const) {
      const { value, source, choices } = l4(key);
      expect(choices.find((choice) => choice.value === value)?.source, key).toBe(source);
    }
  });

  it('comes out as plain values', async () => {
    const chip = await chipOf('l4');
    if (!chip) throw new Error();
    const values = valuesOf(resolveInputs(untouched, { id: 'l4', chip }, facts));
    expect(values).toMatchObject({ chipWatts: 72, gridGPerKwh: 445, requestsPerDay: 10_000 });
  });
});
