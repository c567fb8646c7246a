import type { ModelCard } from '../../models/card';
import type { Tensor, TensorMap } from '../../domain/tensor';
import type { CropBox } from '../picture';
import type { Pixels, ReferenceOutput, TaskInput, TaskNetwork, TaskWorker } from '../types';
import { characterAccuracy, maskIou } from './agreement';
import { textAnswer, type Quad, type TextAnswer } from './answer';
import { characterSet, decodeCtc, type DecodedLine } from './ctc';
import { detectionInput, MASK_THRESHOLD, textBoxes, toPicture, type TextBox } from './detect';
import { lineTensor } from './line';
import { readingOrder } from './order';
import { readPage } from './read';
import { corners } from './rectangle';

const DETECTION = 'ppocr-v4-det';
const RECOGNITION = 'ppocr-v4-rec';
const KEYS = 'ppocr_keys_v1.txt';

const charactersByKeys = new WeakMap<ArrayBuffer, string[]>();

export const task: TaskWorker<TextAnswer> = { answer, agreement };

async function answer(input: TaskInput, networks: ReadonlyMap<string, TaskNetwork>): Promise<TextAnswer> {
  if (input.kind !== 'picture') throw new TypeError('Text recognition takes a picture.');
  const detection = networks.get(DETECTION);
  if (!detection) throw new Error(`Text recognition needs the network ${DETECTION}.`);
  const recognition = networks.get(RECOGNITION);
  const boxes = readingOrder(await detect(input.pixels, detection));
  const { pixels } = input;
  if (!recognition) return textAnswer(boxes.map(({ box, score }) => ({ score, box: toQuad(box, pixels) })));
  const { lines, upsideDown } = await readPage(
    boxes.map(({ box }) => box),
    (box) => recognise(pixels, box, recognition),
  );
  return textAnswer(
    lines.map(({ text, score, box }) => ({ text, score, box: toQuad(box, pixels) })),
    upsideDown,
  );
}

async function detect(pixels: Pixels, network: TaskNetwork): Promise<TextBox[]> {
  const { feed, spec } = pictureInput(network.card);
  const { tensor, transform } = detectionInput(pixels, spec);
  const map = output(network.card, await network.run({ [feed]: tensor }));
  const found = textBoxes(map.data as Float32Array, map.shape[3]!, map.shape[2]!);
  return found.map(({ box, score }) => ({ box: toPicture(box, transform), score }));
}

async function recognise(pixels: Pixels, box: CropBox, network: TaskNetwork): Promise<DecodedLine> {
  const { feed, spec } = pictureInput(network.card);
  const probabilities = output(network.card, await network.run({ [feed]: lineTensor(pixels, box, spec) }));
  return decode(probabilities, network.assets);
}

/**
 * Detection: IoU of the masks over 0.3 at the sampled pixels. Recognition: 1 − normalised edit distance between what
 * the output reads and the rendered text.
 * @throws where the card of the recognition network lacks its truth, or the keys file is not among the assets
 */
function agreement(
  card: ModelCard,
  outputs: TensorMap,
  reference: readonly ReferenceOutput[],
  assets?: ReadonlyMap<string, ArrayBuffer>,
): number {
  const result = output(card, outputs);
  if (card.id === RECOGNITION) {
    if (card.reference.truth === undefined)
      throw new Error(`The card of ${card.id} does not say what its reference reads.`);
    return characterAccuracy(decode(result, assets).text, card.reference.truth);
  }
  const expected = reference.find(({ name }) => name === card.outputs[0]!.name);
  if (!expected) throw new Error(`The reference of ${card.id} lacks the output ${card.outputs[0]!.name}.`);
  return maskIou(result.data as Float32Array, expected, MASK_THRESHOLD);
}

function decode(probabilities: Tensor, assets: ReadonlyMap<string, ArrayBuffer> | undefined): DecodedLine {
  const keys = assets?.get(KEYS);
  if (!keys) throw new Error(`Reading needs the asset ${KEYS}.`);
  let characters = charactersByKeys.get(keys);
  if (!characters) charactersByKeys.set(keys, (characters = characterSet(keys)));
  return decodeCtc(probabilities.data as Float32Array, probabilities.shape[2]!, characters);
}

function pictureInput(card: ModelCard) {
  const { name, picture } = card.inputs[0]!;
  if (!picture) throw new Error(`The card of ${card.id} does not say how a picture becomes its input.`);
  return { feed: name, spec: picture };
}

function output(card: ModelCard, outputs: TensorMap): Tensor {
  const { name } = card.outputs[0]!;
  const tensor = outputs[name];
  if (!tensor) throw new Error(`${card.id} answered without its output ${name}.`);
  return tensor;
}

function toQuad(box: CropBox, { width, height }: Pixels): Quad {
  const points = corners(box);
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const corner = (i: number) => [clamp(points[i * 2]! / width), clamp(points[i * 2 + 1]! / height)] as const;
  return [corner(0), corner(1), corner(2), corner(3)];
}
