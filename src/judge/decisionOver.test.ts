import { describe, expect, it } from 'vitest';
import type { Cell } from '../record/record';
import { decisionOver } from './decisionOver';
import { completed, without, wrong } from './verdict.fixture';

const device = (name: string, ...cells: Cell[]) => ({ device: name, cells });

describe('what to ship to several devices', () => {
  it('is the target that is nearest to the best of each in its worst case', () => {
    const decision = decisionOver([
      device('laptop', completed('ort-webgpu', 10), completed('ort-wasm', 14)),
      device('phone', completed('ort-webgpu', 200), completed('ort-wasm', 50)),
    ]);
    expect(decision).toMatchObject({ devices: 2, served: 2, how: 'good everywhere', ship: { target: 'ort-wasm' } });
    expect(decision?.ship.worst).toMatchObject({ device: 'laptop', ratio: 1.4 });
    expect(decision?.ship.on.map(({ device: name }) => name)).toEqual(['phone', 'laptop']);
  });

  it('is called best where no device has better', () => {
    const best = [completed('ort-wasm', 10), completed('tfjs-cpu', 100)];
    expect(decisionOver([device('a', ...best), device('b', ...best)])?.how).toBe('best everywhere');
  });

  it('serves most of them; a fallback serves the others, and who has neither is named', () => {
    const decision = decisionOver([
      device('a', completed('ort-webgpu', 10), completed('ort-wasm', 500)),
      device('b', completed('ort-webgpu', 12)),
      device('c', completed('tfjs-cpu', 12), without('ort-webgpu', 'unsupported')),
      device('d', without('ort-webgpu', 'failed')),
    ]);
    expect(decision).toMatchObject({
      how: 'runs on most',
      served: 3,
      ship: { target: 'ort-webgpu', unableOn: ['c'], failedOn: ['d'] },
      fallbacks: [{ target: 'tfjs-cpu', devices: ['c'] }],
      without: ['d'],
    });
  });

  it('is nothing that was wrong anywhere, however fast', () => {
    const decision = decisionOver([
      device('a', completed('ort-webgpu', 5), completed('ort-wasm', 50)),
      device('b', wrong('ort-webgpu', 5), completed('ort-wasm', 50)),
    ]);
    expect(decision?.ship.target).toBe('ort-wasm');
    expect(decision?.spreads[1]).toMatchObject({ target: 'ort-webgpu', wrongOn: ['b'] });
  });

  it('takes builds of one target together, each device with its own fastest', () => {
    const decision = decisionOver([
      device('a', completed('ort-webgpu@jspi', 10), completed('ort-webgpu@jsep', 30)),
      device('b', wrong('ort-webgpu@jspi', 9), completed('ort-webgpu@jsep', 20)),
    ]);
    expect(decision?.ship.target).toBe('ort-webgpu');
    expect(decision?.ship.on.map(({ choice }) => choice.target)).toEqual(['ort-webgpu@jsep', 'ort-webgpu@jspi']);
  });

  it('of one device is its own, and of none is nothing', () => {
    expect(decisionOver([device('a', completed('ort-wasm', 10))])?.ship.target).toBe('ort-wasm');
    expect(decisionOver([])).toBeUndefined();
    expect(decisionOver([device('a', without('ort-wasm', 'failed'))])).toBeUndefined();
  });
});
