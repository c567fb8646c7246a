import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { otherNetworks } from './breakEven/anyNetwork';
import { asOwnNetwork, customProfile, ownNetworkOf, readOwnNetwork, type OwnNetwork } from './custom';
import { jitterDistributions } from './jitter';
import { customProblem, profileOf } from './network';
import { jitterMs } from './profile';

const plain: OwnNetwork = { rttMs: 40, downKbps: 9000, upKbps: 1500 };
const whole: OwnNetwork = { ...plain, jitterMs: 5, distribution: 'pareto', jitterCorrelation: 0.25, lossRate: 0.01 };

describe('a visitor’s own network', () => {
  it('stands in its id, in netem’s words', () => {
    expect(customProfile(plain).id).toBe('custom:40:9000:1500');
    const profile = customProfile(whole);
    expect(profile.id).toBe('custom:40:9000:1500:jitter-5:pareto:correlation-25:loss-1');
    expect(profile).toMatchObject({ distribution: 'pareto', jitterCorrelation: 0.25, lossRate: 0.01, note: '' });
    expect(jitterMs(profile)).toBe(5);
    const inBursts = { ...plain, bursts: { toBad: 0.005, toGood: 0.2, lossInBad: 0.8, lossInGood: 0.001 } };
    expect(customProfile(inBursts).id).toBe('custom:40:9000:1500:gemodel-0.5-20-80-0.1');
    expect(customProfile(inBursts).lossRate).toBeCloseTo(0.020488, 6);
  });

  it('says what it takes from elsewhere, and that no round trip is 0', () => {
    expect(customProfile(plain).note).toBe('Jitter and loss as on a mobile network (own assumption).');
    expect(customProfile({ ...whole, jitterMs: undefined }).note).toBe(
      'Jitter as on a mobile network (own assumption).',
    );
    expect(customProfile({ ...whole, rttMs: 0 }).note).toMatch(/nothing is that near/);
  });

  it('is found again by its id, with a distance too, and fits a record', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const rate = fc.double({ min: 1, max: 1e8, noNaN: true });
    const bursts = fc.record({
      toBad: fc.double({ min: 0.00001, max: 0.2, noNaN: true }),
      toGood: fc.double({ min: 0.3, max: 1, noNaN: true }),
      lossInBad: share,
      lossInGood: fc.constant(0),
    });
    const own = fc.record(
      {
        rttMs: fc.double({ min: 0, max: 10_000, noNaN: true }),
        downKbps: rate,
        upKbps: rate,
        jitterMs: fc.double({ min: 0, max: 5000, noNaN: true }),
        distribution: fc.constantFrom(...jitterDistributions),
        jitterCorrelation: share,
        lossRate: fc.double({ min: 0, max: 0.5, noNaN: true }),
        bursts,
      },
      { requiredKeys: ['rttMs', 'downKbps', 'upKbps'] },
    );
    fc.assert(
      fc.property(own, (given) => {
        const profile = customProfile(given);
        expect(profileOf(profile.id)).toEqual(profile);
        expect(profileOf(`${profile.id}@40`)?.distanceMs).toBe(40);
        expect(`${profile.id}@1000`).toMatch(/^[\w@.:+-]{1,120}$/);
        expect(customProfile(ownNetworkOf(profile))).toEqual(profile);
      }),
    );
  });

  it.each([
    ['custom', /the round trip is missing/],
    ['custom:40', /the downlink is missing/],
    ['custom:40:9000', /the uplink is missing/],
    ['custom::9000:1500', /the round trip is missing/],
    ['custom:-1:9000:1500', /the round trip is no number/],
    ['custom:40:9e3:1500', /the downlink is no number/],
    ['custom:40:NaN:1500', /the downlink is no number/],
    ['custom:40:0:1500', /^The downlink is from 0\.001 to 100,000 Mbit\/s\.$/],
    ['custom:40:9000:999999999', /^The uplink is from/],
    ['custom:10001:9000:1500', /^The round trip is from 0 to 10,000 ms\.$/],
    ['custom:40:9000:1500:loss-100', /^A loss of 100 % lets nothing through: loss is from 0 to 50 %\.$/],
    ['custom:40:9000:1500:loss-51', /^Loss is from 0 to 50 %\.$/],
    ['custom:40:9000:1500:jitter-9999', /^Jitter is from 0 to 5,000 ms\.$/],
    ['custom:40:9000:1500:correlation-101', /^The correlation of jitter/],
    ['custom:40:9000:1500:gemodel-0-20-80-0', /turns bad/],
    ['custom:40:9000:1500:gemodel-1-0-80-0', /turns good/],
    ['custom:40:9000:1500:gemodel-1-20-180-0', /on a bad and on a good link/],
    ['custom:40:9000:1500:gemodel-100-1-100-0', /^Such bursts lose 99 % of all packets/],
    ['custom:40:9000:1500:gemodel-1-20-80', /once each/],
    ['custom:40:9000:1500:loss-1:gemodel-1-20-80-0', /two kinds of loss/],
    ['custom:40:9000:1500:loss-1:loss-2', /once each/],
    ['custom:40:9000:1500:gauss', /once each, jitter-MS.*normal, uniform, pareto, paretonormal/],
    ['custom:40:9000:1500:', /once each/],
    ['custom:40:9000:1500:jitter', /once each/],
  ])('%s is refused in a sentence', (id, sentence) => {
    expect(customProblem(id)).toMatch(sentence);
    expect(profileOf(id)).toBeUndefined();
  });

  it('never fails on a hostile id', () => {
    const text = fc.array(
      fc.constantFrom('custom', ':', '-', '1', '0', '.', 'loss', 'gemodel', 'jitter', '@', 'e', ' '),
    );
    fc.assert(
      fc.property(text, (parts) => {
        const id = parts.join('');
        const own = readOwnNetwork(id);
        const isUsable = own !== undefined && !('problem' in own);
        if (isUsable) expect(profileOf(id)).toBeDefined();
        else expect(profileOf(id)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('is not what another id means', () => {
    expect(readOwnNetwork('nearside-5g')).toBeUndefined();
    expect(customProblem('nearside-5g@40')).toBeUndefined();
  });
});

it('made of another network keeps that one’s jitter, its shape and its loss, wherever its server stands', () => {
  for (const id of ['nearside-fibre', 'firefox-wifi@40', 'wpt-2g', customProfile({ ...whole, rttMs: 60 }).id]) {
    const network = profileOf(id)!;
    const { distribution, lossRate, rttMs, upKbps, downKbps } = network;
    const own = customProfile(asOwnNetwork(network));
    expect(own).toMatchObject({ distribution, lossRate, rttMs, upKbps, downKbps, note: '' });
    expect(jitterMs(own)).toBeCloseTo(jitterMs(network), 3);
    expect(profileOf(own.id)).toEqual(own);
    const twice = otherNetworks(network)({ rttMs: 2 * rttMs, upKbps, downKbps });
    const grown = network.ownJitterMs === undefined ? 2 : 1;
    expect(jitterMs(customProfile(asOwnNetwork(twice)))).toBeCloseTo(grown * jitterMs(network), 3);
  }
});
