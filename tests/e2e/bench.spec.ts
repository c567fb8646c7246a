import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { drive } from '../../bench/drive';
import { engineOn } from '../../scripts/engines/chromium';
import { importRecord } from '../../src/results/import';
import type { Cell, RunRecord } from '../../src/record/record';
import { cellOf, expectCompleted, expectReason } from '../support/run';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run bench` as npm does. @param whenSaid sends an interrupt once the program has written this to stderr */
function bench(args: readonly string[], whenSaid?: string): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/bench.mjs', '--no-build', ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => {
    const before = stderr;
    stderr += chunk;
    if (whenSaid && stderr.includes(whenSaid) && !before.includes(whenSaid)) child.kill('SIGINT');
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

async function recordIn(path: string): Promise<RunRecord> {
  const imported = importRecord(await readFile(path, 'utf8'));
  if ('problem' in imported) throw new Error(imported.problem);
  return imported.record;
}

test('bench measures, says why a target can not, and writes JSON and CSV', async () => {
  const [json, csv] = [test.info().outputPath('run.json'), test.info().outputPath('run.csv')];
  const what = [
    '--models',
    'ppocr-v4-det',
    '--targets',
    'ort-wasm@1,tfjs-webgl',
    '--scenario',
    'preview',
    '--seed',
    '7',
  ];
  const { code, stdout, stderr } = await bench([...what, '--software-gpu', '--json', json, '--csv', csv]);
  expect(code, stderr).toBe(0);

  const record = await recordIn(json);
  expect(record.params).toMatchObject({ models: ['ppocr-v4-det'], targets: ['ort-wasm@1', 'tfjs-webgl'], seed: 7 });
  const { steady } = expectCompleted(cellOf(record, 'ort-wasm@1'));
  const reason = expectReason(cellOf(record, 'tfjs-webgl'), 'unsupported', 'no-artefact');
  expect(record.far).toHaveLength(1);

  expect(stdout).toMatch(new RegExp(`ppocr-v4-det  ort-wasm@1  .*completed +${steady.n} +${steady.openings} .*ms `));
  expect(stdout).toContain(`unsupported: ppocr-v4-det on tfjs-webgl: ${reason}`);
  expect(stdout).toContain('simulated, not measured');
  expect(stderr).toContain('[2/2] ppocr-v4-det');
  expect((await readFile(csv, 'utf8')).trim().split('\r\n')).toHaveLength(3);
  expect((await readdir(test.info().outputPath())).sort()).toEqual(['run.csv', 'run.json']);
});

test('bench names what is known when it is asked for something else', async () => {
  const { code, stdout, stderr } = await bench(['--models', 'blazefase', '--targets', 'all']);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/no model 'blazefase'\. Known: blazeface, .*did you mean 'blazeface'\?/);
});

test('an interrupt stops bench and what was measured is written', async () => {
  const json = test.info().outputPath('stopped.json');
  const what = [
    '--models',
    'ppocr-v4-det',
    '--targets',
    // The second one ends at once, for there is no adapter, and last.
    'ort-wasm@1,ort-webgpu',
    '--scenario',
    'thorough',
    '--json',
    json,
  ];
  const { code, stderr } = await bench(what, '[1/2]');
  expect(code, stderr).toBe(1);
  expect(stderr).toContain('Stopping');
  const cell = cellOf(await recordIn(json), 'ort-wasm@1');
  expectReason(cell, 'aborted', 'stopped');
  expect(cell.agreement?.['ppocr-v4-det']?.pass).toBe(true);
});

test('a page that crashes is one sentence, and finished cells are kept', async ({ page }) => {
  await page.goto('/');
  const crash = (finished: Cell) => {
    expectReason(finished, 'unsupported', 'no-artefact');
    page.goto('chrome://crash').catch(() => {});
  };
  const { record, problem } = await drive(engineOn(page), {
    params: { models: ['ppocr-v4-det'], targets: ['ort-wasm@1', 'tfjs-wasm@1'], scenario: 'thorough', seed: 1 },
    signal: new AbortController().signal,
    onUpdate: () => {},
    onFinished: crash,
  });
  expect(problem).toBe('The page crashed, most often for want of memory.');
  expect(record?.cells.map(({ target }) => target.id)).toEqual(['tfjs-wasm@1']);
});
