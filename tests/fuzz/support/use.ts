import { axisEnd, laneOfCell } from '../../../src/charts/lane';
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
    const lanes = cells.map(laneOfCell);
    const medians = lanes.flatMap(({ medianMs }) => medianMs ?? []);
    axisEnd(medians, simulatedOf(record).map(({ totalMs }) => totalMs.median)); // prettier-ignore
    const shown = filledColumns('page', cells, () => ({ scenario: params.scenario })).flatMap(({ texts }) => texts);
    const words = [...shown, said.headline, ...said.because].find((text) =>
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
