import { plainText } from '../../domain/words';
import { headingOver, rowsOver, whyOver } from '../../charts/decision/words';
import { titleOfModel } from '../../models/outline';
import type { Matrix } from '../../results/collected';
import { collectedCsv, collectedMarkdown } from '../../results/collectedFiles';
import { saveBlob } from '../saveFile';
import { decisionLine, fileTitle, statuses } from './words';

const types = { csv: 'text/csv', md: 'text/markdown' } as const;

/** Offers the matrix as a download. */
export function saveMatrix(matrix: Matrix, kind: keyof typeof types): void {
  const { model, rows, decision } = matrix;
  const says = {
    title: fileTitle(titleOfModel(model), rows.length),
    decision: decision
      ? [
          `${plainText(headingOver(decision))}.`,
          whyOver(decision),
          ...rowsOver(decision).map(({ term, text }) => decisionLine(term, text)),
        ]
      : [],
    statuses,
  };
  const text = kind === 'csv' ? collectedCsv(matrix) : collectedMarkdown(matrix, says);
  saveBlob(new Blob([text], { type: types[kind] }), `nearside-devices-${model}.${kind}`);
}
