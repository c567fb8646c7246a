import { describe, expect, it } from 'vitest';
import { decide } from '../../judge/decision';
import { decisionOver } from '../../judge/decisionOver';
import { completed, context, without, wrong } from '../../judge/verdict.fixture';
import type { Cell } from '../../record/record';
import { heading, headingOver, isolation, noDecision, rows, rowsOver, why, whyOver, type Part } from './words';

const decided = (...cells: Cell[]) => decide(cells, context)!;
const plain = (parts: readonly Part[]) => parts.map(({ text }) => text).join('');

describe('the words of a decision', () => {
  it('say why', () => {
    const cases = [
      [[completed('ort-wasm', 20)], 'is the only one with a right answer and a time here.'],
      [[completed('ort-wasm', 20), completed('tfjs-cpu', 90)], 'is the fastest here whose answer is right.'],
      [
        [completed('ort-wasm', 20), completed('ort-webgpu', 20.01)],
        'ONNX Runtime · WebGPU can’t be told from ONNX Runtime · WASM ×1, which asks less of browsers: neither a GPU nor special headers.',
      ],
      [[completed('ort-wasm@1', 20), completed('tfjs-wasm@1', 20.01)], 'which has fewer bytes to fetch: 5.1 MB.'],
    ] as const;
    for (const [cells, sentence] of cases) expect(why(decided(...cells))).toContain(sentence);
  });

  it('say whether isolation headers are needed and what is lost without', () => {
    const many = completed('ort-wasm', 20, { threads: 4 });
    expect(isolation(decided(completed('ort-wasm@1', 20))).text).toBe('not needed');
    expect(isolation(decided(many, completed('ort-wasm@1', 60))).text).toBe('needed: without them 60 ms on one thread');
    expect(isolation(decided(many)).text).toBe('needed: without them one thread, which was not measured');
    expect(isolation(decided(completed('ort-webgpu', 5), many)).text).toMatch(/^for the fallback only/);
  });

  it('name what is not known as such, and what is not to be shipped', () => {
    const said = rows(decided(completed('ort-wasm', 20), wrong('tfjs-webgl', 3), without('ort-webgpu', 'failed')));
    const of = (term: string) => said.find((row) => row.term === term)?.text;
    expect(of('First answer')).toBe('not measured');
    expect(of('Memory at its peak')).toBe('not measured');
    expect(of('Not to be shipped')).toBe('TensorFlow.js · WebGL');
    expect(of('Failed here')).toBe('ONNX Runtime · WebGPU');
    expect(of('A cloud instead')).toBeUndefined();
  });

  it('say how much of an answer is inference, also where whole answers met calmer moments', () => {
    const of = (answerMs: number) => {
      const cell = { ...completed('ort-wasm', 20), answers: completed('ort-wasm', answerMs).steady };
      return rows(decided(cell)).find(({ term }) => term === 'Then, an answer')?.note;
    };
    expect(of(30)).toMatch(/20 ms of it inference$/);
    expect(of(20.2)).not.toMatch(/inference/);
    expect(of(10)).toMatch(/timed apart from the inferences, which took 20 ms$/);
  });

  it('say why there is none', () => {
    expect(noDecision('quick', false)).toMatch(/^Nothing to ship/);
    expect(noDecision('quick', true)).toMatch(/^As soon as/);
    expect(noDecision('sustained', false)).toMatch(/ranks nobody/);
  });

  it('over several devices name the choice, its worst case and who is left out', () => {
    const decision = decisionOver([
      { device: 'laptop', cells: [completed('ort-webgpu', 10), completed('ort-wasm', 14)] },
      { device: 'phone', cells: [completed('ort-wasm', 50)] },
      { device: 'old phone', cells: [without('ort-wasm', 'failed')] },
    ])!;
    expect(plain(headingOver(decision))).toBe('Ship ort-wasm to 2 of 3 devices');
    expect(whyOver(decision)).toBe('ONNX Runtime · WASM is right on more devices than any other.');
    expect(rowsOver(decision)).toEqual([
      { term: 'An answer takes', text: '14 ms to 50 ms' },
      { term: 'Worst case', text: '14 ms on laptop, 1.4 times the fastest there' },
      { term: 'Failed on', text: 'old phone' },
      { term: 'Served by nothing', text: 'old phone' },
    ]);
    expect(plain(heading(decided(completed('ort-wasm', 20))))).toBe('Ship ort-wasm');
  });
});
