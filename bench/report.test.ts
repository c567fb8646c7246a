import { describe, expect, it } from 'vitest';
import type { Cell } from '../src/record/record';
import { completedCell, sampleRecord, unsupportedCell } from '../src/record/record.fixture';
import { cellLine, reportText } from './report';

const gpuTarget = (id: string) => ({ id, runtime: 'tfjs', backend: id.slice(5) });
const unsupportedOn = (id: string): Cell => ({ ...unsupportedCell(), target: gpuTarget(id) });
const withSoftwareGpu: Cell = {
  ...completedCell,
  target: gpuTarget('tfjs-webgl'),
  actual: { backend: 'webgl', threads: 1, softwareAdapter: true },
  steady: { ...completedCell.steady, flags: ['software-gpu'] },
};

const isolated = (changes: Parameters<typeof sampleRecord>[0]) => {
  const { environment } = sampleRecord();
  return sampleRecord({ ...changes, environment: { ...environment, crossOriginIsolated: true } });
};

describe('reportText', () => {
  it('gives each cell a line with its median and interval, first inference, creation, download and agreement', () => {
    const [heads = '', row = ''] = reportText(sampleRecord()).split('\n');
    expect(row).toMatch(/^movenet-lightning {2}tfjs-wasm +fp16 +completed +5 +1 +12 ms +11 ms – 14 ms/);
    for (const part of ['35.5 ms', '200 ms', '4.7 MB fetched, 40 ms', 'agrees: keypoint distance 0.01']) {
      expect(row).toContain(part);
    }
    expect(row.indexOf('11 ms – 14 ms')).toBe(heads.indexOf('95 % interval'));
  });

  it('says once why targets of one model were not measured', () => {
    const text = reportText(sampleRecord({ cells: [unsupportedOn('tfjs-webgl'), unsupportedOn('tfjs-webgpu')] }));
    const line = '  unsupported: movenet-lightning on tfjs-webgl, tfjs-webgpu: This browser offers no GPU adapter.\n';
    expect(text).toContain(line);
  });

  it('marks a wrong answer and keeps terminal control out of reasons', () => {
    const judged = { ...completedCell.agreement?.['movenet-lightning'], pass: false } as never;
    const reason = { code: 'wrong-answer', message: 'Its answer is \u001b[31mwrong\u001b[0m.' };
    const { work: _work, ...measured } = completedCell;
    const wrong: Cell = { ...measured, status: 'wrong', agreement: { 'movenet-lightning': judged }, reason };
    const text = reportText(sampleRecord({ cells: [wrong] }));
    expect(text).toContain('disagrees: keypoint distance 0.01');
    expect(text).toContain('wrong: movenet-lightning on tfjs-wasm: Its answer is wrong.\n');
  });

  it('says that the far side is simulated', () => {
    const text = reportText(sampleRecord());
    expect(text).toMatch(/simulated, not measured\)\n {2}movenet-lightning over devtools-fast-4g on l4: median 131 ms/);
  });

  it('gives the reason where the far side was refused', () => {
    const refused = {
      model: 'movenet-lightning',
      profile: 'wpt-cable',
      server: 'l4',
      seed: 7,
      problem: 'No peak is known.',
    };
    const text = reportText(sampleRecord({ far: [refused] }));
    expect(text).toContain('  movenet-lightning over wpt-cable on l4: No peak is known.\n');
  });

  it('warns of a software GPU and of a page that is not isolated only where there is one', () => {
    expect(reportText(isolated({ cells: [completedCell] }))).not.toContain('Notes');
    expect(reportText(isolated({ cells: [withSoftwareGpu] }))).toContain('The GPU is software');
    expect(reportText(sampleRecord())).toContain('not cross-origin isolated');
  });

  it('says so where no cell was finished', () => {
    expect(reportText(sampleRecord({ cells: [], far: [] }))).toContain('No cell was finished.');
  });
});

it('a finished cell fits on one line of a log', () => {
  expect(cellLine(completedCell)).toBe('movenet-lightning  tfjs-wasm  completed  12 ms (11 ms – 14 ms)');
  const decode = { unit: 'tokens/s', better: 'higher' as const, value: 213.4, n: 9, openings: 1 };
  expect(cellLine({ ...completedCell, metrics: { decode } })).toContain('completed  213 tokens/s  12 ms');
  expect(cellLine(unsupportedCell())).toContain('unsupported  This browser offers no GPU adapter.');
});
