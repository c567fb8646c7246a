import type { ModelCard } from '../../models/card';
import type { Tensor, TensorMap } from '../../domain/tensor';
import { pictureTensor, type CropBox } from '../picture';
import type { Pixels, ReferenceOutput, TaskInput, TaskNetwork, TaskWorker } from '../types';
import { characterAccuracy, maskIou } from './agreement';
import { textAnswer, type Quad, type TextAnswer } from './answer';
import { characterSet, decodeCtc, type DecodedLine } from './ctc';
import { detectionFrame, MASK_THRESHOLD, textBoxes, toPicture, type TextBox } from './detect';
import { lineTensor } from './line';
import { readingOrder } from './order';
import { joined, piecesOf, type Piece } from './pieces';
import { readPage } from './read';
import { corners } from './rectangle';
import { cutTile, pasteTile, tilesOf } from './tiles';

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
  const { pixels } = input;
  const { boxes: found, seen } = await detect(pixels, detection);
  const how = { given: input.shrunkFrom ?? pixels, ...seen };
  const boxes = readingOrder(found);
  if (!recognition)
    return textAnswer(
      boxes.map(({ box, score }) => ({ score, box: toQuad(box, pixels) })),
      how,
    );
  const { lines, upsideDown } = await readPage(
    boxes.map(({ box }) => box),
    (box) => recognise(pixels, box, recognition),
  );
  return textAnswer(
    lines.map(({ text, score, box }) => ({ text, score, box: toQuad(box, pixels) })),
    { ...how, upsideDown },
  );
}

/** Lines in pixels of the picture, and the size and number of parts that it was looked at in. */
async function detect(pixels: Pixels, network: TaskNetwork) {
  const { feed, spec } = pictureInput(network.card);
  const { pixels: frame, transform } = detectionFrame(pixels, spec);
  const tiles = tilesOf(frame);
  const whole = new Float32Array(frame.width * frame.height);
  for (const tile of tiles) {
    const tensor = pictureTensor(cutTile(frame, tile), spec);
    const map = output(network.card, await network.run({ [feed]: tensor }));
    pasteTile(whole, frame.width, map.data as Float32Array, tile);
  }
  const boxes = textBoxes(whole, frame.width, frame.height).map(({ box, score }): TextBox => ({
    box: toPicture(box, transform),
    score,
  }));
  const [width, height] = [pixels.width * transform.scaleX, pixels.height * transform.scaleY].map(Math.round);
  return { boxes, seen: { width: width!, height: height!, parts: tiles.length } };
}

/** A line too long for one run is read in pieces. */
async function recognise(pixels: Pixels, box: CropBox, network: TaskNetwork): Promise<DecodedLine> {
  const { feed, spec } = pictureInput(network.card);
  const read: (DecodedLine & Pick<Piece, 'before'>)[] = [];
  for (const { box: piece, before } of piecesOf(pixels, box)) {
    const probabilities = output(network.card, await network.run({ [feed]: lineTensor(pixels, piece, spec) }));
    read.push({ ...decode(probabilities, network.assets), before });
  }
  return joined(read);
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
