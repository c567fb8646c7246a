import { describe, expect, it } from 'vitest';
import { DEFAULT_SERVER } from '../ids';
import { profileOf } from '../network';
import { loadServer } from '../servers';
import { requestsOf, simulateRequests, type FarSideOptions } from '../simulate';
import { planFor, type Planned, type PlanQuestion } from './ask';
import { tokensARound } from './speculative';
import type { Strategy } from './strategy';

const server = await loadServer(DEFAULT_SERVER);
const profile = profileOf('wpt-lte');
if (!server || !profile) throw new Error('unknown id');

const options: FarSideOptions = {
  model: 'any',
  payload: { upBytes: 60_000, downBytes: 1500 },
  work: { macs: 5e8, parameters: 2e6, runs: 1 },
  profile,
  server,
  seed: 1,
};
const question: PlanQuestion = {
  options,
  connection: 'warm',
  nearSamplesMs: Float64Array.of(20, 25, 30, 80),
  near: { usd: 1e-7, joules: { low: 0.1, high: 0.3 }, accuracy: 0.9 },
  far: { usd: 1e-5, joules: { low: 1, high: 2 }, accuracy: 0.9 },
  offlineShare: 0,
  noticeMs: 0,
  sizes: 'same',
  confidence: { mean: 0.9, isJudged: true },
  strategies: [{ kind: 'near-only' }, { kind: 'far-only' }],
};
function told<T extends object>(result: T): Exclude<T, { problem: string }> {
  if ('problem' in result) throw new Error(String(result.problem));
  return result as Exclude<T, { problem: string }>;
}
const outcome = (strategy: Strategy, changes: Partial<PlanQuestion> = {}): Planned => {
  const [only] = told(planFor({ ...question, strategies: [strategy], ...changes })).outcomes;
  if (!only) throw new Error('none');
  return told(only);
};

describe('a plan’s question', () => {
  it('has the far side’s simulated percentiles, and the device’s own', () => {
    const { near, far } = told(planFor(question));
    const simulated = told(simulateRequests(told(requestsOf(options))));
    expect(far).toEqual({
      p50: simulated.totalMs.median,
      p90: simulated.totalMs.p90,
      p99: simulated.totalMs.p99,
    });
    expect(near).toEqual({ p50: 25, p90: 80, p99: 80 });
    const cold = told(planFor({ ...question, connection: 'cold' }));
    expect(cold.far.p90).toBe(simulated.coldTotalMs.p90);
  });

  it('tells each distribution in percentiles', () => {
    const { quantilesMs, p50, p90, p99 } = outcome({ kind: 'near-only' });
    expect(quantilesMs).toHaveLength(99);
    expect([quantilesMs[49], quantilesMs[89], quantilesMs[98]]).toEqual([p50, p90, p99]);
  });

  it('counts those who find no far side', () => {
    const { failedShare, p99 } = outcome({ kind: 'far-only' }, { offlineShare: 0.1 });
    expect(failedShare).toBeCloseTo(0.1, 1);
    expect(p99).toBeNull();
  });

  it('has larger requests where sizes differ, which routing by size keeps here', () => {
    const bySize = { kind: 'by-size', mostFarBytes: 60_000 } as const;
    const spread = outcome(bySize, { sizes: 'spread' });
    expect(spread.nearShare).toBeCloseTo(0.25, 1);
    expect(outcome(bySize).nearShare).toBe(0);
    const farOnly = outcome({ kind: 'far-only' }, { sizes: 'spread' });
    expect(farOnly.p99).toBeGreaterThan((outcome({ kind: 'far-only' }).p99 ?? 0) * 1.2);
  });

  it('routes by the assumed confidence: as many are sure as the formula has', () => {
    const { nearShare, accuracy } = outcome({ kind: 'by-confidence', leastConfidence: 0.8 });
    expect(nearShare).toBeCloseTo(1 - 0.8 ** 9, 1);
    expect(accuracy).toBeGreaterThan(0.9);
  });

  it('is refused where the queue never empties', () => {
    expect(
      planFor({
        ...question,
        options: { ...options, traffic: { kind: 'workers', workers: 1, requestsPerSecond: 1e6 } },
      }),
    ).toEqual({
      problem: expect.stringMatching(/queue never empties/),
    });
  });
});

describe('a text', () => {
  const decoder = { title: 'any', parameters: 1e6, macs: 1e6, cacheValues: 512 };
  const text = { decoder, tokens: 100, promptTokens: 10, nearTokenMs: 8, acceptance: 0.8 };
  const draft = { kind: 'speculative', draftTokens: 4 } as const;

  it('takes its tokens after its first one', () => {
    const { near } = told(planFor({ ...question, text }));
    expect(near.p50).toBeCloseTo(25 + 99 * 8, 9);
  });

  it('is drafted here and checked there in as many rounds as the formula has', () => {
    const { usd, p50, joules } = outcome(draft, { text });
    const rounds = 100 / tokensARound(0.8, 4);
    // A round is paid as a token of the far side's, a drafted token as one of the device's.
    expect((usd ?? 0) / (rounds * (1e-7 + 4 * 1e-9))).toBeCloseTo(1, 1);
    // 0.1 to 0.3 J a text here and 1 to 2 J there: what is disputed stays so.
    expect((joules?.low ?? 0) / (rounds * (0.01 + 4 * 0.001))).toBeCloseTo(1, 1);
    expect((joules?.high ?? 0) / (rounds * (0.02 + 4 * 0.003))).toBeCloseTo(1, 1);
    expect(p50).toBeGreaterThan(rounds * (4 * 8 + profile.rttMs));
  });

  it('is drafted and checked after its prompt is read and the connection is open, as on either side alone', () => {
    const one = { ...text, tokens: 1 };
    for (const connection of ['warm', 'cold'] as const) {
      const alone = outcome({ kind: 'far-only' }, { text: one, connection });
      // Of a single token nothing is drafted.
      expect(outcome(draft, { text: one, connection }).p50 ?? 0).toBeGreaterThanOrEqual(alone.p50 ?? Infinity);
    }
    const late = outcome(draft, { text, nearSamplesMs: Float64Array.of(5025) });
    const soon = outcome(draft, { text, nearSamplesMs: Float64Array.of(1025) });
    expect((late.p50 ?? 0) - (soon.p50 ?? 0)).toBeCloseTo(4000, 6);
  });
});
