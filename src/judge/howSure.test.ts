import { expect, it } from 'vitest';
import type { Flag } from '../record/record';
import type { VerdictContext } from './evidence';
import { verdict } from './verdict';
import { completed, context } from './verdict.fixture';

const judge = (
  changes: Partial<VerdictContext['environment']> = {},
  options: { flags?: Flag[]; openings?: number } = {},
) => {
  const cells = [completed('ort-wasm', 33, options), completed('tfjs-webgl', 70)];
  return verdict(cells, { ...context, environment: { ...context.environment, ...changes } }).sureness!;
};

it.each<[Flag, string]>([
  ['spread', 'varied by more than a quarter of the median'],
  ['drift', 'slowed down while it was measured'],
  ['not-warm', 'still got faster while it was measured'],
  ['capped', 'met the time limit first'],
  ['paused', 'waited while the tab was hidden'],
  ['main-thread', 'ran on the page’s own thread'],
])('says of %s what was seen and what would make it surer', (flag, words) => {
  const { level, sentence, surer } = judge({}, { flags: [flag] });
  expect(level).toBe('fairly sure');
  expect(sentence).toContain(words);
  expect(surer).toMatch(/^Surer: .+\.$/);
});

it('gives no cause that was not measured', () => {
  expect(JSON.stringify(judge({}, { flags: ['drift'] }))).not.toMatch(/heat|likely/);
});

it('doubts a busy processor by the browser’s word', () => {
  expect(judge({ pressure: { worst: 'serious' } }).sentence).toContain('pressure on the processor serious');
  expect(judge({ pressure: { worst: 'critical' } }).level).toBe('unsure');
  expect(judge({ pressure: { worst: 'fair' } }).level).toBe('sure');
});

it('looks at the battery at the start and at the end', () => {
  const [full, low] = [
    { charging: true, level: 1 },
    { charging: false, level: 0.4 },
  ];
  expect(judge({ power: { start: full, end: full } }).level).toBe('sure');
  expect(judge({ power: { start: low, end: { ...low, level: 0.38 } } }).sentence).toContain(
    'battery (38 % at the end)',
  );
  expect(judge({ power: { start: full, end: low } }).sentence).toContain('charger was pulled');
});

it('is unsure on a software GPU, of a single opening, and of many doubts at once', () => {
  expect(judge({}, { flags: ['software-gpu'] }).level).toBe('unsure');
  expect(judge({}, { openings: 1 }).level).toBe('unsure');
  const many = judge({ crossOriginIsolated: false }, { flags: ['spread', 'capped', 'paused'] });
  expect(many.level).toBe('unsure');
  expect(many.doubts).toHaveLength(3);
});

it('names the target whose openings differ, and by how much', () => {
  const cell = completed('ort-wasm', 33);
  const visits = cell.steady.visits.map((visit, index) => ({
    ...visit,
    samplesMs: visit.samplesMs.map((ms) => ms * (index % 2 ? 1.1 : 0.9)),
  }));
  const wide = { ...cell, steady: { ...cell.steady, visits } };
  const { sureness } = verdict([wide, completed('tfjs-webgl', 70)], context);
  expect(sureness?.sentence).toMatch(/^Fairly sure: openings of ONNX Runtime · WASM ×1 differed by 1\d %\.$/);
});
