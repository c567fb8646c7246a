import { describe, expect, it } from 'vitest';
import { completed, without, wrong } from '../judge/verdict.fixture';
import { sampleRecord } from '../record/record.fixture';
import type { Cell } from '../record/record';
import { codesIn, matrixOf, modelsOf, type Collected } from './collected';
import { collectedCsv, collectedMarkdown } from './collectedFiles';

let nth = 0;
function item(device: string, deviceMark: string, cells: readonly Cell[], model = 'movenet-lightning'): Collected {
  const record = sampleRecord({ cells: cells.map((cell) => ({ ...cell, model })) });
  return { code: `code-${nth++}`, result: { record, model, device, deviceMark, runs: 1 } };
}

const phone = item('Android phone, 8 cores', 'aaaaaaaa', [
  completed('ort-wasm', 40),
  completed('tfjs-webgl', 80),
  without('ort-webgpu', 'unsupported'),
]);
const laptop = item('Mac, 8 cores', 'bbbbbbbb', [
  completed('ort-wasm', 10),
  completed('ort-webgpu', 4),
  wrong('tfjs-webgl', 3),
]);

describe('results of several devices', () => {
  it('stand in one matrix, each device’s fastest marked, with how far they lie apart', () => {
    const { rows, targets, spreads, decision } = matrixOf([phone, laptop], 'movenet-lightning');
    expect(targets).toEqual(['ort-wasm', 'ort-webgpu', 'tfjs-webgl']);
    expect(rows.map(({ name }) => name)).toEqual(['Android phone, 8 cores', 'Mac, 8 cores']);
    expect(rows[0]?.entries.get('ort-wasm')).toMatchObject({ status: 'completed', isBest: true });
    expect(rows[0]?.entries.get('ort-webgpu')).toMatchObject({ status: 'unsupported' });
    expect(rows[1]?.entries.get('tfjs-webgl')).toMatchObject({ status: 'wrong' });
    const wasm = spreads.get('ort-wasm');
    expect(wasm?.devices).toBe(2);
    expect(wasm?.fastestMs).toBeCloseTo(10, 6);
    expect(wasm?.slowestMs).toBeCloseTo(40, 6);
    expect(wasm?.middleMs).toBeCloseTo(20, 6);
    expect(decision).toMatchObject({ devices: 2, ship: { target: 'ort-wasm' } });
  });

  it('lists a device that comes again as such, and numbers what reads alike', () => {
    const again = item('Android phone, 8 cores', 'aaaaaaaa', [completed('ort-wasm', 44)]);
    const other = item('Android phone, 8 cores', 'cccccccc', [completed('ort-wasm', 60)]);
    const { rows } = matrixOf([phone, again, other], 'movenet-lightning');
    expect(rows.map(({ name, alike }) => [name, alike])).toEqual([
      ['Android phone, 8 cores', undefined],
      ['Android phone, 8 cores (2)', 0],
      ['Android phone, 8 cores (3)', undefined],
    ]);
  });

  it('puts a target that this page does not know behind the others', () => {
    const odd = item('X', 'dddddddd', [completed('litert-npu', 1), completed('ort-wasm', 2)]);
    expect(matrixOf([odd], 'movenet-lightning').targets).toEqual(['ort-wasm', 'litert-npu']);
  });

  it('keeps models apart', () => {
    const digits = item('Mac', 'bbbbbbbb', [completed('ort-wasm', 1)], 'digits');
    expect(modelsOf([phone, digits, laptop])).toEqual([
      { model: 'movenet-lightning', devices: 2 },
      { model: 'digits', devices: 1 },
    ]);
    expect(matrixOf([phone, digits], 'digits').rows).toHaveLength(1);
  });

  it('is nothing of nothing', () => {
    expect(modelsOf([])).toEqual([]);
    expect(matrixOf([], 'digits')).toMatchObject({ rows: [], targets: [] });
  });
});

describe('what was pasted', () => {
  const code = 'AQHlH8L_x-'.repeat(6);

  it('gives every code once, in addresses or bare', () => {
    expect(
      codesIn(`Mine: https://a.org/#/result/${code}x, yours:\n${code}y and https://a.org/#/result/${code}x`),
    ).toEqual([`${code}x`, `${code}y`]);
  });

  it('gives nothing of other text', () => {
    expect(codesIn('See https://example.org/#/try/pose or ask me.')).toEqual([]);
  });
});

describe('the matrix as a file', () => {
  const matrix = matrixOf([phone, laptop], 'movenet-lightning');

  it('has a row for each device and target, and no formula in CSV', () => {
    const evil = item('=cmd|calc', 'eeeeeeee', [completed('ort-wasm', 5)]);
    const lines = collectedCsv(matrixOf([phone, evil], 'movenet-lightning'))
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(1 + 3 + 1);
    expect(lines[0]).toMatch(/^device,measured_at,model/);
    expect(lines[1]).toMatch(/^"Android phone, 8 cores",2026-11-21T09:26:40\.123Z,movenet-lightning,preview,ort-wasm,completed,,40/); // prettier-ignore
    expect(lines[3]).toContain('unsupported,missing-operator');
    expect(lines[4]).toMatch(/^'=cmd/);
  });

  it('is a table in Markdown whose text can’t break out of it', () => {
    const evil = item('a|b <img> [x](y)', 'eeeeeeee', [completed('ort-wasm', 5)]);
    const text = collectedMarkdown(matrixOf([phone, evil], 'movenet-lightning'), {
      title: 'MoveNet on 2 devices',
      decision: ['Ship *it*.'],
      statuses: { unsupported: 'can’t' },
    });
    expect(text).toContain('| Device | `ort-wasm` | `ort-webgpu` | `tfjs-webgl` |');
    expect(text).toContain('| Android phone, 8 cores | **40 ms** | can’t | 80 ms |');
    expect(text).toContain('a\\|b &lt;img&gt; \\[x\\](y)');
    expect(text).toContain('Ship \\*it\\*.');
    expect(text).toContain('| Fastest to slowest | 5 ms to 40 ms |');
    expect(matrix.rows).toHaveLength(2);
  });
});
