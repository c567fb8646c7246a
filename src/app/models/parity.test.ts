import { describe, expect, it } from 'vitest';
import type { LiveCell } from '../../measure/liveCell';
import { loadCard, loadCards } from '../../models/registry';
import type { Cell, RunRecord } from '../../record/record';
import { completedCell, sampleRecord } from '../../record/record.fixture';
import { openRunStore } from '../../results/store';
import { allTargets, parseTarget } from '../../runtimes/target';
import { parityRows, type ParityState } from './parity';
import { parityFinding } from './words';
import { sameDevice } from '../../judge/sameDevice';
import { cellsOf, storedCells } from './storedCells';
import { supportOf } from './support';

const card = (await loadCard('movenet-lightning'))!;
const { environment } = sampleRecord();
const files = supportOf(card, 'tfjs-wasm', environment)!;
/** As {@link completedCell}, with the files that are served now. */
const right: Cell = { ...completedCell, artefact: { ...completedCell.artefact!, bytes: files.chainBytes! } };
const { work: _, steady, ...rest } = right as typeof completedCell;
const disagreement = { ...right.agreement![card.id]!, pass: false, maxAbs: 3 };
const wrong: Cell = {
  ...rest,
  steady,
  status: 'wrong',
  agreement: { [card.id]: disagreement },
  reason: { code: 'wrong-answer', message: 'Its answer is wrong.' },
};
const stopped: Cell = { ...rest, status: 'aborted', reason: { code: 'stopped', message: 'Stopped.' } };

const run = (day: number, cells: Cell[], changes: Partial<RunRecord> = {}) =>
  cellsOf(sampleRecord({ createdAt: `2026-11-${day}T09:00:00.000Z`, cells, ...changes }), card.id);
const rowsOf = (runs: ReturnType<typeof run>[], live: LiveCell[] = []) =>
  parityRows(card, allTargets, { runs, live, environment });
const rowOf = (target: string, ...args: Parameters<typeof rowsOf>) =>
  rowsOf(...args).find((row) => row.target === target)!;

describe('parityRows', () => {
  it('lists every target with what it would load, before any run', () => {
    const rows = rowsOf([]);
    expect(rows.map(({ target }) => target)).toEqual(allTargets);
    expect(rowOf('tfjs-wasm', [])).toMatchObject({ state: 'unchecked', files: 'TensorFlow.js graph fp16' });
  });

  it('names the operators that a target lacks, and the adapter that the device lacks', () => {
    expect(rowOf('ort-webgl', [])).toMatchObject({
      state: 'unsupported',
      note: 'The operators ArgMax, GatherND and Mod are missing on this backend.',
    });
    expect(rowOf('tfjs-webgpu', [])).toMatchObject({ state: 'unsupported', note: 'There is no WebGPU adapter here.' });
  });

  it('takes the newest cell of each target, from whichever run', () => {
    const other: Cell = { ...right, target: { id: 'tfjs-cpu', runtime: 'tfjs', backend: 'cpu' } };
    const runs = [run(21, [wrong]), run(20, [right, other])];
    expect(rowOf('tfjs-wasm', runs)).toMatchObject({
      state: 'wrong',
      agreement: { maxAbs: 3 },
      medianMs: undefined,
      checkedAt: '2026-11-21T09:00:00.000Z',
    });
    expect(rowOf('tfjs-cpu', runs)).toMatchObject({
      state: 'completed',
      agreement: { maxAbs: 0.00012 },
      medianMs: 12,
      flags: ['not isolated'],
      checkedAt: '2026-11-20T09:00:00.000Z',
    });
  });

  it('shows a stopped cell only where there is no other', () => {
    expect(rowOf('tfjs-wasm', [run(21, [stopped]), run(20, [right])]).state).toBe('completed');
    expect(rowOf('tfjs-wasm', [run(21, [stopped])]).state).toBe('aborted');
  });

  it('leaves out runs of other devices, and cells of other files', () => {
    const elsewhere = { environment: { ...environment, cores: 64 } };
    expect(rowOf('tfjs-wasm', [run(21, [right], elsewhere)]).state).toBe('unchecked');
    const outdated: Cell = { ...right, artefact: { ...right.artefact!, bytes: 1 } };
    expect(rowOf('tfjs-wasm', [run(21, [outdated])]).state).toBe('unchecked');
    const lacking = { code: 'no-artefact', message: 'No file for it.' };
    const { target, input, model, workload } = right;
    const earlier: Cell = { model, workload, target, input, status: 'unsupported', reason: lacking };
    expect(rowOf('tfjs-wasm', [run(21, [earlier])]).state).toBe('unchecked');
  });

  it('lists a target of a stored run that nobody asked for', () => {
    const two: Cell = { ...right, target: { ...right.target, id: 'tfjs-wasm@2', threads: 2 } };
    expect(rowsOf([run(21, [two])]).map(({ target }) => target)).toEqual([...allTargets, 'tfjs-wasm@2']);
  });

  it('shows what is going on over what was found before', () => {
    const target = parseTarget('tfjs-wasm')!;
    const live: LiveCell = { key: 'k', model: card.id, target, phase: 'check' };
    expect(rowOf('tfjs-wasm', [run(21, [right])], [live])).toMatchObject({
      state: 'working',
      note: 'checking the answer',
    });
    const done: LiveCell = { ...live, phase: 'done', result: wrong };
    expect(rowOf('tfjs-wasm', [run(21, [right])], [done])).toMatchObject({ state: 'wrong', checkedAt: undefined });
  });

  it('marks an emulated GPU', () => {
    const emulated: Cell = { ...right, actual: { backend: 'wasm', threads: 1, softwareAdapter: true } };
    expect(rowOf('tfjs-wasm', [run(21, [emulated])]).software).toBe(true);
    expect(rowOf('tfjs-wasm', [run(21, [right])]).software).toBe(false);
  });
});

describe('parityFinding', () => {
  const finding = (...states: ParityState[]) =>
    parityFinding(
      states.map((state, index) => ({ target: String(index), title: '', state, flags: [], software: false })),
    );

  it.each<[ParityState[], string]>([
    [['unchecked', 'unchecked', 'unsupported'], 'Not checked on this device yet.'],
    [['unsupported'], 'No target can run this model here.'],
    [['completed', 'completed', 'unsupported'], 'All 2 targets that can run it here agree with the reference.'],
    [['completed'], '1 of 1 target that can run it here agrees with the reference.'],
    [
      ['completed', 'wrong', 'failed', 'unchecked'],
      '1 of 4 targets that can run it here agree with the reference; 1 wrong, 1 failed, 1 not checked yet.',
    ],
  ])('of %j is: %s', (states, sentence) => expect(finding(...states)).toBe(sentence));
});

describe('sameDevice', () => {
  it('sees through an update of the browser, not through another GPU or browser', () => {
    const chrome = { ...environment, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0.7390.0' };
    expect(sameDevice(chrome, { ...chrome, userAgent: chrome.userAgent.replace('141.0.7390.0', '142.0.1.2') })).toBe(
      true,
    );
    expect(sameDevice(chrome, { ...chrome, userAgent: chrome.userAgent.replace('Chrome', 'Firefox') })).toBe(false);
    expect(sameDevice(chrome, { ...chrome, webgl: { renderer: 'Apple M4', software: false } })).toBe(false);
  });
});

describe('storedCells', () => {
  it('reads the runs that have the model, newest first, and of them its cells alone', async () => {
    const store = await openRunStore(() => Promise.reject(new Error('no database here')));
    const other: Cell = { ...right, model: 'blazeface' };
    const both = { ...sampleRecord().params, models: ['blazeface', card.id] };
    await store.save(sampleRecord({ id: 'aaaaaaaa', createdAt: '2026-11-20T09:00:00.000Z' }));
    await store.save(sampleRecord({ id: 'bbbbbbbb', params: both, cells: [other, right] }));
    await store.save(sampleRecord({ id: 'cccccccc', params: { ...both, models: ['blazeface'] }, cells: [other] }));
    const runs = await storedCells(store, card.id);
    expect(runs.map((found) => found.run)).toEqual(['bbbbbbbb', 'aaaaaaaa']);
    expect(runs[0]?.cells).toEqual([right]);
  });
});

it('every model is run by some target, and where one can’t a sentence says why', async () => {
  for (const known of await loadCards()) {
    const all = allTargets.map((id) => supportOf(known, id, undefined)!);
    expect(
      all.some(({ artefact }) => artefact),
      known.id,
    ).toBe(true);
    for (const { artefact, obstacle } of all) if (!artefact) expect(obstacle).toMatch(/\.$/);
  }
});
