import { plural } from '../domain/words';
import { plainCopy } from './plain';
import { simulatedOf } from '../record/reading';
import type { Cell, Environment, RunRecord } from '../record/record';
import { filledColumns } from './columns';

/**
 * The record as a Markdown report: what was asked, where it ran, a table of cells, reasons, and the far side, said to be
 * simulated. Text from outside is escaped, so that it can neither break the table nor become markup or a link.
 */
export function toMarkdown(record: RunRecord): string {
  const plain = plainCopy(record);
  const { params, environment, cells } = plain;
  const columns = filledColumns('report', cells, () => ({ scenario: params.scenario, record: plain }));
  const lines = [
    `# Nearside run ${code(plain.id)}`,
    '',
    `- Made: ${escape(plain.createdAt)} by ${escape(plain.app)}`,
    `- Scenario: ${params.scenario}; seed: ${params.seed}${params.input ? `; input: ${code(params.input)}` : ''}`,
    ...environmentLines(environment),
    '',
    '## Measured on this device',
    '',
    ...table(
      columns.map(({ column }) => escape(column.title)),
      cells.map((_, row) =>
        columns.map(({ column, texts }) => (column.code ? code(texts[row] ?? '') : escape(texts[row] ?? ''))),
      ),
    ),
    ...reasonLines(cells),
    ...farLines(plain),
  ];
  return `${lines.join('\n')}\n`;
}

function environmentLines(environment: Environment): string[] {
  const { app, gpu, webgl } = environment;
  const memory = environment.memoryGiB ? `, ${environment.memoryGiB} GiB of memory or more` : '';
  const runtimes = Object.entries(environment.runtimes).map(([name, version]) => `${code(name)} ${escape(version)}`);
  return [
    `- Nearside: ${escape(app.version)}, commit ${escape(app.commit)}`,
    `- Browser: ${escape(environment.userAgent)}`,
    `- Machine: ${escape(environment.platform)}, ${plural(environment.cores, 'core')}${memory}`,
    `- Cross-origin isolated: ${environment.crossOriginIsolated ? 'yes' : 'no'}; timer resolution: ${ms(environment.timerResolutionMs)} ms`,
    `- WebGPU: ${gpu ? escape(gpu.adapter) + software(gpu.software) : 'none'}`,
    `- WebGL: ${webgl ? escape(webgl.renderer) + software(webgl.software) : 'none'}`,
    `- Runtimes: ${runtimes.join(', ') || 'none'}`,
  ];
}

const software = (is: boolean) => (is ? ' (software)' : '');

function reasonLines(cells: readonly Cell[]): string[] {
  const reasons = cells.flatMap((cell) =>
    'reason' in cell
      ? [`- ${code(cell.model)} on ${code(cell.target.id)}, ${cell.status}: ${escape(cell.reason.message)}`]
      : [],
  );
  return reasons.length > 0 ? ['', '## Not completed', '', ...reasons] : [];
}

function farLines(record: RunRecord): string[] {
  if (!record.far?.length) return [];
  const refused = record.far.flatMap((side) =>
    'problem' in side ? `- ${code(side.model)}: ${escape(side.problem)}` : [],
  );
  const rows = simulatedOf(record).map(({ model, profile, server, seed, payload, totalMs, coldTotalMs }) => [
    code(model),
    code(profile),
    code(server),
    String(payload.upBytes),
    String(payload.downBytes),
    ms(totalMs.median),
    ms(totalMs.p90),
    ms(coldTotalMs.median),
    String(seed),
  ]);
  const heads = [
    'Model',
    'Network',
    'Server',
    'Up bytes',
    'Down bytes',
    'Median ms',
    'p90 ms',
    'Cold median ms',
    'Seed',
  ];
  return [
    '',
    '## The far side: simulated, not measured',
    '',
    ...(rows.length > 0 ? [...table(heads, rows), ''] : []),
    ...refused,
  ];
}

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (fields: readonly string[]) => `| ${fields.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)];
}

/** Three significant figures, never in exponent form: `0.0123`, `12.3`, `1230`. */
function ms(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(3)));
}

/** For ids, which the schema keeps to letters, digits and `_ @ . : + -`. */
export const code = (id: string) => `\`${id}\``;

/** Text as Markdown shows it letter by letter, on one line; bare addresses are kept from turning into links. */
export function escape(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('://', ':\\/\\/')
    .replace(/\bwww\./gi, (found) => found.replace('.', '\\.'));
}
