import { rowsOf, timesOf } from '../../../src/charts/backends/rows';
import { scaleOf } from '../../../src/charts/backends/scale';
import { finding, key } from '../../../src/charts/backends/words';
import { asText, headingOver, rowsOver, whyOver } from '../../../src/charts/decision/words';
import { laneOfCell } from '../../../src/charts/lane';
import { farAlone } from '../../../src/charts/run/words';
import { decide } from '../../../src/judge/decision';
import { decisionOver } from '../../../src/judge/decisionOver';
import { rowOf } from '../../../src/judge/summary';
import { verdict } from '../../../src/judge/verdict';
import type { RunRecord } from '../../../src/record/record';
import { simulatedOf } from '../../../src/record/reading';
import { filledColumns } from '../../../src/results/columns';
import { fileName, toCsv, toJson, toMarkdown } from '../../../src/results/export';
import { importRecord } from '../../../src/results/import';
import { checkRow } from '../../../src/results/row';

/**
 * Does with a record whatever a page does: lists it, judges it, lays out its lanes and tables, writes it out and reads it back.
 * @returns what went wrong
 */
export function useRecord(record: RunRecord): string | undefined {
  const { environment, params } = record;
  for (const model of new Set(record.cells.map((cell) => cell.model))) {
    const cells = record.cells.filter((cell) => cell.model === model);
    const said = verdict(cells, { environment, scenario: params.scenario });
    const lanes = rowsOf(cells.map(laneOfCell));
    const { at } = scaleOf(timesOf(lanes));
    if (timesOf(lanes).some((ms) => !(at(ms) >= 0 && at(ms) <= 1))) return 'a time of it lies outside of its scale';
    const [far] = simulatedOf(record);
    const decision = decide(cells, { environment, scenario: params.scenario }, far);
    const over = decisionOver([{ device: 'this', cells }]);
    const charts = [
      finding(lanes, lanes.timed.slice(0, 1)),
      key(lanes, params.scenario),
      ...(far ? [farAlone(far)] : []),
      ...(decision ? [asText(model, decision)] : []),
      ...(over ? [...headingOver(over), ...rowsOver(over), { text: whyOver(over) }].map(({ text }) => text) : []),
    ];
    const shown = filledColumns('page', cells, () => ({ scenario: params.scenario })).flatMap(({ texts }) => texts);
    const words = [...shown, ...charts, said.headline, ...said.because].find((text) =>
      /\b(?:NaN|Infinity|undefined|null)\b/.test(text),
    );
    if (words !== undefined) return `it reads: ${words}`;
  }
  if (!checkRow(rowOf(record))) return 'its summary is none';
  toCsv(record);
  toMarkdown(record);
  fileName(record, 'json');
  const back = importRecord(toJson(record));
  return 'problem' in back ? `it is exported as what can't be imported: ${back.problem}` : undefined;
}
