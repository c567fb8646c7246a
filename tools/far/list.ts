import { bytesPerNumber } from '../../src/domain/precision';
import type { Chip } from '../../src/far/chips/schema';
import { predict } from '../../src/far/prediction/predict';
import { bestPrecision } from '../../src/far/prediction/rate';
import type { AnswerWork } from '../../src/far/server';
import { askedOfModel } from './asked';
import { allChips } from '../../src/far/chips/chips';
import type { Command } from './command';

const PICTURE = 'movenet-lightning';
const TEXT = 'story';
/** Of a column, characters. */
const WIDTH = 36;

export const list: Command = {
  asked: 'list',
  options: { list: 'boolean' },
  usage: `--list                        every chip, and how long it takes for ${PICTURE} and for a token of ${TEXT}, or the figure that is missing`,
  async run(_given, print) {
    const token = askedOfModel(TEXT, 'sample').token;
    if (!token) throw new Error(`The card of ${TEXT} has no decoder.`);
    const works = [askedOfModel(PICTURE, 'sample').work, token];
    const chips = [...(await allChips())].sort(([a], [b]) => a.localeCompare(b));
    print(`${'chip'.padEnd(22)}${PICTURE.padEnd(WIDTH)}one token of ${TEXT}`);
    for (const [id, chip] of chips) print(rowOf(id, chip, works));
    print(
      `\n${chips.length} chips, each in its narrowest precision of 8 bits or more; in brackets 80 % of such cases.\n` +
        '* without a measurement of its own: assumed from other chips of its kind',
    );
    return 0;
  },
};

function rowOf(id: string, chip: Chip, works: readonly AnswerWork[]): string {
  const precision = bestPrecision(chip) ?? 'int8';
  const answers = works.map(({ macs, parameters, runs }) => {
    const weightBytes = parameters * (bytesPerNumber(precision) ?? 1);
    return predict(chip, { macs, weightBytes, precision, batch: 1, scenario: 'single-stream', launches: runs });
  });
  const cells = answers.map((answer) => {
    if (answer.kind === 'refused') return answer.reason;
    const [ms, low, high] = [answer.ms, answer.lowMs, answer.highMs].map((one) => Number(one.toPrecision(2)));
    return `${ms} ms (${low} … ${high}) ${answer.runs}${answer.borrowed === undefined ? '' : ' *'}`;
  });
  const [first = '', second = ''] = cells;
  // What is missing is missing for both.
  const isMissing = first === second && answers.every(({ kind }) => kind === 'refused');
  return `${id.padEnd(22)}${isMissing ? first : `${first.padEnd(WIDTH)}${second}`}`;
}
