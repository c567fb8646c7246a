import { describe, expect, it } from 'vitest';
import { completed, wrong } from '../../judge/verdict.fixture';
import { sampleRecord } from '../../record/record.fixture';
import type { Cell, RunRecord } from '../../record/record';
import { tasks } from '../../tasks/registry';
import { backendCounts } from './backendCounts';
import { firstAnswerMs } from './figures';
import { isOwn, taskResults } from './results';
import { heaviest, warmthOf } from './warmth';

const run = (cells: Cell[], changes: Partial<RunRecord> = {}) => sampleRecord({ cells, ...changes });
const pose = tasks.filter(({ id }) => id === 'pose');
const scenario = (name: RunRecord['params']['scenario']) => ({ params: { ...sampleRecord().params, scenario: name } });

describe('what stored runs say of a task', () => {
  it('is the answer on the fastest target, its pace and how many of them there are', () => {
    const [result] = taskResults(tasks, [
      run([completed('tfjs-wasm', 40), completed('ort-webgpu', 20), wrong('tfjs-webgl', 1)]),
    ]);
    expect(result).toMatchObject({ perSecond: expect.closeTo(50, 0), pace: 'smooth', impression: false });
    expect(result?.task.id).toBe('pose');
    expect(result?.targets).toEqual(['ONNX Runtime · WebGPU']);
  });

  it('is the newest of a target, but for a first impression after a measurement', () => {
    const measured = run([completed('tfjs-wasm', 40)]);
    const impression = run([completed('tfjs-wasm', 80, { openings: 1 })]);
    expect(taskResults(pose, [impression, measured])[0]?.near.totalMs).toBeCloseTo(40);
    expect(taskResults(pose, [run([completed('tfjs-wasm', 50)]), measured])[0]?.near.totalMs).toBeCloseTo(50);
    expect(taskResults(pose, [impression])[0]?.impression).toBe(true);
  });

  it('leaves out ten minutes without a pause, tasks without a time, and what was wrong', () => {
    expect(taskResults(pose, [run([completed('tfjs-wasm', 40)], scenario('sustained'))])).toEqual([]);
    expect(taskResults(pose, [run([wrong('tfjs-wasm', 40)])])).toEqual([]);
    expect(taskResults(pose, [])).toEqual([]);
  });

  it('counts backends by where they really ran, and says when half of the tasks had answered', () => {
    const cell = { ...completed('tfjs-wasm', 40), phases: { runtimeMs: 100, createMs: 50, firstMs: 60 } };
    const results = taskResults(pose, [run([cell])]);
    expect(backendCounts(results)).toEqual([['WASM', 1]]);
    expect(firstAnswerMs(results)).toBe(210);
    expect(firstAnswerMs(taskResults(pose, [run([completed('tfjs-wasm', 40)])]))).toBeUndefined();
  });
});

describe('whose run it is', () => {
  const { environment } = sampleRecord();
  it.each([
    [{}, true],
    [{ crossOriginIsolated: !environment.crossOriginIsolated }, false],
    [{ cores: environment.cores + 1 }, false],
  ])('with %j changed', (changes, own) => {
    expect(isOwn(sampleRecord({ environment: { ...environment, ...changes } }), environment)).toBe(own);
  });
});

describe('ten minutes without a pause', () => {
  const minute = (ms: number) => Array<number>(60_000 / ms).fill(ms);
  const warm = {
    ...completed('tfjs-wasm', 100),
    steady: {
      ...completed('tfjs-wasm', 100).steady,
      openings: 1,
      visits: [{ opening: 0, visit: 0, samplesMs: [...minute(100), ...minute(100), ...minute(125)] }],
    },
  };

  it('is the last minute’s speed against the first one’s', () => {
    const warmth = warmthOf([run([completed('tfjs-wasm', 1)]), run([warm], scenario('sustained'))]);
    expect(warmth?.minutes.map(({ medianMs }) => medianMs)).toEqual([100, 100, 125]);
    expect(warmth?.change).toBeCloseTo(-0.2);
    expect(warmth?.finding).toMatch(/got 25 % slower: 100 ms in minute 1, 125 ms in minute 3\.$/);
  });

  it('says nothing of one minute, nor of what is no such run', () => {
    expect(warmthOf([run([completed('tfjs-wasm', 100)], scenario('sustained'))])).toBeUndefined();
    expect(warmthOf([run([warm])])).toBeUndefined();
  });

  it('is made of the task with the most work that answers at a bearable pace', () => {
    const of = (model: string, ms: number) => ({ ...completed('tfjs-wasm', ms), model });
    const both = taskResults(tasks, [run([of('nanodet', 300), of('movenet-lightning', 40)])]);
    expect(heaviest(both)?.task.model).toBe('nanodet');
    const slow = taskResults(tasks, [run([of('nanodet', 3000), of('movenet-lightning', 40)])]);
    expect(heaviest(slow)?.task.model).toBe('movenet-lightning');
    expect(heaviest([])).toBeUndefined();
  });
});
