import { describe, expect, it } from 'vitest';
import type { Cell } from '../record/record';
import { provenBuilds } from './builds';
import { completed, without, wrong } from './verdict.fixture';

const proven = (...cells: Cell[]) => provenBuilds(cells, 0.005).map(({ build }) => build);
const build = (id: string, medianMs: number) => completed(`ort-webgpu@${id}`, medianMs, { actual: { build: id } });

const broken = (id: string): Cell => ({
  ...without(id, 'failed'),
  status: 'failed',
  reason: { code: 'runtime', message: 'The runtime reported an error.' },
});

describe('provenBuilds', () => {
  it('takes the fastest', () => {
    expect(provenBuilds([build('jspi', 20), build('asyncify', 30), build('jsep', 10)], 0.005)).toEqual([
      { model: 'movenet-lightning', target: 'ort-webgpu', build: 'jsep' },
    ]);
  });

  it('never takes one whose answer is wrong or that failed, however fast', () => {
    expect(proven(build('jspi', 20), wrong('ort-webgpu@jsep', 1))).toEqual(['jspi']);
    expect(proven(broken('ort-webgpu@jspi'), build('asyncify', 20))).toEqual(['asyncify']);
    expect(proven(broken('ort-webgpu@jspi'), wrong('ort-webgpu@jsep', 1))).toEqual([]);
  });

  it('takes the first in the runtime’s order where none is clearly faster', () => {
    expect(proven(build('jsep', 20), build('asyncify', 20.01), build('jspi', 20.02))).toEqual(['jspi']);
  });

  it('proves nothing with one build, or with what each target chose by itself', () => {
    expect(proven(build('jspi', 20))).toEqual([]);
    expect(proven(completed('ort-webgpu', 20, { actual: { build: 'jspi' } }), build('jsep', 10))).toEqual([]);
  });

  it('proves nothing where one was stopped, or could not be fetched', () => {
    expect(proven(without('ort-webgpu@jspi', 'aborted'), build('jsep', 10))).toEqual([]);
    const unfetched: Cell = {
      ...broken('ort-webgpu@jspi'),
      reason: { code: 'download', message: 'Not fetched.' },
    } as Cell;
    expect(proven(unfetched, build('jsep', 10))).toEqual([]);
  });

  it('keeps models apart', () => {
    const other = (cell: Cell): Cell => ({ ...cell, model: 'blazeface' });
    const proofs = provenBuilds(
      [build('jspi', 20), build('jsep', 10), other(build('jspi', 5)), other(build('jsep', 9))],
      0.005,
    );
    expect(proofs.map(({ model, build }) => [model, build])).toEqual([
      ['movenet-lightning', 'jsep'],
      ['blazeface', 'jspi'],
    ]);
  });
});
