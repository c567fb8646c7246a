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

it('says of a winner that nothing was there to compare it with', () => {
  const agreement = {
    reference: 'itself',
    maxAbs: 0,
    maxRel: 0,
    task: { measure: 'x', value: 1, limit: 0 },
    pass: true,
  };
  const cells = [completed('ort-wasm', 33), completed('ort-webgpu', 70)].map((cell) => ({
    ...cell,
    agreement: { [cell.model]: { ...agreement, unproven: true as const } },
  }));
  const { sentence, fine } = verdict(cells, context).sureness!;
  expect(sentence).toContain('are unproven: nothing was there to compare');
  expect(JSON.stringify(fine)).not.toContain('agree with the reference');
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

it('counts out five pips, and has a word for each', () => {
  const seen = ({ word, pips }: ReturnType<typeof judge>) => `${pips} ${word}`;
  expect(seen(judge({}, { openings: 8 }))).toBe('4 sure');
  const longer = verdict(
    [completed('ort-wasm', 33, { openings: 8 }), completed('tfjs-webgl', 70, { openings: 8 })],
    context,
  );
  expect(seen(longer.sureness!)).toBe('5 very sure');
  expect(seen(verdict([completed('ort-wasm', 33)], { ...context, runs: 3 }).sureness!)).toBe('5 very sure');
  expect(seen(judge({}, { flags: ['drift'] }))).toBe('3 fairly sure');
  expect(seen(judge({}, { openings: 1 }))).toBe('2 a first impression');
  expect(seen(judge({}, { openings: 1, flags: ['software-gpu'] }))).toBe('1 unsure');
});

it('lists what gives no reason to doubt, and asserts nothing that a browser keeps to itself', () => {
  const power = { start: { charging: true, level: 1 }, end: { charging: true, level: 1 } };
  expect(judge({ pressure: { worst: 'nominal' }, power }).fine).toEqual([
    '5 openings of each differ by 0.79 % at most.',
    'The processor had little else to do.',
    'It ran on mains power.',
    'The page is isolated, so its clock is fine.',
  ]);
  expect(judge().fine.join(' ')).not.toMatch(/processor|mains/);
  const gpu = (softwareAdapter?: boolean) =>
    verdict([completed('ort-webgpu', 33, { actual: { softwareAdapter } })], context).sureness!.fine.join(' ');
  expect(gpu(false)).toContain('The GPU is a real one.');
  for (const unsaid of [undefined, true]) expect(gpu(unsaid)).not.toContain('GPU');
});
