import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../domain/random';
import { contenders, nearAnswer } from '../judge/near';
import { rank } from '../judge/rank';
import { simulatedCell } from '../judge/simulatedRun.fixture';
import { verdict } from '../judge/verdict';
import { without, wrong } from '../judge/verdict.fixture';
import { anyRecord, sampleRecord } from '../record/record.fixture';
import type { Cell, CompletedCell, RunRecord } from '../record/record';
import { allTargets } from '../runtimes/target';
import { checkRecord } from './check';
import { packLink, unpackLink } from './resultLinkBytes';
import { LINK_VERSION } from './resultLinkSchema';
import { refusals } from './resultLinkWords';
import {
  codeIn,
  deviceMarkOf,
  readResultLink,
  writeResultLink,
  type ResultToShare,
  type SharedResult,
} from './resultLink';

const agreement = (cell: Cell): CompletedCell['agreement'] => ({
  [cell.model]: {
    reference: 'TensorFlow.js 4.22.0, cpu',
    maxAbs: 0.000123456,
    maxRel: 0.00045678,
    task: { measure: 'largest keypoint distance, pixels', value: 0.0123456, limit: 1 },
    pass: true,
  },
});

/** Every default target, with whole answers and phases, as a quick run leaves it. */
function fullRecord(openings = 3): RunRecord {
  const random = seededRandom(7);
  const cells = allTargets.map((id, index): Cell => {
    if (id.includes('webgl') && id.startsWith('ort')) return without(id, 'unsupported');
    const effects = { opening: 0.02, visit: 0.01, sample: 0.02 };
    const own = simulatedCell(id, 20 * 1.37 ** index, effects, { openings, visits: 4, samples: 6 }, random);
    const whole = simulatedCell(id, 20 * 1.37 ** index + 3.3, effects, { openings, visits: 4, samples: 6 }, random);
    return {
      ...own,
      agreement: agreement(own),
      answers: whole.steady,
      phases: { createMs: 213.4567, firstMs: 312.4567 + index },
      work: { ...own.work, parameters: 2_326_321, answerBytes: 912 },
      stages: [{ model: own.model, runs: 1, medianMs: 1 }],
    };
  });
  const base = sampleRecord();
  return {
    ...base,
    cells,
    params: { ...base.params, scenario: 'quick', targets: [...allTargets] },
    environment: {
      ...base.environment,
      cores: 8,
      memoryGiB: 8,
      crossOriginIsolated: true,
      sharedMemory: true,
      userAgent:
        'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
      webgl: { renderer: 'ANGLE (Qualcomm, Adreno (TM) 640, OpenGL ES 3.2)', software: false },
      power: { start: { charging: false, level: 0.83 }, end: { charging: false, level: 0.81 } },
      pressure: { worst: 'fair' },
    },
  };
}

const far = { profile: 'devtools-fast-4g', server: 'l4-60', afterIdle: 'slow-start', seed: 7, warmMs: 131.234567, coldMs: 311.5 } as const; // prettier-ignore

async function written(shared: Partial<ResultToShare> = {}): Promise<string> {
  const made = await writeResultLink({ record: fullRecord(), model: 'movenet-lightning', far, ...shared });
  if ('problem' in made) throw new Error(made.problem);
  return made.code;
}
async function read(code: string): Promise<SharedResult> {
  const found = await readResultLink(code);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}
const judged = ({ cells, environment, params }: RunRecord) =>
  verdict(cells, { environment, scenario: params.scenario });
const near = ({ cells, environment }: RunRecord) =>
  nearAnswer(contenders(rank(cells, { resolutionMs: environment.timerResolutionMs })));

describe('a link that holds a result', () => {
  it('says of a model from a hub that it is unproven, where it isn’t kept too', async () => {
    const model = 'localhost:8080/a-community/Tales-ONNX:q4';
    const record = fullRecord();
    const cells = record.cells.map((cell): Cell => {
      const own = Object.values(cell.agreement ?? {})[0];
      return { ...cell, model, ...(own && { agreement: { [model]: { ...own, unproven: true } } }) };
    });
    const { record: back } = await read(await written({ record: { ...record, cells }, model }));
    const told = back.cells.filter(({ status }) => status === 'completed');
    expect(told.length).toBeGreaterThan(0);
    for (const cell of told)
      expect(cell).toMatchObject({ model, agreement: { [model]: { pass: true, unproven: true } } });
    expect(judged(back).sureness).toEqual(judged({ ...record, cells }).sureness);
  });

  it('fits every default target into 2 kB, with the address around it', async () => {
    for (const openings of [1, 3, 8, 40]) {
      const address = `https://nearside.example.org/some/folder/#/result/${await written({ record: fullRecord(openings) })}`;
      expect(address.length).toBeLessThan(2000);
    }
  });

  it('fits where the browser can’t compress, too', async () => {
    vi.stubGlobal('CompressionStream', undefined);
    const stubbed = globalThis as { CompressionStream?: unknown };
    delete stubbed.CompressionStream;
    const plain = await written();
    vi.unstubAllGlobals();
    expect(plain.length).toBeLessThan(4000);
    expect((await read(plain)).record.cells).toHaveLength(allTargets.length);
  });

  it.each([1, 2, 3, 8, 13])('says at the other end what the judge says here, of %i openings', async (openings) => {
    const record = fullRecord(openings);
    const { record: back } = await read(await written({ record }));
    const [here, there] = [judged(record), judged(back)];
    expect(there.headline).toBe(here.headline);
    expect(there.because).toEqual(here.because);
    expect(there.sureness).toEqual(here.sureness);
    const [a, b] = [near(record), near(back)];
    expect(b.targets).toBe(a.targets);
    expect(b.spread).toBe(a.spread);
    for (const [got, wanted] of [
      [b.totalMs, a.totalMs],
      [b.inferenceMs, a.inferenceMs],
      [b.spreadMs[0], a.spreadMs[0]],
      [b.spreadMs[1], a.spreadMs[1]],
    ] as const)
      expect(Math.abs(got / wanted - 1)).toBeLessThan(1e-4);
  });

  it('tells of the device, the date and the far side, and holds no more of the environment', async () => {
    const record = fullRecord();
    const code = await written();
    const shared = await read(code);
    expect(shared.device).toBe('Android phone, 8 cores, Adreno 640, Chrome 141');
    expect(shared.deviceMark).toBe(deviceMarkOf(record.environment));
    expect(shared.record.createdAt).toBe('2026-11-21T09:26:40.000Z');
    expect(shared.far).toEqual({ ...far, warmMs: 131.235 });
    expect(shared.record.params).toMatchObject({ models: ['movenet-lightning'], seed: 7, scenario: 'quick' });
    expect(JSON.stringify(shared)).not.toContain('Mozilla');
  });

  it('holds neither the picture’s answer nor what a runtime said', async () => {
    const record = fullRecord();
    const first = record.cells[0] as CompletedCell;
    const cells = [{ ...first, answer: { kind: 'pose', summary: 'A secret.' } }, ...record.cells.slice(1)];
    const { text } = (await unpackLink(LINK_VERSION, await written({ record: { ...record, cells } }))) as {
      text: string;
    };
    expect(text).not.toMatch(/secret|HardSigmoid/);
  });

  it('keeps what has no time, each with its reason in words', async () => {
    const record = { ...fullRecord(), cells: [...fullRecord().cells.slice(0, 2), wrong('tfjs-cpu', 9)] };
    const { record: back } = await read(await written({ record }));
    expect(back.cells.at(-1)).toMatchObject({
      status: 'wrong',
      reason: { code: 'wrong-answer', message: 'Its answer differs from the reference.' },
    });
    expect(judged(back).because.join(' ')).toMatch(/its answer is wrong, so it has no rank/);
  });

  it('takes the pooled cells that a verdict rests on, and how many runs they come from', async () => {
    const record = fullRecord(2);
    const shared = await read(await written({ record, pooled: { cells: fullRecord(6).cells, runs: 3 } }));
    expect(shared.runs).toBe(3);
    expect((shared.record.cells[0] as CompletedCell).steady.openings).toBe(6);
  });

  it('makes room for the fastest where there are too many', async () => {
    const record = fullRecord();
    const cells = Array.from({ length: 90 }, (_, index) => ({
      ...(record.cells[0] as CompletedCell),
      target: { id: `ort-wasm@${index + 1}`, runtime: 'ort', backend: 'wasm', threads: index + 1 },
      precision: 'fp16',
    })).reverse();
    expect((await read(await written({ record: { ...record, cells } }))).record.cells).toHaveLength(40);
  });

  it('says that there is nothing to share where nothing was measured', async () => {
    const record = sampleRecord({ cells: [without('ort-wasm', 'aborted')] });
    expect(await writeResultLink({ record, model: 'movenet-lightning' })).toHaveProperty('problem');
  });

  it('gives a record that the page takes as it takes any other', async () => {
    const { record } = await read(await written());
    expect(checkRecord(JSON.parse(JSON.stringify(record)))).toHaveProperty('record');
  });
});

describe('any run', () => {
  it('is read back as the judge reads it, or can’t be sent, which is said', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecord, async (record) => {
        const model = record.cells[0]?.model ?? '';
        const made = await writeResultLink({ record, model, far });
        if ('problem' in made) return;
        const { record: back } = await read(made.code);
        expect(checkRecord(JSON.parse(JSON.stringify(back)))).toHaveProperty('record');
        expect(judged(back).winner).toBe(judged({ ...record, cells: record.cells.filter((cell) => cell.model === model) }).winner); // prettier-ignore
        for (const word of [judged(back).headline, ...judged(back).because]) expect(word).not.toMatch(/NaN|undefined/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a link that is not one', () => {
  const problemOf = async (code: string) => {
    const found = await readResultLink(code);
    return 'problem' in found ? found.problem : undefined;
  };

  it('is found out wherever it was cut', async () => {
    const code = await written();
    for (let length = 1; length < code.length; length += 7) {
      expect(await problemOf(code.slice(0, length))).toBe(refusals.altered);
    }
  });

  it('is found out wherever it was altered', async () => {
    const code = await written();
    const letters = 'ABab01-_';
    for (let at = 0; at < code.length; at += 5) {
      const other = [...letters].find((letter) => letter !== code[at]) as string;
      const altered = code.slice(0, at) + other + code.slice(at + 1);
      // The last letter's lowest bits may stand for nothing.
      if (at < code.length - 1) expect(await problemOf(altered)).toBe(refusals.altered);
    }
  });

  it('of a newer version says so', async () => {
    expect(await problemOf(await packLink(LINK_VERSION + 1, '{"anything":1}'))).toBe(refusals.newer);
  });

  it('of 100 kB is refused before it is decoded', async () => {
    const atob = vi.spyOn(globalThis, 'atob');
    expect(await problemOf('A'.repeat(100_000))).toBe(refusals.long);
    expect(atob).not.toHaveBeenCalled();
    atob.mockRestore();
  });

  it('that unpacks to megabytes is left before it has', async () => {
    const bomb = await packLink(LINK_VERSION, `["${'0'.repeat(4_000_000)}"]`);
    expect(bomb.length).toBeLessThan(8000);
    expect(await problemOf(bomb)).toBe(refusals.impossible);
  });

  it.each(['', ' ', 'a', '%%%', '\u0000', 'Ünïcödé', '====', '<script>', 'AAAAAAAA'])('%j is refused', async (code) => {
    expect(Object.values(refusals)).toContain(await problemOf(code));
  });

  it('is refused whatever whole link of impossible content it is', async () => {
    const { text } = (await unpackLink(LINK_VERSION, await written())) as { text: string };
    const content = JSON.parse(text) as unknown[];
    const changed = (path: readonly number[], value: unknown) => {
      const copy = structuredClone(content);
      const parent = path.slice(0, -1).reduce<unknown[]>((at, key) => at[key] as unknown[], copy);
      parent[path.at(-1) as number] = value;
      return copy;
    };
    const bad: unknown[] = [
      changed([1], -5),
      changed([2], '__proto__'),
      changed([2], 'a b'),
      changed([4], 99),
      changed([7, 0], 'nice\u202eecived'),
      changed([7, 0], 'x'.repeat(161)),
      changed([7, 0], 'line\nline'),
      changed([11, 4], 1e15),
      changed([13, 0, 2, 2], 0),
      changed([13, 0, 2, 2], -1),
      changed([13, 0, 2, 2], 1e300),
      changed([13, 0, 2, 3], 1e8),
      changed([13, 0, 2, 1], 1e6),
      changed([13, 0, 6], 1e6),
      changed([13, 0, 0], '<img>'),
      changed([13, 1], content[13] && (content[13] as unknown[])[0]),
      changed([13], []),
      changed([12, 4], null),
      [...content, 1],
      content.slice(1),
      {},
      null,
      'text',
    ];
    for (const one of bad) {
      expect(await problemOf(await packLink(LINK_VERSION, JSON.stringify(one)))).toBe(refusals.impossible);
    }
  });

  it('shows a target that this page does not know as text', async () => {
    const { text } = (await unpackLink(LINK_VERSION, await written())) as { text: string };
    const content = JSON.parse(text) as [...unknown[]];
    ((content[13] as unknown[][])[0] as unknown[])[0] = 'litert-webnn@npu';
    const { record } = await read(await packLink(LINK_VERSION, JSON.stringify(content)));
    expect(record.cells[0]?.target).toEqual({ id: 'litert-webnn@npu', runtime: 'litert', backend: 'webnn' });
    expect(judged(record).headline).toContain('litert-webnn@npu');
  });

  it('never rejects and never takes what it did not make', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (code) => {
        expect(Object.values(refusals)).toContain(await problemOf(code));
      }),
    );
  });
});

it('finds the code in what was pasted', () => {
  expect(codeIn('See https://example.org/#/result/AQE_-x9 , it is fast')).toBe('AQE_-x9');
  expect(codeIn('  AQE_-x9\n')).toBe('AQE_-x9');
});
