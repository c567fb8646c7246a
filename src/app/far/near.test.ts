import { expect, it } from 'vitest';
import type { RunRecord } from '../../record/record';
import { measuredNear, statedNear } from './near';

const written = (firstMs: number, tokenMs: number) => ({
  status: 'completed',
  model: 'story',
  workload: 'generation',
  target: { id: 'ort-wasm' },
  metrics: { 'first-token': { value: firstMs }, 'inter-token': { value: tokenMs } },
});

it('has no spread where one time stands for all: stated, or the middle of a text’s first tokens', () => {
  expect(statedNear(25)).toMatchObject({ percentiles: { p50: 25, p99: 25 }, hasSpread: false });
  const records = [
    { params: {}, environment: { timerResolutionMs: 0.1 }, cells: [written(900, 40), written(400, 20)] },
  ] as unknown as RunRecord[];
  expect(measuredNear('story', records)).toMatchObject({
    kind: 'measured',
    percentiles: { p50: 400, p90: 400, p99: 400 },
    hasSpread: false,
    tokenMs: 20,
  });
});
