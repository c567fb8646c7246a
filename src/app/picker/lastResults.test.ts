import { expect, it } from 'vitest';
import type { RunRow } from '../../judge/summary';
import { tasks } from '../../tasks/registry';
import { lastResults, resultsOf } from './lastResults';
import { resultWords } from './words';

function row(createdAt: string, fastest: readonly (readonly [string, number])[]): RunRow {
  return {
    id: `run-${createdAt}`,
    createdAt,
    models: fastest.map(([model]) => model),
    targets: ['ort-wasm'],
    scenario: 'quick',
    cells: { completed: fastest.length, wrong: 0, unsupported: 0, failed: 0, aborted: 0 },
    fastest: fastest.map(([model, medianMs]) => ({ model, target: 'ort-wasm', medianMs, clear: true })),
  };
}

it('takes the newest run that has a time for a task’s model', () => {
  const rows = [
    row('2026-11-03', []),
    row('2026-11-02', [['nanodet', 183]]),
    row('2026-11-01', [
      ['nanodet', 999],
      ['movenet-lightning:fp16', 41.26],
    ]),
  ];
  const results = resultsOf(rows, tasks);
  expect([...results]).toEqual([
    ['pose', '41.3 ms here'],
    ['object-detection', '183 ms here'],
  ]);
});

it('says the whole answer, as the verdict does, where the row has it', () => {
  const [newest] = [row('2026-11-02', [['digits', 0.16]])];
  const whole = { ...newest, fastest: newest?.fastest.map((each) => ({ ...each, answerMs: 6.22 })) } as RunRow;
  expect(resultsOf([whole], tasks).get('digit-recognition')).toBe('6.22 ms here');
});

it('says of a text how fast it was written, whichever came last: a run, or a text that is no run', () => {
  const run = row('2026-11-02', [['story:int4', 4]]);
  const task = 'text-generation';
  const words = (at?: string) => resultsOf([run], tasks, at ? { task, perSecond: 412.3, at } : undefined).get(task);
  expect(words()).toBe('250 tokens/s here');
  expect(words('2026-11-01')).toBe('250 tokens/s here');
  expect(words('2026-11-03')).toBe('412 tokens/s here');
  expect(resultsOf([], tasks, { task, perSecond: 41.23, at: '2026-11-03' }).get(task)).toBe('41 tokens/s here');
  expect(resultWords({ herePerSecond: 412.3, cloudPerSecond: 90.2 })).toBe('412 tokens/s here · cloud 90');
});

it('has none where the stored runs can’t be read', async () => {
  const closed = { list: () => Promise.reject(new Error('blocked')) };
  expect((await lastResults(Promise.resolve(closed), tasks)).size).toBe(0);
  expect((await lastResults(Promise.reject(new Error('offline')), tasks)).size).toBe(0);
});

it('names both sides where there is a cloud to compare with', () => {
  expect(resultWords({ hereMs: 183, cloudMs: 106.04 })).toBe('183 ms here · cloud 106 ms');
});
