import { describe, expect, it } from 'vitest';
import { anyRequests } from './bill.fixture';
import { caseOf } from './case';
import { defaultInputs } from './inputs';

describe('a case', () => {
  it('takes a text’s tokens here after its first one, and no time where none is known', async () => {
    const requests = await anyRequests();
    const work = { macs: 1e9, parameters: 1e9, runs: 1 };
    const asked = { model: 'any', notes: [], payload: { upBytes: 100, downBytes: 100 }, work, token: work };
    const inputs = { ...defaultInputs, tokensAnAnswer: 100 };
    const nearMsOf = (near: { ms: number; tokenMs?: number }) => caseOf({ asked, requests, inputs, near }).nearMs;
    expect(nearMsOf({ ms: 25, tokenMs: 8 })).toBe(25 + 99 * 8);
    expect(nearMsOf({ ms: 25 })).toBeNull();
  });
});
