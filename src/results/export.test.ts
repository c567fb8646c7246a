import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileName, toCsv, toJson, toMarkdown } from './export';
import { anyRecord, completedCell, sampleRecord, sampleSteady, unsupportedCell } from '../record/record.fixture';

const hostile = '<img src=x onerror=alert(1)> | [a](javascript:x) https://x.example www.x.example\n# *b* `c` $d$';

/** RFC 4180 read back, as a check on what was written. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  let row: string[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    row.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const withReason = (message: string) => sampleRecord({ cells: [unsupportedCell({ code: 'x', message })] });
const reasonField = (message: string) => {
  const [heads = [], row = []] = parseCsv(toCsv(withReason(message)));
  return row[heads.indexOf('reason')];
};

describe('toCsv', () => {
  it('writes one row a cell under a header', () => {
    const [heads = [], first = [], second = [], ...more] = parseCsv(toCsv(sampleRecord()));
    expect(more).toEqual([]);
    const row = (fields: string[]) => Object.fromEntries(heads.map((head, index) => [head, fields[index]]));
    expect(row(first)).toMatchObject({
      model: 'movenet-lightning',
      target: 'tfjs-wasm',
      status: 'completed',
      median_ms: '12',
      ci95_low_ms: '11',
      ci95_high_ms: '14',
      from_cache: 'false',
      agrees: 'true',
      task_agreement: 'movenet-lightning: keypoint distance 0.01 (limit 1)',
      simulated_far_median_ms: '131',
      reason: '',
    });
    expect(row(second)).toMatchObject({ status: 'unsupported', median_ms: '', agrees: '', reason_code: 'no-adapter' });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\n=1', ' =1', '＝1'])('disarms %j', (message) => {
    expect(reasonField(message)).toBe(`'${message}`);
  });

  it('leaves numbers and other text alone', () => {
    expect(reasonField('a=1, "b"\nc')).toBe('a=1, "b"\nc');
  });

  it('keeps its shape whatever the text', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const rows = parseCsv(toCsv(record));
        expect(rows).toHaveLength(record.cells.length + 1);
        expect(new Set(rows.map((row) => row.length)).size).toBe(1);
        for (const field of rows.flat()) expect(field).not.toMatch(/^[=+@\t]|^-(?!\d)/);
      }),
    );
  });
});

describe('toMarkdown', () => {
  it('says seed, scenario, environment, agreement, and that the far side is simulated', () => {
    const text = toMarkdown(sampleRecord());
    expect(text).toContain('Scenario: preview; seed: 7');
    expect(text).toContain('WebGL: SwiftShader (software)');
    expect(text).toContain('Cross-origin isolated: no');
    expect(text).toContain('| agrees: keypoint distance 0.01, limit 1, largest error 0.00012 |');
    expect(text).toContain('| `tfjs-wasm` | wasm, 1 thread | fp16 | completed | 5 | 1 | 12 ms | 11 ms – 14 ms |');
    expect(text).toContain('- `movenet-lightning` on `tfjs-webgpu`, unsupported: This browser offers no GPU adapter.');
    expect(text).toContain('## The far side: simulated, not measured');
  });

  it('gives the reason where the far side was refused', () => {
    const refused = { model: 'use-lite', profile: 'wpt-cable', server: 'l4', seed: 7, problem: 'No peak is known.' };
    const mixed = toMarkdown(sampleRecord({ far: [...(sampleRecord().far ?? []), refused] }));
    expect(mixed).toMatch(/\|\n\n- `use-lite`: No peak is known\.\n$/);
    expect(toMarkdown(sampleRecord({ far: [refused] }))).toMatch(/measured\n\n- `use-lite`: No peak is known\.\n$/);
  });

  it('leaves out what the run has not', () => {
    const text = toMarkdown(sampleRecord({ cells: [completedCell], far: undefined }));
    expect(text).not.toMatch(/far side|Not completed/);
  });

  it('keeps text from outside on its line and out of markup', () => {
    const environment = { ...sampleRecord().environment, userAgent: hostile };
    const line = toMarkdown(sampleRecord({ environment }))
      .split('\n')
      .find((one) => one.startsWith('- Browser'));
    expect(line).toBe(
      '- Browser: &lt;img src=x onerror=alert(1)&gt; \\| \\[a\\](javascript:x) https:\\/\\/x.example www\\.x.example # \\*b\\* \\`c\\` \\$d\\$',
    );
  });

  it('gives every line of a table the same number of columns', () => {
    const measure = {
      ...completedCell.agreement?.['movenet-lightning'],
      task: { measure: 'a | b\n| c', value: 1, limit: 1 },
    };
    const cells = [{ ...completedCell, agreement: { 'movenet-lightning': measure as never } }, unsupportedCell()];
    const lines = toMarkdown(sampleRecord({ cells, far: undefined }))
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map((line) => line.replaceAll('\\|', '').split('|').length)).size).toBe(1);
  });
});

describe('toJson', () => {
  it('puts samples on one line', () => {
    expect(toJson(sampleRecord())).toContain('"samplesMs": [10,11,12,13,14]');
  });

  it('cleans control characters out of a runtime’s message', () => {
    expect(toJson(withReason('\u001b[0;93mwarning\u001b[m: NUL \u0000 here'))).toContain('"warning: NUL \uFFFD here"');
  });

  it('refuses a record that no page could read back, and names the field', () => {
    const steady = { ...sampleSteady, medianMs: Infinity };
    expect(() => toJson(sampleRecord({ cells: [{ ...completedCell, steady }] }))).toThrow('cells[0].steady.medianMs');
  });
});

describe('fileName', () => {
  it('holds the date in UTC and the models', () => {
    expect(fileName(sampleRecord(), 'json')).toBe('nearside-2026-11-21-movenet-lightning.json');
  });

  it('stays short and safe', () => {
    const params = {
      ...sampleRecord().params,
      models: Array.from({ length: 12 }, (_, index) => `Some.Model:${index}`),
    };
    expect(fileName(sampleRecord({ params }), 'md')).toBe('nearside-2026-11-21-12-models.md');
    const odd = { ...params, models: ['..:Some@Model..'] };
    expect(fileName(sampleRecord({ params: odd }), 'csv')).toBe('nearside-2026-11-21-some-model.csv');
  });
});
