import type { ModelCard, PictureSpec } from '../../../models/card';
import ink from '../../../tasks/digit-recognition/ink?raw';
import normaliseInk from '../../../tasks/digit-recognition/normalise?raw';
import invisible from '../../../tasks/invisible?raw';
import polarityFeatures from '../../../tasks/sentence-polarity/features?raw';
import polarityFeeds from '../../../tasks/sentence-polarity/feeds?raw';
import polarityWords from '../../../tasks/sentence-polarity/words?raw';
import similarityFeeds from '../../../tasks/sentence-similarity/feeds?raw';
import similarityNormalise from '../../../tasks/sentence-similarity/normalise?raw';
import tokenizer from '../../../tasks/sentence-similarity/tokenizer?raw';
import { verbatim } from './verbatim';

/** How an input becomes tensors, as TypeScript that ends in an exported `answer`. */
export interface Preparation {
  readonly text: string;
  /** What is left to whoever uses it, in a sentence; absent where nothing is. */
  readonly left?: string;
}

type Input = ModelCard['inputs'][number];

const numbers = (values: readonly number[]) => `[${values.join(', ')}]`;

const fitOf = `/** Where the picture lies in what the network sees: there = picture × scale + offset, pixels. */
export interface Fit {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}`;

/** Draws the picture into a frame of `width` × `height`, which are expressions or numbers. */
function frame({ fit, pad }: PictureSpec): string {
  return fit === 'letterbox'
    ? `  const scale = Math.min(width / picture.width, height / picture.height);
  const innerWidth = Math.max(1, Math.round(picture.width * scale));
  const innerHeight = Math.max(1, Math.round(picture.height * scale));
  const fit: Fit = {
    scaleX: innerWidth / picture.width,
    scaleY: innerHeight / picture.height,
    offsetX: (width - innerWidth) >> 1,
    offsetY: (height - innerHeight) >> 1,
  };
  context.fillStyle = 'rgb(${[pad, pad, pad].join(' ')})';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, fit.offsetX, fit.offsetY, innerWidth, innerHeight);`
    : `  const fit: Fit = { scaleX: width / picture.width, scaleY: height / picture.height, offsetX: 0, offsetY: 0 };
  context.drawImage(picture, 0, 0, width, height);`;
}

/** Fills `data` from `bytes`, RGBA. */
function channels({ order, layout, mean, std }: PictureSpec): string {
  const at = layout === 'NCHW' ? 'c * plane + p' : 'p * 3 + c';
  const byte = order === 'RGB' ? 'p * 4 + c' : 'p * 4 + 2 - c';
  return `  const mean = ${numbers(mean)};
  const std = ${numbers(std)};
  const plane = width * height;
  for (let p = 0; p < plane; p++) {
    for (let c = 0; c < 3; c++) data[${at}] = (bytes[${byte}]! - mean[c]!) / std[c]!;
  }`;
}

const sizes = {
  fixed: (width: number, height: number) => `  const [width, height] = [${width}, ${height}];`,
  /** A network of any size: the picture's own, at most 640 pixels on the long side, in steps of 32. */
  steps: `  const most = Math.min(1, 640 / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map(
    (side) => Math.ceil(Math.max(1, Math.round(side * most)) / 32) * 32,
  ) as [number, number];`,
  /** A line of text: as high as the network wants it, as long as it then is, in steps of 320. */
  line: (height: number) => `  const height = ${height};
  const natural = Math.max(1, Math.round((height * picture.width) / picture.height));
  const width = Math.min(2560, Math.ceil(natural / 320) * 320);`,
};

/** A line begins at the left and is padded behind. */
const lineFrame = ({ pad }: PictureSpec) => `  const long = Math.min(natural, width);
  const fit: Fit = { scaleX: long / picture.width, scaleY: height / picture.height, offsetX: 0, offsetY: 0 };
  context.fillStyle = 'rgb(${[pad, pad, pad].join(' ')})';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, long, height);`;

function pictures({ id }: ModelCard, { name, dtype, shape, picture }: Input & { picture: PictureSpec }): string {
  const planar = picture.layout === 'NCHW';
  const [height = 0, width = 0] = planar ? shape.slice(2) : shape.slice(1, 3);
  const isLine = id === 'ppocr-v4-rec';
  const size = isLine ? sizes.line(height) : width < 0 ? sizes.steps : sizes.fixed(width, height);
  const values = dtype === 'int32' ? 'Int32Array' : 'Float32Array';
  const what = [
    picture.fit === 'letterbox' && !isLine ? `whole, with bars of grey ${picture.pad}` : '',
    picture.order,
    picture.layout,
  ].filter(Boolean);
  return `${fitOf}

/** A picture as the network takes it: ${what.join(', ')}. \`createImageBitmap\` makes one of a file, an <img>, a <video> or a canvas. */
export function prepare(picture: ImageBitmap): { feeds: TensorMap; fit: Fit } {
${size}
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
${isLine ? lineFrame(picture) : frame(picture)}
  const bytes = context.getImageData(0, 0, width, height).data;
  const data = new ${values}(3 * width * height);
${channels(picture)}
  const shape = ${planar ? '[1, 3, height, width]' : '[1, height, width, 3]'};
  return { feeds: { ${keyOf(name)}: { dtype: '${dtype}', shape, data } }, fit };
}

/** What the network says of a picture. */
export async function answer(picture: ImageBitmap): Promise<{ outputs: TensorMap; fit: Fit }> {
  const { feeds, fit } = prepare(picture);
  return { outputs: await run(feeds), fit };
}`;
}

const keyOf = (name: string) => (/^[a-z_]\w*$/i.test(name) ? name : `'${name}'`);

/** The pieces that the text of the digits' own pre-processing calls, by a canvas. */
const canvasResize = `interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

function pixelsOf(picture: CanvasImageSource, width: number, height: number): Pixels {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

function resizePixels({ width, height, data }: Pixels, toWidth: number, toHeight: number): Pixels {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
  return pixelsOf(canvas, toWidth, toHeight);
}
const resizeByTaps = resizePixels;`;

const digits = ({ name }: Input) => `${canvasResize}

${verbatim(ink)}

${verbatim(normaliseInk)}

/** A picture of a drawn digit as the network takes it; an empty sheet where nothing is drawn. */
export function prepare(picture: ImageBitmap): TensorMap {
  const ink = inkOf(pixelsOf(picture, picture.width, picture.height));
  const data = ink ? normaliseInk(ink) : new Float32Array(SIDE * SIDE);
  return { ${keyOf(name)}: { dtype: 'float32', shape: [1, SIDE, SIDE, 1], data } };
}

/** What the network says of a picture. */
export async function answer(picture: ImageBitmap): Promise<{ outputs: TensorMap }> {
  return { outputs: await run(prepare(picture)) };
}`;

const emotion = ({
  name,
  shape: [, side = 64],
}: Input) => `/** An upright face as the network takes it: grey, −1 to 1. */
export function prepare(face: ImageBitmap): TensorMap {
  const side = ${side};
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(face, 0, 0, side, side);
  const bytes = context.getImageData(0, 0, side, side).data;
  const data = new Float32Array(side * side);
  for (let p = 0; p < data.length; p++) {
    const grey = (0.2989 * bytes[p * 4]! + 0.587 * bytes[p * 4 + 1]! + 0.114 * bytes[p * 4 + 2]!) / 255;
    data[p] = (grey - 0.5) * 2;
  }
  return { ${keyOf(name)}: { dtype: 'float32', shape: [1, side, side, 1], data } };
}

/** What the network says of a face. */
export async function answer(face: ImageBitmap): Promise<{ outputs: TensorMap }> {
  return { outputs: await run(prepare(face)) };
}`;

const polarity = () => `${verbatim(invisible)}

${verbatim(polarityWords)}

${verbatim(polarityFeatures)}

${verbatim(polarityFeeds)}

let vocabulary: Promise<Vocabulary> | undefined;

/** At most 16 sentences as the network takes them. */
export async function prepare(sentences: readonly string[]): Promise<TensorMap> {
  vocabulary ??= fetched(\`\${MODEL}features.bin\`).then(readVocabulary);
  const rows = await vocabulary;
  return feedsFor(sentences.map((sentence) => encode(sentence, rows)));
}

/** What the network says of at most 16 sentences. */
export async function answer(sentences: readonly string[]): Promise<{ outputs: TensorMap }> {
  return { outputs: await run(await prepare(sentences)) };
}`;

const similarity = () => `${verbatim(invisible)}

${verbatim(similarityNormalise)}

${verbatim(tokenizer)}

${verbatim(similarityFeeds)}

/** The network reads no more of a text. */
const MAX_TOKENS = 128;
let known: Promise<Tokenizer> | undefined;

/** At most 32 texts as the network takes them. */
export async function prepare(texts: readonly string[]): Promise<TensorMap> {
  known ??= fetched(\`\${MODEL}vocab.json\`).then((file) =>
    createTokenizer(JSON.parse(new TextDecoder().decode(file)) as Vocabulary),
  );
  const tokenizer = await known;
  return feedsFor(texts.map((text) => tokenizer.encode(withoutInvisible(text)).ids.slice(0, MAX_TOKENS)));
}

/** One unit vector a text, row by row; behind them there may be one more, which is nobody's. */
export async function answer(texts: readonly string[]): Promise<{ outputs: TensorMap }> {
  return { outputs: await run(await prepare(texts)) };
}`;

/** Of models whose input is no whole picture. */
const own: Readonly<Record<string, (input: Input) => string>> = {
  digits,
  emotion,
  'sentence-polarity': polarity,
  'use-lite': similarity,
};

const leftWords: Readonly<Record<string, string>> = {
  emotion:
    'Finding the face is left to you: this network reads a square of 1.4 sides of the face’s box, turned so that the eyes are level, which BlazeFace finds in front of it on this page.',
  facemesh:
    'Finding the face is left to you: this network maps a square of 1.5 sides of the face’s box, turned so that the eyes are level, which BlazeFace finds in front of it on this page.',
  blazeface:
    'Reading boxes out of the outputs is left to you: anchors, the sigmoid of the scores, and dropping overlaps.',
  nanodet: 'Reading boxes out of the outputs is left to you: the sums over distances, and dropping overlaps.',
  'hand-landmark-lite':
    'Finding the hand is left to you: this network wants it upright and large in a square; this page looks twice or three times, each time closer at what it found.',
  'ppocr-v4-det':
    'Reading lines out of the map is left to you: regions over 0.3, their smallest rectangles, grown by 1.6.',
  'ppocr-v4-rec':
    'Finding lines of text is left to you, which PP-OCRv4 detection does in front of it on this page: this network reads one line, cut out upright. So is decoding: the likeliest character at each step, repeats and blanks dropped, by the model’s list of characters.',
  'esrgan-slim-x2':
    'Cutting a larger picture into squares is left to you: this shrinks whatever it is given to the one square that the network enlarges.',
};

/** How the model's input becomes its tensors; undefined where this page can't write it. */
export function preparationOf(card: ModelCard): Preparation | undefined {
  const [input] = card.inputs;
  if (!input) return undefined;
  const write = own[card.id];
  const left = leftWords[card.id];
  if (write) return { text: write(input), left };
  const { picture } = input;
  return picture && card.inputs.length === 1 ? { text: pictures(card, { ...input, picture }), left } : undefined;
}
