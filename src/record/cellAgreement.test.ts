import { expect, it } from 'vitest';
import { cellAgreement } from './cellAgreement';

it('finds nothing under a name that every object has', () => {
  for (const name of ['toString', 'constructor', '__proto__']) {
    expect(cellAgreement({ agreement: {} }, name)).toBeUndefined();
    expect(cellAgreement({}, name)).toBeUndefined();
  }
});
