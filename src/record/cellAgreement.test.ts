import { expect, it } from 'vitest';
import { accordOf, cellAgreement } from './cellAgreement';

it('finds nothing under a name that every object has', () => {
  for (const name of ['toString', 'constructor', '__proto__']) {
    expect(cellAgreement({ agreement: {} }, name)).toBeUndefined();
    expect(cellAgreement({}, name)).toBeUndefined();
  }
});

it('tells what agrees from what is unproven, and neither from what was not compared', () => {
  const agreement = { reference: 'x', maxAbs: 0, maxRel: 0, task: { measure: 'x', value: 1, limit: 1 }, pass: true };
  const unproven = { ...agreement, unproven: true } as const;
  const told: Parameters<typeof accordOf>[0][] = [
    { a: agreement },
    { a: agreement, b: unproven },
    { a: { ...unproven, pass: false } },
    {},
    undefined,
  ];
  expect(told.map(accordOf)).toEqual(['agrees', 'unproven', 'disagrees', undefined, undefined]);
});
